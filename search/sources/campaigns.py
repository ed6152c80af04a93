"""Campaigns: the published calls."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from campaigns.pages import CampaignPage
from portal.models import Topic
from search.items import Facet, Item, Key, Kind
from search.sources import pages
from search.sources.lineage import lineages
from search.sources.source import Source, storable
from suggestions.models import Suggestion

PRIOR = 1.2
"""Where people can say something now comes before what others have said."""


def public() -> QuerySet[CampaignPage]:
    """What any visitor may see."""
    rows = CampaignPage.objects.live().public()
    return rows.select_related("organiser").prefetch_related("topics")


def prepare(rows: Sequence[CampaignPage]) -> list[Item]:
    """The items of `rows`."""
    topics = lineages(Topic, (topic for row in rows for topic in row.topics.all()))
    return [
        Item(
            kind=Kind.CAMPAIGN,
            row=row.pk,
            title=storable(row.title),
            body=storable("\n".join([row.slogan, row.introduction, *_why(row)])),
            keywords=storable(" ".join([row.organiser.name, *(t.name for t in row.topics.all())])),
            url=row.url or "",
            date=pages.published_on(row),
            version=pages.version(row),
            facets={
                Facet.CAMPAIGN: (row.slug,),
                Facet.TOPIC: tuple(
                    dict.fromkeys(code for topic in row.topics.all() for code in topics[topic.pk])
                ),
                Facet.UNIT: (row.organiser.code,),
            },
            prior=PRIOR,
        )
        for row in rows
    ]


def dependents(keys: Sequence[int]) -> Iterable[Key]:
    """The suggestions of these campaigns: they are public no longer than their campaign is."""
    suggestions = Suggestion.objects.filter(campaign__in=keys).order_by()
    for row in suggestions.values_list("pk", flat=True).iterator(chunk_size=2000):
        yield Key(Kind.SUGGESTION, row)


def _why(row: CampaignPage) -> list[str]:
    return [str(part) for part in row.why.stream_block.get_searchable_content(row.why)]


SOURCE = Source(
    kind=Kind.CAMPAIGN,
    model=CampaignPage,
    public=public,
    staff=public,
    prepare=prepare,
    version=pages.version,
    dependents=dependents,
)
