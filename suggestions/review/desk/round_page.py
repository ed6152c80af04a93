"""One round: its progress, its ranking, and what its organisers do with it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.rubrics import Criterion
from portal.paging import Window, window
from suggestions.review.closing import close_round, move_deadline
from suggestions.review.desk.entrance import RoundView
from suggestions.review.desk.forms import DeadlineForm
from suggestions.review.ranking import places_of, rank
from suggestions.review.refusals import Refused
from suggestions.review.rights import may_decide, may_run_round
from suggestions.review.round import Aggregation
from suggestions.review.standing import BEST_FIRST, Standing, StandingQuerySet

PER_PAGE = 25
FIGURE_NAMES = {
    Aggregation.MEAN: gettext_lazy("Weighted mean"),
    Aggregation.MEDIAN: gettext_lazy("Median"),
    Aggregation.TRIMMED: gettext_lazy("Trimmed mean"),
}
SHOWN: dict[str, Callable[[StandingQuerySet], StandingQuerySet]] = {
    "all": lambda rows: rows,
    "undecided": StandingQuerySet.undecided,
    "decided": StandingQuerySet.decided,
}


class RoundPageView(RoundView):
    """Progress by reviewer and the ranking, a page at a time."""

    template_name = "suggestions/review/round.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.answer(DeadlineForm(initial={"deadline": self.round.deadline}))

    def answer(self, deadline_form: forms.Form) -> HttpResponse:
        """The page with the form that moves the deadline."""
        user = self.person
        criteria = list(self.round.rubric.criteria.all())
        panel = list(self.round.panel.select_related("user"))
        context = self.get_context_data(
            round=self.round,
            criteria=criteria,
            panel=panel,
            assigned=sum(member.assigned for member in panel),
            submitted=sum(member.submitted for member in panel),
            deadline_form=deadline_form,
            may_run=may_run_round(user, self.round, on=self.today),
            may_decide=may_decide(user, self.round, on=self.today),
            figure_name=FIGURE_NAMES[Aggregation(self.round.aggregation)],
            **self.ranking(criteria),
        )
        return self.render_to_response(context)

    def ranking(self, criteria: list[Criterion]) -> dict[str, Any]:
        """One page of the ranking with places and the means by criterion."""
        shown = self.request.GET.get("show", "all")
        shown = shown if shown in SHOWN else "all"
        rows = SHOWN[shown](rank(self.round)).select_related("suggestion")
        page = window(rows, BEST_FIRST, cursor=self.request.GET.get("page", ""), size=PER_PAGE)
        return {"page": page, "rows": ranked_rows(page, criteria), "show": shown}


def ranked_rows(page: Window[Standing], criteria: list[Criterion]) -> list[dict[str, Any]]:
    """The standings of a page with their places and means, in the order of the criteria."""
    places = places_of(page.rows)
    return [
        {
            "standing": standing,
            "place": places[standing.pk] if standing.review_count else None,
            "means": [standing.criterion_means.get(str(criterion.pk)) for criterion in criteria],
        }
        for standing in page.rows
    ]


class CloseRoundView(RoundView):
    """Ends scoring."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Close the round and show it."""
        try:
            close_round(self.round, by=self.person, at=timezone.now())
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The round is closed. Decisions stay possible."))
        return redirect("review:round", pk)


class MoveDeadlineView(RoundPageView):
    """Gives reviewers another deadline."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Nothing to see here but the round."""
        return redirect("review:round", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move the deadline; a wrong one comes back with the round's page."""
        form = DeadlineForm(request.POST)
        if not form.is_valid():
            return self.answer(form)
        try:
            deadline = form.cleaned_data["deadline"]
            move_deadline(self.round, deadline, by=self.person, at=timezone.now())
        except Refused as error:
            form.add_error("deadline", str(error))
            return self.answer(form)
        messages.success(request, _("The deadline has been moved."))
        return redirect("review:round", pk)
