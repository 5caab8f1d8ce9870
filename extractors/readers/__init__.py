"""One module per way of reading a file into pages of words."""
