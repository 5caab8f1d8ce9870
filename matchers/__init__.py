"""Documents and requirements brought together: scores, reasons, assignment."""
