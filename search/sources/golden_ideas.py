"""Golden ideas: the adopted suggestion with the panel's reason."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.timezone import localdate

from portal.models import Area, Topic
from search.items import Facet, Item, Kind
from search.sources.lineage import lineages
from search.sources.source import Source, storable
from suggestions.models import GoldenIdea, Suggestion

PRIOR = 1.1
"""An adopted idea comes before the equally fitting others."""


def public() -> QuerySet[GoldenIdea]:
    """What any visitor may see."""
    return _joined(GoldenIdea.objects.public())


def staff() -> QuerySet[GoldenIdea]:
    """All of them, with the rights of their suggestions."""
    return _joined(GoldenIdea.objects.filter(suggestion__in=Suggestion.objects.unsealed()))


def prepare(rows: Sequence[GoldenIdea]) -> list[Item]:
    """The items of `rows`."""
    suggestions = [row.suggestion for row in rows]
    topics = lineages(Topic, (suggestion.topic for suggestion in suggestions))
    areas = lineages(Area, (suggestion.area for suggestion in suggestions))
    return [
        Item(
            kind=Kind.GOLDEN_IDEA,
            row=row.pk,
            title=storable(row.suggestion.title),
            body=storable(f"{row.reason}\n{row.suggestion.problem}\n{row.suggestion.proposal}"),
            keywords=storable(f"{row.suggestion.receipt} {row.suggestion.public_author}"),
            url=row.get_absolute_url(),
            date=localdate(row.adopted_at),
            version=row.version,
            facets={
                Facet.CAMPAIGN: (row.suggestion.campaign.slug,),
                Facet.TOPIC: topics.get(row.suggestion.topic_id or 0, ()),
                Facet.AREA: areas.get(row.suggestion.area_id or 0, ()),
                Facet.STATE: (row.suggestion.state,),
                Facet.UNIT: (row.suggestion.unit.code,),
            },
            popularity=row.suggestion.support_count,
            prior=PRIOR,
            units=(row.suggestion.unit.path,),
        )
        for row in rows
    ]


def _joined(rows: QuerySet[GoldenIdea]) -> QuerySet[GoldenIdea]:
    parts = ("campaign", "unit", "topic", "area")
    return rows.select_related("suggestion", *(f"suggestion__{part}" for part in parts))


SOURCE = Source(
    kind=Kind.GOLDEN_IDEA,
    model=GoldenIdea,
    public=public,
    staff=staff,
    prepare=prepare,
    version=lambda row: row.version,
    visible=lambda user, on: GoldenIdea.objects.visible_to(user, on=on),
)
