"""Handwritten digits: find the ink a clerk left between printed words, and read the digit string it makes."""
