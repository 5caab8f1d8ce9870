"""How fast documents are read, against the plain ways, on the same files and with accuracy beside the seconds."""
