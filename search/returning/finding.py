"""Finding what of the pool fits a text: a campaign's call, or an article of a regulation."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from campaigns.pages import CampaignPage
from portal.models import Topic
from portal.regulations.articles import Article
from portal.regulations.pages import RegulationPage
from search.engines.interface import Engine
from search.items import Facet, Index, Key, Kind
from search.repeats.alike import alike
from search.repeats.candidates import shared, telling_words
from search.scope import Scope
from search.similar import Draft, Similar, similar
from search.sources.campaigns import prepare
from suggestions.models import Suggestion
from suggestions.review.pool import IN_POOL, pool
from suggestions.states import Classification

FITS_CALL = 0.15
"""A call and a suggestion from here on are about one issue (mean likeness of texts and titles):
with a title and a hundred characters of each of 49 judged texts in the place of the call, 97 % of
what was found is, and 92 % of what is about it is found (docs/review.md)."""
FITS_CALL_OF_TOPIC = 0.10
"""With a topic in common less is enough: 92 % and 97 % even without one."""
FITS_ARTICLE = 0.40
"""An article and a suggestion, likeness of the texts: half of what is proposed was judged to be
answered by the article (651 articles, 499 questions in everyday words), so an editor looks."""
LOOKED_AT = 30
"""Suggestions compared with one text."""
WORDS = 5
IN_THE_POOL = {
    Facet.STATE: tuple(map(str, IN_POOL)),
    Facet.CLASSIFICATION: (str(Classification.SUGGESTION),),
}
NOBODYS = Scope(paths=(), everything=True)


@dataclass(frozen=True, slots=True)
class Match:
    """A suggestion of the pool that fits, how much (0 to 1), and why."""

    suggestion: int
    likeness: float
    words: tuple[str, ...]
    shares_topic: bool = False


def fitting_call(
    engine: Engine, campaign: CampaignPage, *, without: Collection[int]
) -> list[Match]:
    """What of the pool fits the call, best first, but for the suggestions `without`.

    From the organiser's unit and below, and what is public of the others. At most six requests.
    Raises SearchUnavailable.
    """
    (item,) = prepare([campaign])
    draft = Draft(item.title, item.body)
    own = Scope(paths=(campaign.organiser.path,))
    found = _near(engine, Index.STAFF, draft, without, within=own)
    found |= _near(engine, Index.PUBLIC, draft, without)
    topics = _topics_below(campaign)
    words = telling_words(engine, Index.STAFF, draft)
    rows = pool().exclude(campaign=campaign).filter(_may_be_told(campaign), pk__in=found)
    matches = [
        _match(row, alike(found[row.pk]), words, shares_topic=row.topic_id in topics)
        for row in rows
    ]
    return _best(
        match
        for match in matches
        if match.likeness >= (FITS_CALL_OF_TOPIC if match.shares_topic else FITS_CALL)
    )


def fitting_regulation(
    engine: Engine, articles: Iterable[Article], *, without: Collection[int]
) -> list[Match]:
    """What of the pool one of `articles` of a regulation bears on, best first.

    At most three requests for each article. Raises SearchUnavailable.
    """
    best: dict[int, Match] = {}
    for article in articles:
        draft = Draft("", article.text)
        found = _near(engine, Index.STAFF, draft, without, within=NOBODYS)
        near = {key: one for key, one in found.items() if one.likeness >= FITS_ARTICLE}
        words = telling_words(engine, Index.STAFF, draft) if near else []
        for row in pool().filter(pk__in=near):
            match = _match(row, near[row.pk].likeness, words)
            if row.pk not in best or best[row.pk].likeness < match.likeness:
                best[row.pk] = match
    return _best(best.values())


def articles_of(regulation: RegulationPage, most: int) -> list[Article]:
    """The first `most` articles of a regulation."""
    return list(Article.objects.filter(regulation=regulation).order_by("pk")[:most])


def _near(
    engine: Engine,
    index: Index,
    draft: Draft,
    without: Collection[int],
    *,
    within: Scope | None = None,
) -> dict[int, Similar]:
    """The suggestions of the pool that are most like `draft`, by key."""
    likest = similar(
        engine,
        index,
        draft,
        kinds=(Kind.SUGGESTION,),
        without=[Key(Kind.SUGGESTION, key) for key in without],
        within=within,
        filters=IN_THE_POOL,
        size=LOOKED_AT,
    )
    return {one.hit.key.row: one for one in likest}


def _match(
    row: Suggestion, likeness: float, words: Sequence[str], *, shares_topic: bool = False
) -> Match:
    common = shared(words, f"{row.title}\n{row.problem}\n{row.proposal}")
    return Match(row.pk, round(likeness, 4), tuple(common[:WORDS]), shares_topic)


def _best(matches: Iterable[Match]) -> list[Match]:
    return sorted(matches, key=lambda match: (-match.likeness, match.suggestion))


def _may_be_told(campaign: CampaignPage) -> Q:
    """What the editors of a campaign may read: their own, and what everyone may."""
    own = Q(unit__path__startswith=campaign.organiser.path)
    return own | Q(public_since__isnull=False, campaign__live=True)


def _topics_below(campaign: CampaignPage) -> set[int]:
    """The keys of the campaign's topics and all below them."""
    reach = Q(pk__in=[])
    for topic in campaign.topics.all():
        reach |= Q(path__startswith=topic.path)
    return set(Topic.objects.filter(reach).values_list("pk", flat=True))
