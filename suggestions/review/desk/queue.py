"""The reviewer's queue: all open work of all campaigns, and what is done already."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from portal.accounts.user import User
from suggestions.review.assignment import Assignment, AssignmentQuerySet
from suggestions.review.desk.entrance import Crumb, ReviewerView
from suggestions.review.round import Panellist

PER_PAGE = 20
MOST_ROUNDS = 20


class QueueView(ReviewerView):
    """What I have to review, most urgent first; `done` shows what I have submitted."""

    page_title = gettext_lazy("My reviews")
    template_name = "suggestions/review/queue.html"

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and the queue."""
        return []

    def get(self, request: HttpRequest) -> HttpResponse:
        """One page of the queue."""
        done = "done" in request.GET
        rows = done_by(self.person) if done else waiting_for(self.person)
        rows = rows.select_related("round__campaign", "suggestion__topic", "review")
        pages = WagtailPaginator(rows, PER_PAGE)
        page = pages.get_page(request.GET.get("p"))
        context = self.get_context_data(
            done=done,
            page=page,
            elided_page_range=pages.get_elided_page_range(page.number),
            rounds=open_rounds_of(self.person),
        )
        return self.render_to_response(context)


def waiting_for(reviewer: User) -> AssignmentQuerySet:
    """What `reviewer` still has to judge, in working order."""
    return Assignment.objects.of(reviewer).open().in_working_order()


def done_by(reviewer: User) -> AssignmentQuerySet:
    """What `reviewer` has submitted, latest first."""
    return Assignment.objects.of(reviewer).submitted().order_by("-review__submitted_at", "-pk")


def open_rounds_of(reviewer: User) -> QuerySet[Panellist, Any]:
    """The reviewer's places in open rounds, with progress, most urgent first."""
    rows = Panellist.objects.filter(user=reviewer, round__closed_at__isnull=True)
    return rows.select_related("round__campaign").order_by("round__deadline", "pk")[:MOST_ROUNDS]
