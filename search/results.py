"""From hits to what a page shows: checked against the database once more, marked, labelled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Value
from django.utils.safestring import SafeString

from portal.organisation.rights import Person
from portal.regulations.kinds import CURRENT, Status
from search.engines.interface import Hit
from search.highlighting import highlighted, needles, snippet
from search.items import Facet, Index, Key, Kind
from search.labels import labels
from search.queries.words import Words
from search.sources.registry import SOURCES

OLD = {status for status in Status if status not in CURRENT}


@dataclass(frozen=True, slots=True)
class Result:
    """One result as it is shown; `is_old` for the version of a law that no longer holds."""

    key: Key
    title: SafeString
    text: SafeString
    url: str
    kind: str
    date: date
    state: str
    state_label: str
    popularity: int
    is_old: bool


def public_results(hits: Sequence[Hit], words: Words) -> list[Result]:
    """Those of `hits` that any visitor may see at this moment, whatever the index says."""
    return _results(hits, words, {kind: SOURCES[kind].rows(Index.PUBLIC) for kind in _kinds(hits)})


def public_keys(keys: Sequence[Key]) -> set[Key]:
    """Those of `keys` whose rows any visitor may see at this moment."""
    rows = {kind: SOURCES[kind].rows(Index.PUBLIC) for kind in {key.kind for key in keys}}
    return _allowed(keys, rows)


def staff_results(hits: Sequence[Hit], words: Words, *, user: Person, on: date) -> list[Result]:
    """Those of `hits` that `user` may see on `on`, whatever the index says."""
    return _results(hits, words, {kind: _visible(kind, user, on) for kind in _kinds(hits)})


def _visible(kind: Kind, user: Person, on: date) -> QuerySet:
    source = SOURCES[kind]
    return source.visible(user, on) if source.visible else source.rows(Index.STAFF)


def _kinds(hits: Iterable[Hit]) -> set[Kind]:
    return {hit.key.kind for hit in hits}


def _results(hits: Sequence[Hit], words: Words, allowed: dict[Kind, QuerySet]) -> list[Result]:
    found = _allowed([hit.key for hit in hits], allowed)
    marks = needles(words.wanted)
    states = labels(Facet.STATE, {state for hit in hits for state in hit.values[Facet.STATE]})
    return [_result(hit, marks, states) for hit in hits if hit.key in found]


def _allowed(keys: Sequence[Key], allowed: dict[Kind, QuerySet]) -> set[Key]:
    """Those of `keys` that are among the allowed rows of their kind; one query."""
    parts = [
        rows.filter(pk__in=[key.row for key in keys if key.kind == kind])
        .prefetch_related(None)
        .order_by()
        .values_list(Value(str(kind)), "pk")
        for kind, rows in allowed.items()
    ]
    found = parts[0].union(*parts[1:], all=True) if parts else ()
    return {Key(Kind(kind), row) for kind, row in found}


def _result(hit: Hit, marks: Sequence[str], states: dict[str, str]) -> Result:
    state = next(iter(hit.values[Facet.STATE]), "")
    return Result(
        key=hit.key,
        title=highlighted(hit.title, marks),
        text=snippet(hit.body, marks),
        url=hit.url,
        kind=str(hit.key.kind.label),
        date=hit.date,
        state=state,
        state_label=states.get(state, ""),
        popularity=hit.popularity,
        is_old=state in OLD,
    )
