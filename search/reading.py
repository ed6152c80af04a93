"""Reading a question from an address: whatever stands there, something sensible comes out."""

from collections.abc import Sequence

from django.http import QueryDict

from search.finding import Question
from search.items import Facet
from search.queries.plan import Sort
from search.queries.words import parse
from search.vocabulary.expanding import Synonyms, expanded

PUBLIC_FACETS = (
    Facet.KIND,
    Facet.CAMPAIGN,
    Facet.TOPIC,
    Facet.AREA,
    Facet.YEAR,
    Facet.STATE,
    Facet.UNIT,
)
STAFF_FACETS = (*PUBLIC_FACETS, Facet.CLASSIFICATION)
MOST_VALUES = 20
"""Values of one facet that are read."""
LONGEST_VALUE = 100
"""Characters; no slug or code is longer."""
LAST_PAGE = 10**6
_UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\N{REPLACEMENT CHARACTER}")
"""NUL and surrogates, which no engine takes: no value has them, and none will be found."""


def read_question(address: QueryDict, facets: Sequence[Facet], synonyms: Synonyms) -> Question:
    """The question in `address`, with `synonyms`.

    Unknown orders and pages are taken for the usual ones.
    """
    return Question(
        words=expanded(parse(address.get("q", "")), synonyms),
        filters={facet: values for facet in facets if (values := _values(address, facet))},
        sort=_sort(address.get("sort", "")),
        page=_page(address.get("page", "")),
        facets=tuple(facets),
    )


def _values(address: QueryDict, facet: Facet) -> tuple[str, ...]:
    given = (value[:LONGEST_VALUE] for value in address.getlist(facet) if value)
    return tuple(dict.fromkeys(value.translate(_UNSTORABLE) for value in given))[:MOST_VALUES]


def _sort(name: str) -> Sort:
    return Sort(name) if name in Sort.values else Sort.RELEVANCE


def _page(number: str) -> int:
    """The page from 1; ten thousand is an answer of its own, the millionth is not."""
    if not (number.isascii() and number.isdigit()):
        return 1
    return min(max(int(number[:9]), 1), LAST_PAGE)
