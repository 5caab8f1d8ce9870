"""One file in, documents with sourced facts out; knows nothing of criteria."""
