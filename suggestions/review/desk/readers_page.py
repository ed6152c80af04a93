"""Who reads what in a round: the panel and its open work, moved by hand or shared out anew."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.accounts.user import User
from portal.keys import key_in, keys_in
from portal.paging import Window, window
from suggestions.review.assignment import Assignment
from suggestions.review.desk.entrance import Crumb, RoundView
from suggestions.review.desk.people_fields import ReviewerField, offer_people
from suggestions.review.experts.pool import can_be_asked
from suggestions.review.lateness import members_of, replace_reviewer
from suggestions.review.moving import Moved, move_assignments
from suggestions.review.refusals import Refused
from suggestions.review.rights import may_run_round

PER_PAGE = 30
IN_ORDER = ("reviewer_id", "position", "id")
MOST_TOLD = 5
"""Refusals that are told one by one."""


class MoveForm(forms.Form):
    """Which assignments go to whom."""

    selected = forms.TypedMultipleChoiceField(coerce=int)
    to = ReviewerField(label=gettext_lazy("Move to"), queryset=User.objects.none())

    def __init__(self, *args: Any, people: QuerySet[User], shown: list[int], **kwargs: Any) -> None:
        """Offer `people` to move to; `shown` are the assignments to choose from."""
        super().__init__(*args, **kwargs)
        self.fields["selected"].choices = [(key, key) for key in shown]  # type: ignore[attr-defined]
        offer_people(self, "to", people)


class ReadersView(RoundView):
    """The panel, who is behind, and the open work a page at a time."""

    page_title = gettext_lazy("Who reads what")
    template_name = "suggestions/review/readers.html"

    def get_page_title(self) -> str:
        """What the page is about."""
        return _("Who reads what")

    def crumbs(self) -> list[Crumb]:
        """Rounds, and this round."""
        here = redirect("review:round", self.round.pk).url
        return [*super().crumbs(), {"url": here, "label": self.round.name}]

    @cached_property
    def reviewer(self) -> int | None:
        """The reviewer whose work alone is shown, if one is asked for."""
        return key_in(self.request.GET.get("reviewer", "")) or None

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        page = self.open_work()
        keys = [assignment.pk for assignment in page.rows]
        people = can_be_asked(self.round.campaign.organiser, on=self.today)
        context = self.get_context_data(
            round=self.round,
            members=members_of(self.round, at=timezone.now(), askable=people),
            page=page,
            reviewer=self.reviewer,
            form=MoveForm(people=people, shown=keys),
            may_run=may_run_round(self.person, self.round, on=self.today) and self.round.is_open,
        )
        return self.render_to_response(context)

    def open_work(self) -> Window[Assignment]:
        """One page of what still waits for a review."""
        rows = Assignment.objects.filter(round=self.round).open().unsealed()
        if self.reviewer is not None:
            rows = rows.filter(reviewer=self.reviewer)
        rows = rows.select_related("suggestion__topic", "reviewer", "replaces__reviewer", "review")
        return window(rows, IN_ORDER, cursor=self.request.GET.get("page", ""), size=PER_PAGE)


class MoveView(RoundView):
    """Moves what was ticked, or dragged, to another reviewer."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move and show the page again, with what was refused."""
        ticked = keys_in(request.POST.getlist("selected"))
        people = can_be_asked(self.round.campaign.organiser, on=self.today)
        form = MoveForm(request.POST, people=people, shown=ticked[:PER_PAGE])
        if not form.is_valid():
            messages.error(request, _("Please tick suggestions and choose who is to read them."))
            return self.back()
        to = form.cleaned_data["to"]
        try:
            keys, at = form.cleaned_data["selected"], timezone.now()
            moved = move_assignments(self.round, keys, to, by=self.person, at=at)
        except Refused as error:
            messages.error(request, str(error))
        else:
            self.tell(moved, to)
        return self.back()

    def tell(self, moved: Moved, to: User) -> None:
        """What became of it."""
        if count := len(moved.made):
            text = ngettext(
                "%(name)s now reads %(count)s suggestion more.",
                "%(name)s now reads %(count)s suggestions more.",
                count,
            )
            messages.success(self.request, text % {"name": to, "count": count})
        for suggestion, why in moved.refused[:MOST_TOLD]:
            messages.warning(self.request, f"{suggestion.receipt}: {why}")
        if not moved.made and not moved.refused:
            messages.warning(self.request, _("Nothing of it can move any more."))

    def back(self) -> HttpResponse:
        """To the page, with the reviewer who was looked at."""
        url = redirect("review:readers", self.round.pk).url
        looked_at = key_in(self.request.POST.get("reviewer", ""))
        return redirect(f"{url}?reviewer={looked_at}" if looked_at else url)


class ReplaceView(RoundView):
    """Shares out the open work of one reviewer among the others."""

    def post(self, request: HttpRequest, pk: int, member: int) -> HttpResponse:
        """Replace and show the page again."""
        seat = get_object_or_404(self.round.panel.select_related("user"), pk=member)
        seat.round = self.round
        try:
            done = replace_reviewer(seat, by=self.person, at=timezone.now())
        except Refused as error:
            messages.error(request, str(error))
            return redirect("review:readers", pk)
        text = ngettext(
            "%(count)s suggestion of %(name)s is read by somebody else now.",
            "%(count)s suggestions of %(name)s are read by others now.",
            len(done.made),
        )
        messages.success(request, text % {"count": len(done.made), "name": seat.user})
        if done.left:
            text = _("Nobody else on the panel can take %(count)s of them. Choose by hand.")
            messages.warning(request, text % {"count": done.left})
        return redirect("review:readers", pk)
