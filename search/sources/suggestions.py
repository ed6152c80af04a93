"""Suggestions: what is said in public, and where it stands. No contact details, ever."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.timezone import localdate

from portal.models import Area, Topic
from search.items import Facet, Item, Key, Kind
from search.sources.lineage import lineages
from search.sources.source import Source, storable
from suggestions.duties.sight import paths_with_part
from suggestions.models import GoldenIdea, Suggestion


def public() -> QuerySet[Suggestion]:
    """What any visitor may see."""
    return _joined(Suggestion.objects.public())


def staff() -> QuerySet[Suggestion]:
    """All but sealed reports."""
    return _joined(Suggestion.objects.unsealed())


def prepare(rows: Sequence[Suggestion]) -> list[Item]:
    """The items of `rows`."""
    topics = lineages(Topic, (row.topic for row in rows))
    areas = lineages(Area, (row.area for row in rows))
    parts = paths_with_part(row.pk for row in rows)
    return [
        Item(
            kind=Kind.SUGGESTION,
            row=row.pk,
            title=storable(row.title),
            body=storable(f"{row.problem}\n{row.proposal}"),
            keywords=_keywords(row),
            url=row.get_absolute_url(),
            date=localdate(row.public_since or row.submitted_at),
            version=row.version,
            facets={
                Facet.CAMPAIGN: (row.campaign.slug,),
                Facet.TOPIC: topics.get(row.topic_id or 0, ()),
                Facet.AREA: areas.get(row.area_id or 0, ()),
                Facet.STATE: (row.state,),
                Facet.UNIT: (row.unit.code,),
                Facet.CLASSIFICATION: (row.classification,),
            },
            popularity=row.support_count,
            units=(row.unit.path, *sorted(parts.get(row.pk, set()) - {row.unit.path})),
        )
        for row in rows
    ]


def dependents(keys: Sequence[int]) -> Iterable[Key]:
    """The golden ideas made of these suggestions."""
    ideas = GoldenIdea.objects.filter(suggestion__in=keys).order_by()
    return [Key(Kind.GOLDEN_IDEA, row) for row in ideas.values_list("pk", flat=True)]


def _joined(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    # Many suggestions share a campaign: its large row is read once, not with each of them.
    return rows.select_related("unit", "topic", "area").prefetch_related("campaign")


def _keywords(row: Suggestion) -> str:
    """Found but not shown: the receipt, the place, names of topic and area, a shown author."""
    names = [row.topic and row.topic.name, row.area and row.area.name]
    parts = [row.receipt, row.place, row.public_author, *names]
    return storable(" ".join(part for part in parts if part))


SOURCE = Source(
    kind=Kind.SUGGESTION,
    model=Suggestion,
    public=public,
    staff=staff,
    prepare=prepare,
    version=lambda row: row.version,
    dependents=dependents,
    visible=lambda user, on: Suggestion.objects.visible_to(user, on=on).unsealed(),
)
