"""What is read of the editors' pages: by the public (`public`), and by those who review (`readings`)."""
