"""Cited articles: who types 信访工作条例第二十二条 wants that article, in the version in force."""

from portal import chinese
from portal.regulations.kinds import Status
from search.engines.interface import Engine, Hit
from search.items import Facet, Index
from search.queries.citations import Citation, parse
from search.queries.plan import Field, Plan, Token
from search.scope import Scope

SHOWN = 5
"""Versions shown at most."""
CANDIDATES = 20
ALIKE = 0.7
"""Share of the pairs of a law's name, as typed, that must be in the title of the law meant."""


def cited_articles(
    engine: Engine, index: Index, text: str, *, within: Scope | None = None
) -> tuple[Hit, ...]:
    """The articles that `text` cites with their law: in force first, then the newest.

    A name that is no law's is taken for the law with the likest one.
    """
    citation = parse(text)
    if citation is None or not citation.law:
        return ()
    exact = Token(Field.CITATIONS, (citation.token,))
    plan = Plan(index, required=(exact,), within=within, size=CANDIDATES, counted=False)
    hits = engine.answer(plan).hits or _likest(engine, index, citation, within)
    return tuple(sorted(hits, key=_currency))[:SHOWN]


def _likest(
    engine: Engine, index: Index, citation: Citation, within: Scope | None
) -> tuple[Hit, ...]:
    """The articles of that number in the law whose title holds most of the name."""
    pairs = set(chinese.bigrams(chinese.runs(citation.law)))
    number = Token(Field.CITATIONS, (Citation("", citation.article, citation.inserted).token,))
    plan = Plan(
        index,
        required=(number,),
        any_of=tuple(Token(Field.TITLE, (pair,)) for pair in sorted(pairs)),
        within=within,
        size=CANDIDATES,
        counted=False,
    )
    shares = [(_share(pairs, hit), hit) for hit in engine.answer(plan).hits]
    best = max((share for share, _hit in shares), default=0.0)
    return tuple(hit for share, hit in shares if share == best) if best >= ALIKE else ()


def _share(pairs: set[str], hit: Hit) -> float:
    title = set(chinese.bigrams(chinese.runs(hit.title)))
    return len(pairs & title) / len(pairs)


def _currency(hit: Hit) -> tuple[bool, int]:
    """What sorts versions: in force first, then by date, newest first."""
    is_current = Status.IN_FORCE in hit.values.get(Facet.STATE, ())
    return not is_current, -hit.date.toordinal()
