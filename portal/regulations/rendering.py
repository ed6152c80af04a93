"""A law's text as HTML, kept while the process lives: it only depends on the text."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.regulations.parser import parse_body

KEPT = 32
"""Laws; the longest one takes half a megabyte."""


@dataclass(frozen=True)
class RenderedLaw:
    """The list of headings (empty without any), the text, and how many articles it has."""

    contents: SafeString
    text: SafeString
    article_count: int


@lru_cache(maxsize=KEPT)
def render_law(text: str) -> RenderedLaw:
    """The HTML of a law's text. A thousand articles take a second, hence the cache."""
    law = parse_body(text)
    contents = SafeString("")
    if law.divisions:
        contents = render_to_string("portal/regulations/contents.html", {"law": law})
    return RenderedLaw(
        contents=contents,
        text=render_to_string("portal/regulations/text.html", {"law": law}),
        article_count=len(law.articles),
    )
