"""What one person sees of the hot issues: counted, named and placed from their own rows only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from portal import chinese
from portal.organisation.rights import Person
from search.hot_issues.grouping import Grouping, HotIssue, Member, seen_by
from suggestions.models import Suggestion

PLACES = 4
"""Areas that are named; the rest are counted in the number alone."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A hot issue as one person may see it: numbers of both periods, areas with numbers."""

    key: int
    title: str
    words: tuple[str, ...]
    now: int
    before: int
    places: tuple[tuple[str, int], ...]

    @property
    def trend(self) -> str:
        """The change against the period before, in words."""
        if not self.before:
            return _("new")
        change = self.now - self.before
        return f"{change:+d}".replace("-", "−") if change else _("as before")


def latest() -> Grouping | None:
    """The grouping that is shown, None before the first night."""
    return Grouping.objects.complete().first()


def issues_for(user: Person, grouping: Grouping, *, on: date, key: int = 0) -> list[Issue]:
    """The issues of `grouping` (or the one with `key`) as `user` sees them, largest first.

    Four queries, however many there are.
    """
    seen = seen_by(user, on=on)
    rows = HotIssue.objects.filter(grouping=grouping, **({"pk": key} if key else {}))
    central = Member.objects.filter(issue=OuterRef("pk"), suggestion__in=seen.values("pk"))
    named = rows.counted_for(user, on=on).annotate(
        central=Subquery(central.order_by("-likeness", "suggestion").values("suggestion")[:1])
    )
    found = list(named)
    texts = {row.pk: row for row in seen.filter(pk__in=[issue.central for issue in found])}
    places = _places(found, user, on=on)
    return [
        _issue(issue, texts[issue.central], places.get(issue.pk, ()))
        for issue in found
        if issue.central in texts
    ]


def members_for(user: Person, issue: int, *, on: date) -> QuerySet[Member]:
    """The members of an issue that `user` may see, the most central first."""
    rows = Member.objects.filter(issue=issue, suggestion__in=seen_by(user, on=on).values("pk"))
    return rows.select_related("suggestion__campaign", "suggestion__area", "suggestion__unit")


def _issue(issue: HotIssue, central: Suggestion, places: tuple[tuple[str, int], ...]) -> Issue:
    """Words that stand in rows of other units alone are left out."""
    text = chinese.fold(f"{central.title}\n{central.problem}\n{central.proposal}")
    words = tuple(word for word in issue.words if word in text)
    counts = issue.now, issue.before  # type: ignore[attr-defined]
    return Issue(issue.pk, central.title, words, *counts, places)


def _places(
    issues: Sequence[HotIssue], user: Person, *, on: date
) -> dict[int, tuple[tuple[str, int], ...]]:
    """The areas of the present period with their numbers, by issue, the most frequent first."""
    rows = Member.objects.filter(issue__in=issues, is_recent=True)
    rows = rows.filter(
        suggestion__in=seen_by(user, on=on).values("pk"), suggestion__area__isnull=False
    )
    counted = rows.order_by().values_list("issue", "suggestion__area__name").annotate(Count("pk"))
    found: dict[int, list[tuple[str, int]]] = {}
    for issue, name, number in counted:
        found.setdefault(issue, []).append((name, number))
    return {
        issue: tuple(sorted(areas, key=lambda one: (-one[1], one[0]))[:PLACES])
        for issue, areas in found.items()
    }
