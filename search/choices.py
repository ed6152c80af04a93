"""What a results page offers to choose: kinds, facet values, orders, pages; all plain links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from search.engines.interface import Answer
from search.finding import Question
from search.items import Facet, Kind
from search.labels import all_labels
from search.queries.plan import DEEPEST, Sort

MOST_VALUES = 8
"""Values offered of each facet, the most frequent ones."""
AROUND = 2
"""Pages linked before and after the present one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that chooses something, or takes it back if it is chosen."""

    label: str
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """All the links of a page of results. `pages` holds None where numbers are left out."""

    kinds: list[Choice]
    facets: list[tuple[str, list[Choice]]]
    chosen: list[Choice]
    sorts: list[Choice]
    pages: list[Choice | None]
    earlier: str
    later: str


def choices(question: Question, answer: Answer, address: QueryDict) -> Choices:
    """The links for `answer`; `address` is what was asked."""
    names = _names(question, answer)
    here = Address(address)
    pages = _page_numbers(question, answer.total)
    last = max(pages, default=1)
    return Choices(
        kinds=_kinds(question, answer, here),
        facets=[
            (str(facet.label), values)
            for facet in question.facets
            if facet != Facet.KIND and (values := _values(facet, question, answer, names, here))
        ],
        chosen=_chosen(question, names, here),
        sorts=[_sort(question, sort, here) for sort in Sort],
        pages=_with_gaps(pages, question.page, here) if last > 1 else [],
        earlier=here.page(question.page - 1) if question.page > 1 else "",
        later=here.page(question.page + 1) if question.page < last else "",
    )


class Address:
    """Addresses like the present one with something changed; a change leads to page 1."""

    def __init__(self, query: QueryDict) -> None:
        """`query` is what the present address asks."""
        self.query = query

    def page(self, number: int) -> str:
        """Another page of the same results."""
        return self._with("page", [str(number)] if number > 1 else [])

    def only(self, name: str, values: Iterable[str]) -> str:
        """`name` with these values and no others."""
        return self._with(name, list(values), but="page")

    def _with(self, name: str, values: list[str], but: str = "") -> str:
        query = self.query.copy()
        query.pop(but, None)
        query.setlist(name, values)
        return f"?{query.urlencode()}"


def _names(question: Question, answer: Answer) -> dict[Facet, dict[str, str]]:
    """The labels of all values that are offered or chosen."""
    return all_labels(
        {
            facet: {*_offered(facet, question, answer), *question.filters.get(facet, ())}
            for facet in question.facets
        }
    )


def _offered(facet: Facet, question: Question, answer: Answer) -> list[str]:
    """The chosen values of a facet, then its most frequent ones."""
    counts = answer.facets.get(facet, {})
    frequent = sorted(counts, key=lambda value: (-counts[value], value))
    return list(dict.fromkeys([*question.filters.get(facet, ()), *frequent]))[:MOST_VALUES]


def _values(
    facet: Facet,
    question: Question,
    answer: Answer,
    names: Mapping[Facet, Mapping[str, str]],
    here: Address,
) -> list[Choice]:
    chosen = question.filters.get(facet, ())
    return [
        Choice(
            label=names[facet][value],
            url=here.only(facet, _toggled(chosen, value)),
            is_current=value in chosen,
            count=answer.facets.get(facet, {}).get(value, 0),
        )
        for value in _offered(facet, question, answer)
    ]


def _toggled(chosen: Iterable[str], value: str) -> list[str]:
    rest = [other for other in chosen if other != value]
    return rest if value in chosen else [*rest, value]


def _kinds(question: Question, answer: Answer, here: Address) -> list[Choice]:
    counts = answer.facets.get(Facet.KIND, {})
    chosen = question.filters.get(Facet.KIND, ())
    every = Choice(_("All"), here.only(Facet.KIND, []), not chosen, sum(counts.values()))
    return [every] + [
        Choice(str(kind.label), here.only(Facet.KIND, [kind]), kind in chosen, counts.get(kind, 0))
        for kind in Kind
        if counts.get(kind) or kind in chosen
    ]


def _chosen(
    question: Question, names: Mapping[Facet, Mapping[str, str]], here: Address
) -> list[Choice]:
    return [
        Choice(names[facet][value], here.only(facet, _toggled(values, value)))
        for facet, values in question.filters.items()
        if facet != Facet.KIND
        for value in values
    ]


def _sort(question: Question, sort: Sort, here: Address) -> Choice:
    values = [] if sort == Sort.RELEVANCE else [sort]
    return Choice(str(sort.label), here.only("sort", values), sort == question.sort)


def _page_numbers(question: Question, total: int) -> list[int]:
    """The numbers of the first, the last and the pages around the present one."""
    last = -(-min(total, DEEPEST) // question.size)
    near = range(max(question.page - AROUND, 1), min(question.page + AROUND, last) + 1)
    return sorted({1, last, *near} - {0}) if last else []


def _with_gaps(numbers: list[int], current: int, here: Address) -> list[Choice | None]:
    links: list[Choice | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            links.append(None)
        links.append(Choice(str(number), here.page(number), number == current))
    return links
