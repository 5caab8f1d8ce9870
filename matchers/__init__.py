"""Documents and requirements brought together: what the folder confirms, scores, reasons, assignment."""

from matchers.matching import Matching, match
from matchers.witnesses import confirm

__all__ = ["Matching", "confirm", "match"]
