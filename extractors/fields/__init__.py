"""One module per field of a document."""
