"""What facet values are called in the reader's language."""

from collections.abc import Callable, Collection, Mapping

from django.db.models import Model, QuerySet, Value
from django.utils.functional import Promise

from campaigns.pages import CampaignPage
from portal.models import Area, Topic, Unit
from portal.regulations.kinds import Status
from search.items import Facet, Kind
from suggestions.states import Classification, State

Labels = Mapping[str, str | Promise]

_CHOICES: dict[Facet, dict[str, str | Promise]] = {
    Facet.KIND: dict(Kind.choices),
    Facet.STATE: {**dict(Status.choices), **dict(State.choices)},
    Facet.CLASSIFICATION: dict(Classification.choices),
}


def _pages(facet: Facet, slugs: Collection[str]) -> QuerySet:
    pages = CampaignPage.objects.live().filter(slug__in=slugs).order_by()
    return pages.values_list(Value(str(facet)), "slug", "title")


def _rows(model: type[Model]) -> Callable[[Facet, Collection[str]], QuerySet]:
    rows: QuerySet[Model] = QuerySet(model)
    return lambda facet, codes: (
        rows.filter(code__in=codes).order_by().values_list(Value(str(facet)), "code", "name")
    )


_NAMED: dict[Facet, Callable[[Facet, Collection[str]], QuerySet]] = {
    Facet.CAMPAIGN: _pages,
    Facet.TOPIC: _rows(Topic),
    Facet.AREA: _rows(Area),
    Facet.UNIT: _rows(Unit),
}


def labels(facet: Facet, values: Collection[str]) -> dict[str, str]:
    """The label of each of `values`; a value that nothing is called by is its own label."""
    return all_labels({facet: values})[facet]


def all_labels(values: Mapping[Facet, Collection[str]]) -> dict[Facet, dict[str, str]]:
    """The labels of the values of several facets; one query at most."""
    named = _names({facet: some for facet, some in values.items() if some and facet in _NAMED})
    found: dict[Facet, dict[str, str]] = {}
    for facet, some in values.items():
        known: Labels = named.get(facet) or _CHOICES.get(facet, {})
        found[facet] = {value: str(known.get(value, value)) for value in some}
    return found


def _names(values: Mapping[Facet, Collection[str]]) -> dict[Facet, dict[str, str]]:
    """What rows are called, by facet and value."""
    found: dict[Facet, dict[str, str]] = {facet: {} for facet in values}
    parts = [_NAMED[facet](facet, some) for facet, some in values.items()]
    if parts:
        for name, value, label in parts[0].union(*parts[1:], all=True):
            found[Facet(name)][value] = label
    return found
