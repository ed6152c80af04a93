"""Hotline results: the published figures of a month or year, found by their words."""

from collections.abc import Sequence

from django.db.models import QuerySet

from portal.hotline.pages import HotlineResultPage
from search.items import Item, Kind
from search.sources import pages
from search.sources.source import Source, storable

PRIOR = 0.3
"""Every month's page names every topic, and is short: what people say of a topic comes first."""


def public() -> QuerySet[HotlineResultPage]:
    """What any visitor may see."""
    rows = HotlineResultPage.objects.live().public()
    return rows.prefetch_related("topic_figures", "unit_figures")


def prepare(rows: Sequence[HotlineResultPage]) -> list[Item]:
    """The items of `rows`."""
    return [
        Item(
            kind=Kind.HOTLINE,
            row=row.pk,
            title=storable(row.title),
            body=storable(row.words),
            url=row.url or "",
            date=row.starts_on,
            version=pages.version(row),
            prior=PRIOR,
        )
        for row in rows
    ]


SOURCE = Source(
    kind=Kind.HOTLINE,
    model=HotlineResultPage,
    public=public,
    staff=public,
    prepare=prepare,
    version=pages.version,
)
