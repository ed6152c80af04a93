"""The pool: who can be asked to review now, whose field a topic is, and how much they can take."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Max, QuerySet

from portal.accounts.user import User
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from suggestions.review.experts.expert import Expert, Term
from suggestions.review.rights import reviewers_for

Knowing = Mapping[int, frozenset[int]]
"""Whose field a topic is: people by topic. Topics of nobody's field are left out."""


def can_be_asked(unit: Unit, *, on: date) -> QuerySet[User]:
    """The reviewers for `unit` who are in office on `on`.

    Whom the pool lists must be in a term and not away; reviewers it does not list can be asked.
    """
    resting = Expert.objects.filter(user__isnull=False).exclude(
        pk__in=Expert.objects.serving(on).values("pk")
    )
    return reviewers_for(unit, on=on).exclude(pk__in=resting.values("user"))


def knowing(people: Collection[User]) -> Knowing:
    """Whose field each topic is: those who named it or a topic above it. Two queries."""
    named = Expert.topics.through.objects.filter(expert__user__in=people)
    fields = list(named.values_list("topic__path", "expert__user"))
    found: dict[int, set[int]] = defaultdict(set)
    if fields:
        for topic, path in Topic.objects.values_list("pk", "path"):
            found[topic] |= {user for own, user in fields if path.startswith(own)}
    return {topic: frozenset(people) for topic, people in found.items() if people}


def room_of(people: Collection[User], *, on: date) -> dict[int, int]:
    """The most reviews in one round, for those whose term of office says so."""
    terms = Term.objects.holding(on).filter(expert__user__in=people, most_reviews__isnull=False)
    widest = terms.values_list("expert__user").annotate(most=Max("most_reviews"))
    return dict(widest.order_by())


def fields_of(people: Collection[User]) -> dict[int, list[str]]:
    """The names of everybody's fields, in the order of the topics; one query."""
    found: dict[int, list[str]] = defaultdict(list)
    named = Expert.topics.through.objects.filter(expert__user__in=people)
    rows = named.order_by("topic__path").values_list("expert__user", "topic__name")
    for user, name in rows:
        found[user].append(name)
    return dict(found)
