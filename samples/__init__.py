"""The sample folder of an invented commune, and the truth about it."""
