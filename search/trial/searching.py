"""Indexing on each engine, and what staff and visitors find."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from search.engines.interface import Answer, Engine
from search.finding import Question, find
from search.indexing.rebuilding import rebuild_index
from search.indexing.shipping import ship
from search.indexing.verifying import verify_index
from search.items import Index, Key, Kind
from search.queries.words import parse
from search.scope import scope_of
from search.trial.diary import Diary, Figures
from search.trial.stage import Stage
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.suggestion import Suggestion

QUERIES = ("停车", "噪音扰民")
SHOWN = 5
"""Ids of the best results that are printed; never a word of the messages."""


class TrialFailed(Exception):
    """A step did not end as it must; the message says how."""


def create(engine: Engine) -> None:
    """Begin with empty indexes; those in the database are as new as it is."""
    for index in Index:
        if not engine.rebuilds_in_place:
            engine.begin_rebuild(index)
            engine.finish_rebuild(index)


def rebuild(engine: Engine, figures: Figures) -> None:
    """Fill both indexes anew; their sizes, and the differences that remain."""
    for index in Index:
        errors = rebuild_index(engine, index)
        if errors:
            raise TrialFailed(f"{len(errors)} rows could not be indexed on {engine.name}.")
        figures[index.value] = sum(engine.counts(index).values())
    figures["differences"] = differences(engine)


def follow(engine: Engine, figures: Figures) -> None:
    """Send what has changed since; the entries settled, and the differences that remain."""
    figures["entries"] = ship(engine.name)
    for index in Index:
        engine.settle(index)
        figures[index.value] = sum(engine.counts(index).values())
    figures["differences"] = differences(engine)


def differences(engine: Engine) -> int:
    """Rows that are not the same in database and indexes. Raises TrialFailed if there are any."""
    reports = [verify_index(engine, index) for index in Index]
    found = sum(report.differences for report in reports)
    if found:
        raise TrialFailed(f"{engine.name}: {'; '.join(map(str, reports))}")
    return found


def ask(diary: Diary, engine: Engine, stage: Stage, when: str, *, at: datetime) -> None:
    """Ask each query as a member of staff and as a visitor."""
    scope = scope_of(stage.viewer, on=timezone.localdate(at))
    for query in QUERIES:
        question = Question(words=parse(query))
        with diary.step(f"{engine.name}: {query} {when}") as figures:
            staff = find(engine, Index.STAFF, question, within=scope).answer
            visitor = find(engine, Index.PUBLIC, question).answer
            figures["staff"], figures["visitor"] = _told(staff), _told(visitor)


def _told(answer: Answer) -> dict[str, Any]:
    """How many there are, and the numbers at the source of the best."""
    return {"found": answer.total, "best": [_number(hit.key) for hit in answer.hits[:SHOWN]]}


def _number(key: Key) -> str:
    """The number at the source; that of a golden idea is its suggestion's, marked with a star."""
    if key.kind == Kind.GOLDEN_IDEA:
        return f"{GoldenIdea.objects.get(pk=key.row).suggestion.source_key}*"
    if key.kind == Kind.SUGGESTION:
        return Suggestion.objects.get(pk=key.row).source_key
    return str(key)
