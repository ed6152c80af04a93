"""The reviewer's queue: all open work of all campaigns, and what is done already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from portal.accounts.user import User
from suggestions.review.assignment import Assignment, AssignmentQuerySet
from suggestions.review.desk.entrance import Crumb, ReviewerView
from suggestions.review.round import Panellist
from suggestions.review.staleness import stale_of_reviewer
from suggestions.review.standing import Standing

PER_PAGE = 20
MOST_ROUNDS = 20


@dataclass(frozen=True)
class Due:
    """The part of a page of the queue that is due on one day."""

    day: date
    rows: list[Assignment]


class QueueView(ReviewerView):
    """What I have to review, most urgent first; `done` shows what I have done."""

    page_title = gettext_lazy("My reviews")
    template_name = "suggestions/review/queue.html"

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and the queue."""
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the queue."""
        done = "done" in request.GET
        rows = done_by(self.person) if done else waiting_for(self.person)
        rows = rows.select_related(
            "round__campaign", "suggestion__topic", "suggestion__author", "review"
        )
        pages = WagtailPaginator(rows, PER_PAGE)
        page = pages.get_page(request.GET.get("p"))
        context = self.get_context_data(
            done=done,
            page=page,
            days=[] if done else by_day(page.object_list),
            elided_page_range=pages.get_elided_page_range(page.number),
            rounds=open_rounds_of(self.person),
            stale=stale_of_reviewer(self.person),
        )
        return self.render_to_response(context)


def waiting_for(reviewer: User) -> AssignmentQuerySet:
    """What `reviewer` still has to judge: the most urgent round first, in it what everyone
    scores first, then the reviewer's own shuffled order.

    Each with `is_calibration`.
    """
    first = Standing.objects.filter(
        round=OuterRef("round"), suggestion=OuterRef("suggestion"), is_calibration=True
    )
    rows = Assignment.objects.of(reviewer).open().annotate(is_calibration=Exists(first))
    return rows.order_by("round__deadline", "round_id", "-is_calibration", "position", "pk")


def done_by(reviewer: User) -> AssignmentQuerySet:
    """What `reviewer` has submitted or abstained from, latest first, whatever became of it."""
    submitted = Q(review__submitted_at__isnull=False, dropped_at__isnull=True)
    rows = Assignment.objects.unsealed().filter(reviewer=reviewer)
    rows = rows.filter(submitted | Q(abstained_at__isnull=False))
    return rows.order_by(Coalesce(F("review__submitted_at"), F("abstained_at")).desc(), "-pk")


def by_day(rows: Iterable[Assignment]) -> list[Due]:
    """`rows`, which are in order of their deadlines, by the local day on which they are due."""
    days = groupby(rows, key=lambda row: localdate(row.round.deadline))
    return [Due(day, list(group)) for day, group in days]


def open_rounds_of(reviewer: User) -> QuerySet[Panellist, Any]:
    """The reviewer's places in open rounds, with progress, most urgent first."""
    rows = Panellist.objects.filter(user=reviewer, round__closed_at__isnull=True)
    return rows.select_related("round__campaign").order_by("round__deadline", "pk")[:MOST_ROUNDS]
