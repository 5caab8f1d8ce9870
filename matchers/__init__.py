"""Documents and requirements brought together: scores, reasons, assignment."""

from matchers.matching import Matching, match

__all__ = ["Matching", "match"]
