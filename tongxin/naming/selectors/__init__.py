"""Reads of naming, limited to what the reader may see: staff in `access` and `board`, everybody in `public`."""
