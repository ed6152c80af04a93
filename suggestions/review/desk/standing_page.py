"""One suggestion of a round: what the reviewers say, who reads it, and the decision."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.rubrics import Criterion
from suggestions.history import MoveNotAllowed
from suggestions.review.assigning import assign, unassign
from suggestions.review.assignment import Assignment
from suggestions.review.deciding import already_moved, decide, fill
from suggestions.review.decision import Decision, ReasonTemplate
from suggestions.review.desk.deciding_forms import DecisionForm, NoteForm, TemplateForm
from suggestions.review.desk.entrance import StandingView
from suggestions.review.desk.forms import AssignForm
from suggestions.review.discussion import discussion_of
from suggestions.review.refusals import Refused
from suggestions.review.reviews import Review, Score
from suggestions.review.rights import may_decide, may_run_round, may_shortlist, may_write_note
from suggestions.states import State


class StandingPageView(StandingView):
    """Text, reviews, panel and decision of one suggestion."""

    template_name = "suggestions/review/standing.html"

    def get(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """The page; `template` in the query fills the reason in."""
        typed = self.started_from_template()
        return self.answer(decision_form=DecisionForm(initial=typed) if typed else None)

    def started_from_template(self) -> dict[str, Any]:
        """Outcome and reason of the template asked for; nothing if there is none."""
        form = TemplateForm(self.request.GET)
        if not form.is_valid():
            return {}
        template: ReasonTemplate = form.cleaned_data["template"]
        return {"outcome": template.outcome, "reason": fill(template.text, self.standing)}

    def decision(self) -> Decision | None:
        """The panel's decision, if there is one."""
        if not self.standing.outcome:
            return None
        rows = Decision.objects.select_related("by", "round__campaign__organiser")
        return rows.filter(round=self.round, suggestion=self.suggestion).first()

    def answer(
        self, *, decision_form: forms.Form | None = None, note_form: forms.Form | None = None
    ) -> HttpResponse:
        """The page with the forms of decision and note, perhaps with what was typed."""
        user, decision = self.person, self.decision()
        assignments = self.assignments()
        criteria = self.criteria(assignments)
        context = self.get_context_data(
            round=self.round,
            standing=self.standing,
            suggestion=self.suggestion,
            criteria=criteria,
            assignments=[_read_by(assignment, criteria) for assignment in assignments],
            decision=decision,
            decision_form=decision_form or DecisionForm(initial=_as_typed(decision)),
            seen=decision.at.isoformat() if decision else "",
            template_form=TemplateForm(),
            note_form=note_form or NoteForm(),
            discussion=discussion_of(self.standing),
            may_write_note=may_write_note(user, self.round, on=self.today),
            may_shortlist=may_shortlist(user, self.round, on=self.today),
            may_run=may_run_round(user, self.round, on=self.today),
            may_decide=may_decide(user, self.round, on=self.today),
        )
        return self.render_to_response(context)

    def assignments(self) -> list[Assignment]:
        """Who reads the suggestion, with the scores of those whose review is in; two queries."""
        rows = self.round.assignments.filter(suggestion=self.suggestion).order_by("pk")
        found = list(rows.select_related("reviewer", "suggestion", "review"))
        scores = Prefetch("scores", Score.objects.select_related("criterion"))
        prefetch_related_objects([review for review in map(_review, found) if review], scores)
        return found

    def criteria(self, assignments: list[Assignment]) -> list[Criterion]:
        """The criteria in order: as the scores have them; one query before the first review."""
        reviews = [review for review in map(_review, assignments) if review]
        scored = {score.criterion for review in reviews for score in review.scores.all()}
        if not scored:
            return list(self.round.rubric.criteria.all())
        return sorted(scored, key=lambda criterion: (criterion.sort_order, criterion.pk))


def _review(assignment: Assignment) -> Review | None:
    """The review of `assignment`, if it is in."""
    review: Review | None = getattr(assignment, "review", None)
    if review is None or not review.is_submitted:
        return None
    review.assignment = assignment
    return review


def _as_typed(decision: Decision | None) -> dict[str, Any]:
    """A decision as the form for changing it shows it."""
    if decision is None:
        return {}
    return {
        "outcome": decision.outcome,
        "reason": decision.reason,
        "settling": decision.settling,
    }


def _read_by(assignment: Assignment, criteria: list[Criterion]) -> dict[str, Any]:
    """One reviewer's line: scores in the order of `criteria`, none before the review is in."""
    review = _review(assignment)
    if review is None:
        return {"assignment": assignment, "review": None, "scores": []}
    scores = {score.criterion_id: score for score in review.scores.all()}
    in_order = [scores.get(criterion.pk) for criterion in criteria]
    return {"assignment": assignment, "review": review, "scores": in_order}


class DecideView(StandingPageView):
    """A chair's decision on one suggestion."""

    def get(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """Nothing to see here but the suggestion."""
        return redirect("review:standing", pk, receipt)

    def post(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """Decide; whatever is refused comes back with what was typed."""
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self.answer(decision_form=form)
        try:
            decision = decide(
                self.suggestion,
                State(form.cleaned_data["outcome"]),
                form.cleaned_data["reason"],
                round=self.round,
                by=self.person,
                at=timezone.now(),
                settling=form.cleaned_data["settling"],
            )
        except MoveNotAllowed as error:
            form.add_error(None, already_moved(error))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            text = _("Decided: %(outcome)s.") % {"outcome": decision.get_outcome_display()}
            messages.success(request, text)
            return redirect("review:standing", pk, receipt)
        self.standing.refresh_from_db()
        return self.answer(decision_form=form)


class AssignView(StandingView):
    """One more reviewer for the suggestion."""

    template_name = "suggestions/review/assign.html"

    def get(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """The choice of a reviewer."""
        return self.answer(AssignForm(round=self.round))

    def post(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """Assign; a refusal is shown beside the choice."""
        form = AssignForm(request.POST, round=self.round)
        if not form.is_valid():
            return self.answer(form)
        reviewer = form.cleaned_data["reviewer"]
        try:
            assign(self.round, self.suggestion, reviewer, by=self.person, at=timezone.now())
        except Refused as error:
            form.add_error("reviewer", str(error))
            return self.answer(form)
        messages.success(request, _("%(name)s has been asked.") % {"name": reviewer})
        return redirect("review:standing", pk, receipt)

    def answer(self, form: forms.Form) -> HttpResponse:
        """The page with the form."""
        context = self.get_context_data(round=self.round, suggestion=self.suggestion, form=form)
        return self.render_to_response(context)


class UnassignView(StandingView):
    """Takes a suggestion away from a reviewer who has not judged it."""

    def post(self, request: HttpRequest, pk: int, receipt: str, assignment: int) -> HttpResponse:
        """Take it back and show the suggestion."""
        rows = self.round.assignments.filter(suggestion=self.suggestion)
        found = get_object_or_404(rows.select_related("reviewer"), pk=assignment)
        found.round = self.round
        try:
            unassign(found, by=self.person, at=timezone.now())
        except Refused as error:
            messages.error(request, str(error))
        else:
            name = found.reviewer
            messages.success(request, _("%(name)s no longer reads this.") % {"name": name})
        return redirect("review:standing", pk, receipt)
