"""Progress: where one stands in one's own order of a round, and what comes before and after."""

from dataclasses import dataclass

from django.db.models import Count, Q, Subquery

from suggestions.review.assignment import Assignment


@dataclass(frozen=True)
class Place:
    """“7 of 40”, and the keys of the assignments beside it."""

    number: int
    total: int
    done: int
    before: int | None
    after: int | None


def place_of(assignment: Assignment) -> Place:
    """The place of `assignment` in its reviewer's shuffled order of its round: one query."""
    rows = Assignment.objects.unsealed().filter(
        round=assignment.round_id, reviewer=assignment.reviewer_id, dropped_at__isnull=True
    )
    here = Q(position=assignment.position)
    earlier = Q(position__lt=assignment.position) | here & Q(pk__lt=assignment.pk)
    later = Q(position__gt=assignment.position) | here & Q(pk__gt=assignment.pk)
    same = rows.values("pk")  # not of the outer row: a database would look again for each
    found = (
        rows.order_by()
        .values("round")
        .annotate(
            total=Count("pk"),
            earlier=Count("pk", filter=earlier),
            done=Count("pk", filter=Q(review__submitted_at__isnull=False)),
            before=Subquery(same.filter(earlier).order_by("-position", "-pk")[:1]),
            after=Subquery(same.filter(later).order_by("position", "pk")[:1]),
        )
    )
    counts = next(iter(found), None)  # `first` would put them in an order, and so apart
    if counts is None:  # the only one was dropped
        return Place(number=1, total=1, done=0, before=None, after=None)
    return Place(
        number=counts["earlier"] + 1,
        total=counts["total"],
        done=counts["done"],
        before=counts["before"],
        after=counts["after"],
    )
