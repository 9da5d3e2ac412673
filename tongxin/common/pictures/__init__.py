"""Pictures that are shown to the public: with a credit, a licence and words for those who do not see them."""
