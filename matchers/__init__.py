"""Documents and requirements brought together: what the folder confirms, scores, reasons, assignment."""

from matchers.continuation import join_pictures
from matchers.contradictions import tell_contradictions
from matchers.disorder import tell_disorder
from matchers.leads import tell_leads
from matchers.matching import Matching, match
from matchers.witnesses import confirm

__all__ = ["Matching", "confirm", "join_pictures", "match", "tell_contradictions", "tell_disorder", "tell_leads"]
