"""Measurements of the program: how fast it is, and how right."""
