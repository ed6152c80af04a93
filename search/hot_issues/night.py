"""The night's work: compare recent suggestions, group them, put the result in place.

Bounded: only the suggestions of two periods, at most MOST of them, NEIGHBOURS for each. Until
the last row is written the earlier result stands; a run that was killed leaves nothing behind
that anybody sees, and the next one clears it away.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from portal import chinese
from search.asking import ask
from search.engines.interface import Engine
from search.hot_issues.grouping import Grouping, HotIssue, Member, countable
from search.hot_issues.stars import Star, both_ways, stars
from search.items import Facet, Index, Key, Kind
from search.queries.plan import Field, Token
from search.repeats.alike import SAME_ISSUE, alike
from search.scope import Scope
from search.similar import Draft, similar
from suggestions.models import Suggestion
from suggestions.states import Classification
from suggestions.suggestion import SuggestionQuerySet

LEAST = 3
"""Suggestions that make an issue."""
MOST = 20_000
"""Suggestions looked at in one night, the newest; 2,178 long ones took six minutes (SQLite)."""
LONGEST = 45 * 60
"""Seconds of comparing; what is not compared by then, the oldest, is left out. Below the hour
after which a queue on Redis takes a task for lost and hands it out again."""
NEIGHBOURS = 50
"""Suggestions that one is compared with."""
MOST_ISSUES = 200
WORDS = 5
SHARED_BY = 0.5
"""A word stands for an issue if so large a part of its members hold it."""
READ_FOR_WORDS = 50
"""Members whose words are counted."""
CHUNK = 500
KILLED_AFTER = timedelta(hours=12)
NOBODYS = Scope(paths=(), everything=True)
"""The night looks at all rows; what a person then sees is counted in their own reach."""


@dataclass(frozen=True)
class Period:
    """The present period: `days` days up to `until`, both included; the one before is as long."""

    until: date
    days: int

    @property
    def began(self) -> datetime:
        """The first moment of the present period."""
        return _midnight(self.until - timedelta(days=self.days - 1))

    @property
    def first(self) -> date:
        """The first day of the period before."""
        return self.until - timedelta(days=2 * self.days - 1)

    def filters(self, *, at: datetime) -> Mapping[Facet, tuple[str, ...]]:
        """What leaves out most of what is not in `rows`, so that it takes no neighbour's place.

        An index has what is public under the year of its publication: any up to `at`.
        """
        years = range(self.first.year, max(self.until, timezone.localdate(at)).year + 1)
        return {
            Facet.YEAR: tuple(map(str, years)),
            Facet.CLASSIFICATION: (str(Classification.SUGGESTION),),
        }

    def rows(self) -> SuggestionQuerySet:
        """What was handed in in both periods and counts."""
        after = _midnight(self.until + timedelta(days=1))
        rows = Suggestion.objects.filter(
            submitted_at__gte=_midnight(self.first), submitted_at__lt=after
        )
        return countable(rows)


def group_hot_issues(engine: Engine, *, until: date, days: int, at: datetime) -> Grouping:
    """Find the issues of the `days` days up to `until` and put them in the place of the last.

    Raises SearchUnavailable; then the last result stays.
    """
    period = Period(until, days)
    keys = list(period.rows().order_by("-submitted_at", "-pk").values_list("pk", flat=True)[:MOST])
    compared, alike_ones = compare(engine, keys, period.filters(at=at))
    found = stars(both_ways(alike_ones), least=LEAST)
    grouping = Grouping.objects.create(
        began_at=at,
        until=until,
        days=days,
        looked_at=compared,
        truncated=period.rows().count() > compared,
    )
    for star in found[:MOST_ISSUES]:
        _keep(engine, grouping, star, period)
    _finish(grouping)
    return grouping


def group_now(*, until: date, days: int, at: datetime) -> Grouping:
    """group_hot_issues() on the engine that answers at the beginning, and on no other: a night
    begun anew on the second one would take longer than a task may. Raises SearchUnavailable.
    """
    engine, _is_fallback = ask(_answering)
    return group_hot_issues(engine, until=until, days=days, at=at)


def _answering(engine: Engine) -> Engine:
    """The engine itself, if it answers a small question. Raises SearchUnavailable."""
    engine.frequencies(Index.STAFF, [Token(Field.WORDS, ("建议",))])
    return engine


def compare(
    engine: Engine, keys: Sequence[int], filters: Mapping[Facet, tuple[str, ...]]
) -> tuple[int, dict[tuple[int, int], float]]:
    """How many of `keys` were compared within LONGEST, from the first on, with what passes
    `filters`, and the pairs found alike; two requests for each key.
    """
    ends, among = monotonic() + LONGEST, set(keys)
    found: dict[tuple[int, int], float] = {}
    compared = 0
    for row in _in_chunks(keys):
        if monotonic() > ends:
            break
        near = _near(engine, row, filters)
        found |= {pair: likeness for pair, likeness in near.items() if pair[1] in among}
        compared += 1
    return compared, found


def _near(
    engine: Engine, row: Suggestion, filters: Mapping[Facet, tuple[str, ...]]
) -> dict[tuple[int, int], float]:
    """The pairs of `row` with others that are about its issue."""
    likest = similar(
        engine,
        Index.STAFF,
        Draft(row.title, f"{row.problem}\n{row.proposal}"),
        kinds=(Kind.SUGGESTION,),
        without=(Key(Kind.SUGGESTION, row.pk),),
        within=NOBODYS,
        filters=filters,
        size=NEIGHBOURS,
    )
    return {
        (row.pk, one.hit.key.row): round(alike(one), 4)
        for one in likest
        if alike(one) >= SAME_ISSUE
    }


def _in_chunks(keys: Sequence[int]) -> Iterator[Suggestion]:
    """The rows of `keys`, few of them in memory at a time."""
    for start in range(0, len(keys), CHUNK):
        rows = Suggestion.objects.filter(pk__in=keys[start : start + CHUNK])
        newest = rows.order_by("-submitted_at", "-pk")
        yield from newest.only("title", "problem", "proposal")


@transaction.atomic
def _keep(engine: Engine, grouping: Grouping, star: Star, period: Period) -> None:
    """Write one issue; one that is all of the earlier period is none."""
    members = star.members
    rows = Suggestion.objects.filter(pk__in=members).order_by()
    handed_in = dict(rows.values_list("pk", "submitted_at"))
    recent = {row for row, moment in handed_in.items() if moment >= period.began}
    if not recent:
        return
    texts = rows.filter(pk__in=list(members)[:READ_FOR_WORDS])
    words = shared_words(engine, texts.values_list("title", "problem", "proposal"))
    issue = HotIssue.objects.create(grouping=grouping, words=words)
    Member.objects.bulk_create(
        Member(issue=issue, suggestion_id=row, likeness=members[row], is_recent=row in recent)
        for row in handed_in
    )


def shared_words(engine: Engine, texts: Iterable[Sequence[str]]) -> list[str]:
    """The words that most of `texts` hold and few others do, the most telling first."""
    cut = [set(chinese.words(chinese.runs("\n".join(parts)))) for parts in texts]
    held = Counter(word for words in cut for word in words if len(word) > 1)
    common = [word for word, times in held.items() if times >= SHARED_BY * len(cut)]
    tokens = {word: Token(Field.WORDS, (word,)) for word in common}
    known = engine.frequencies(Index.STAFF, list(tokens.values())).found_in
    # how many of those who say it are of this issue
    telling = {word: held[word] / max(known.get(tokens[word], 0), held[word]) for word in common}
    order = sorted(common, key=lambda word: (-telling[word] * held[word], -len(word), word))
    return order[:WORDS]


@transaction.atomic
def _finish(grouping: Grouping) -> None:
    """Show this one, and clear away what came before or was left by a run that was killed."""
    grouping.finished_at = timezone.now()
    grouping.save(update_fields=["finished_at"])
    killed = Q(finished_at__isnull=True, began_at__lt=grouping.began_at - KILLED_AFTER)
    earlier = Q(finished_at__isnull=False, began_at__lte=grouping.began_at)
    Grouping.objects.filter(killed | earlier).exclude(pk=grouping.pk).delete()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
