"""Regulations, one item an article: who looks for a rule wants the rule itself."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from portal.regulations.articles import Article
from portal.regulations.kinds import Status
from search.items import Facet, Item, Kind
from search.law_uses import learned_uses, use_prior
from search.queries.citations import Citation, law_key
from search.sources import pages
from search.sources.source import Source, storable

PRIORS = {Status.IN_FORCE: 1.0, Status.UPCOMING: 0.9}
NOT_IN_FORCE = 0.5
"""The prior of what is history."""


def public() -> QuerySet[Article]:
    """What any visitor may see."""
    return Article.objects.public().defer("regulation__text", "regulation__history")


def prepare(rows: Sequence[Article]) -> list[Item]:
    """The items of `rows`; one query."""
    uses = learned_uses()
    return [
        Item(
            kind=Kind.ARTICLE,
            row=row.pk,
            title=storable(f"{row.regulation.title}{row.label}"),
            body=storable(row.text),
            keywords=storable(" ".join(row.path)),
            url=row.url,
            date=row.regulation.issued_on or pages.published_on(row.regulation),
            version=row.version,
            facets={Facet.STATE: (row.regulation.status,)},
            prior=prior(row.regulation.title, Status(row.regulation.status), uses),
            citations=_citations(row),
        )
        for row in rows
    ]


def prior(law: str, status: Status, uses: Mapping[str, int]) -> float:
    """In force before history, laws that people often need before the others."""
    return PRIORS.get(status, NOT_IN_FORCE) * use_prior(law_key(law), uses)


def citations(names: Iterable[str], number: int, inserted: int) -> tuple[str, ...]:
    """The tokens that cite an article: by each of its law's names, and of whatever law."""
    laws = {law_key(name): None for name in names} | {"": None}
    return tuple(Citation(law, number, inserted).token for law in laws)


def _citations(row: Article) -> tuple[str, ...]:
    names = (row.regulation.title, row.regulation.law_key)
    return citations(names, row.number, row.sub_number)


SOURCE = Source(
    kind=Kind.ARTICLE,
    model=Article,
    public=public,
    staff=public,
    prepare=prepare,
    version=lambda row: row.version,
)
