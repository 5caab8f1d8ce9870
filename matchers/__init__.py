"""Documents and requirements brought together: what the folder confirms, scores, reasons, assignment."""

from matchers.bases import tell_bases
from matchers.components import component_texts
from matchers.continuation import join_pictures
from matchers.contradictions import tell_contradictions
from matchers.disorder import tell_disorder
from matchers.given import NO_SOURCES, Sources, given_hints
from matchers.leads import tell_leads
from matchers.matching import Matching, match
from matchers.memory import Memory
from matchers.witnesses import Hearings, confirm

__all__ = [
    "NO_SOURCES",
    "Hearings",
    "Matching",
    "Memory",
    "Sources",
    "component_texts",
    "confirm",
    "given_hints",
    "join_pictures",
    "match",
    "tell_bases",
    "tell_contradictions",
    "tell_disorder",
    "tell_leads",
]
