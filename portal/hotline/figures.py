"""The figures of one period, and the rules they must meet before they are published."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class TopicLine:
    """Calls on one topic."""

    name: str
    calls: int


@dataclass(frozen=True)
class UnitLine:
    """Cases that one unit handled; days are means, satisfaction a percentage of `ratings`."""

    name: str
    cases: int
    handling_days: Decimal | None = None
    satisfaction: Decimal | None = None
    ratings: int | None = None


@dataclass(frozen=True)
class Figures:
    """Calls of a period; shares in percent, means in days; None where nobody counted.

    `answered_share` is the share answered within 15 seconds, `satisfaction` the share of
    `ratings` that were satisfied.
    """

    calls: int
    answered_share: Decimal | None = None
    handling_days: Decimal | None = None
    satisfaction: Decimal | None = None
    ratings: int | None = None
    topics: tuple[TopicLine, ...] = ()
    units: tuple[UnitLine, ...] = ()


def problems(figures: Figures) -> list[str]:
    """What does not add up, in the reader's language; empty if everything does."""
    return [*_sums(figures), *_ratings(figures), *_names(figures)]


def _sums(figures: Figures) -> Iterator[str]:
    """Topics must account for every call; units cannot handle more cases than calls came."""
    topics = sum(line.calls for line in figures.topics)
    if figures.topics and topics != figures.calls:
        yield _(
            "The topics add up to {topics}, but there were {calls} calls; "
            "add a topic such as “其他” for the rest, or correct the figures."
        ).format(topics=topics, calls=figures.calls)
    cases = sum(line.cases for line in figures.units)
    if cases > figures.calls:
        yield _("The units handled {cases} cases, but there were only {calls} calls.").format(
            cases=cases, calls=figures.calls
        )


def _ratings(figures: Figures) -> Iterator[str]:
    """A satisfaction says of how many ratings; there are no more ratings than cases."""
    rows = [(_("all calls"), figures.satisfaction, figures.ratings, figures.calls)]
    rows += [(unit.name, unit.satisfaction, unit.ratings, unit.cases) for unit in figures.units]
    for name, satisfaction, ratings, most in rows:
        if satisfaction is not None and not ratings:
            yield _("{name}: a satisfaction needs the number of ratings.").format(name=name)
        if (ratings or 0) > most:
            yield _("{name}: {ratings} ratings are more than {most}.").format(
                name=name, ratings=ratings, most=most
            )


def _names(figures: Figures) -> Iterator[str]:
    """Each topic and each unit comes once."""
    for names in ([t.name for t in figures.topics], [u.name for u in figures.units]):
        for name in _twice(names):
            yield _("“{name}” is there twice.").format(name=name)


def _twice(names: Iterable[str]) -> list[str]:
    """The names that come more than once."""
    return [name for name, times in Counter(names).items() if times > 1]
