"""What must be shown, and whether it was; knows no file format."""
