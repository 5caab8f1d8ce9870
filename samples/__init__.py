"""The sample folder of an invented commune, and the truth about it.

    >>> from samples import generate, truth
    >>> folder = generate(Path("mau"))           # doctest: +SKIP

Independent of the program on purpose: what is expected here was not computed by what is tested.
"""

from samples.folder import SampleFolder, generate
from samples.fonts import FontNotFoundError
from samples.truth import ExpectedCriterion, ExpectedDocument, ExpectedDuplicate, Truth, truth

__all__ = [
    "ExpectedCriterion",
    "ExpectedDocument",
    "ExpectedDuplicate",
    "FontNotFoundError",
    "SampleFolder",
    "Truth",
    "generate",
    "truth",
]
