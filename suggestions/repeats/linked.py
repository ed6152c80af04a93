"""What the desk shows of links: the other ends, and the words of an earlier answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from portal.organisation.rights import Person
from suggestions.history import Entry, Event
from suggestions.repeats.in_hand import is_joinable
from suggestions.repeats.link import JOINED, Link, Verdict
from suggestions.repeats.rights import links_for
from suggestions.rights import Action, may
from suggestions.states import OUTCOMES, State
from suggestions.suggestion import Suggestion

LINK_VERDICTS = [(value.value, value.label) for value in Verdict if value in JOINED]
"""What can be said of a suggestion that was found by hand."""
ANSWERS = frozenset({State.ANSWERED}) | OUTCOMES
"""Moves whose note is an answer."""


@dataclass(frozen=True)
class Linked:
    """A link as the page of one of its ends shows it."""

    link: Link
    other: Suggestion
    is_earlier: bool
    url: str
    may_join: bool
    """Whether the author may be told the earlier one's progress in place of a second case."""


def linked_with(suggestion: Suggestion, user: Person, *, on: date) -> list[Linked]:
    """The links of `suggestion` whose other end `user` may see; a fixed number of queries."""
    shown = []
    for link in links_for(user, suggestion, on=on):
        other = link.other(suggestion)
        is_own = may(user, Action.SEE, other, on=on)
        url = reverse("handling:item", args=[other.receipt]) if is_own else other.get_absolute_url()
        is_earlier = link.earlier_id == other.pk
        joins = is_earlier and is_joinable(suggestion, other, verdict=link.verdict)
        shown.append(Linked(link, other, is_earlier, url, joins))
    return shown


def replies(keys: Collection[int], *, public_only: bool = False) -> dict[int, str]:
    """The last answer given to each of these suggestions, by key; one query.

    What is public of answers is a panel's reason; the others were written to one person.
    """
    after = OUTCOMES if public_only else ANSWERS
    entries = Entry.objects.filter(suggestion__in=keys, event=Event.MOVED, after__in=after)
    rows = entries.exclude(note="").order_by("at", "pk")
    return dict(rows.values_list("suggestion", "note"))


def reply_to_reuse(suggestion: Suggestion | None) -> str:
    """The last answer to `suggestion`; "" if there is none."""
    return replies([suggestion.pk]).get(suggestion.pk, "") if suggestion else ""
