"""What facet values are called in the reader's language; one query for each that needs one."""

from collections.abc import Collection, Mapping

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from campaigns.pages import CampaignPage
from portal.models import Area, Topic, Unit
from portal.regulations.kinds import Status
from search.items import Facet, Kind
from suggestions.states import Classification, State

Labels = Mapping[str, str]

_CHOICES: dict[Facet, dict[str, str | Promise]] = {
    Facet.KIND: dict(Kind.choices),
    Facet.STATE: {**dict(Status.choices), **dict(State.choices)},
    Facet.CLASSIFICATION: dict(Classification.choices),
}
_NAMED: dict[Facet, type[Model]] = {Facet.TOPIC: Topic, Facet.AREA: Area, Facet.UNIT: Unit}


def labels(facet: Facet, values: Collection[str]) -> dict[str, str]:
    """The label of each of `values`; a value that nothing is called by is its own label."""
    found = {value: value for value in values}
    if values:
        known = _CHOICES[facet] if facet in _CHOICES else _names(facet, values)
        found |= {value: str(known[value]) for value in values if value in known}
    return found


def _names(facet: Facet, values: Collection[str]) -> dict[str, str]:
    if facet == Facet.YEAR:
        return {}
    if facet == Facet.CAMPAIGN:
        pages = CampaignPage.objects.live().filter(slug__in=values)
        return dict(pages.values_list("slug", "title"))
    named: QuerySet[Model] = QuerySet(_NAMED[facet]).filter(code__in=values)
    return dict(named.values_list("code", "name"))
