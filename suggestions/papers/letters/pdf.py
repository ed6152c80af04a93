"""A letter as a PDF."""

from django.conf import settings

from suggestions.papers import layout
from suggestions.papers.paper import Paper
from suggestions.papers.rendering import Made, pdf_of

MEASURES = {name.lower(): value for name, value in vars(layout).items() if name.isupper()}
"""The layout as the templates use it."""


def letter_pdf(paper: Paper) -> Made:
    """The letter. Raises rendering.PdfUnavailable."""
    return pdf_of("suggestions/papers/letter.html", {"paper": paper, **paper_context()})


def paper_context() -> dict[str, object]:
    """What every paper's template is given: measures and fonts."""
    return {**MEASURES, "fonts": settings.PAPER_FONTS}
