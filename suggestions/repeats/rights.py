"""Who may say what two suggestions have to do with each other, and who sees that."""

from datetime import date

from portal.organisation.rights import Person
from suggestions.repeats.link import Link
from suggestions.rights import Action, may
from suggestions.states import Classification
from suggestions.suggestion import Suggestion


def in_order(one: Suggestion, other: Suggestion) -> tuple[Suggestion, Suggestion]:
    """The later and the earlier of the two, by when they were handed in."""
    later, earlier = sorted((one, other), key=lambda row: (row.submitted_at, row.pk), reverse=True)
    return later, earlier


def may_link(user: Person, one: Suggestion, other: Suggestion, *, on: date) -> bool:
    """Whoever may screen the later one and look at the earlier one; never with a report.

    Needs both rows with their campaign and unit.
    """
    later, earlier = in_order(one, other)
    if Classification.REPORT in (later.classification, earlier.classification):
        return False
    sees = earlier.is_public or may(user, Action.SEE, earlier, on=on)
    return sees and may(user, Action.SCREEN, later, on=on)


def links_for(user: Person, suggestion: Suggestion, *, on: date) -> list[Link]:
    """The links of `suggestion` whose other end `user` may see on `on`; three queries."""
    ends = ("later__campaign", "later__unit", "earlier__campaign", "earlier__unit", "by")
    links = list(Link.objects.of(suggestion).joined().select_related(*ends))
    others = [link.other(suggestion).pk for link in links]
    rows = Suggestion.objects.filter(pk__in=others).order_by()
    seen = set(rows.visible_to(user, on=on).values_list("pk", flat=True))
    seen |= set(rows.public().values_list("pk", flat=True))
    return [link for link in links if link.other(suggestion).pk in seen]
