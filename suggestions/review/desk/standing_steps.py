"""Steps of the panel with one suggestion: note, revision, taking back, and the letter."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.review.decision import Decision
from suggestions.review.desk.deciding_forms import DecisionForm, NoteForm, RevisionForm, SeenForm
from suggestions.review.desk.entrance import StandingView
from suggestions.review.desk.standing_page import StandingPageView
from suggestions.review.letters.composing import Ruled, compose, wording_for
from suggestions.review.letters.letter import Letter
from suggestions.review.notes import write_note
from suggestions.review.refusals import Refused
from suggestions.review.revising import revise, take_back


class NoteView(StandingPageView):
    """Adds a note to the discussion."""

    def get(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """Nothing to see here but the suggestion."""
        return redirect("review:standing", pk, receipt)

    def post(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """Keep the note; an empty one comes back."""
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.answer(note_form=form)
        write_note(self.standing, form.cleaned_data["text"], by=self.person, at=timezone.now())
        messages.success(request, _("The note is kept."))
        return redirect("review:standing", pk, receipt)


class ReviseView(StandingPageView):
    """Puts another decision in the place of one that is not published."""

    def get(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """Nothing to see here but the suggestion."""
        return redirect("review:standing", pk, receipt)

    def post(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """Revise; whatever is refused comes back with what was typed."""
        form, decision = RevisionForm(request.POST), self.decision()
        if decision is None:
            messages.error(request, _("There is no decision any more."))
            return redirect("review:standing", pk, receipt)
        if not form.is_valid():
            return self.answer(decision_form=form)
        seen, now = form.cleaned_data["seen"], timezone.now()
        try:
            revise(decision, form.ruling(), seen=seen, by=self.person, at=now)
        except Refused as error:
            form.add_error(None, str(error))
            return self.answer(decision_form=form)
        messages.success(request, _("The decision is changed; the earlier one is kept."))
        return redirect("review:standing", pk, receipt)


class TakeBackView(StandingView):
    """Makes a suggestion undecided again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """Take the decision back and show the suggestion."""
        form = SeenForm(request.POST)
        rows = Decision.objects.select_related("round__campaign__organiser")
        decision = rows.filter(round=self.round, suggestion=self.suggestion).first()
        if decision is None or not form.is_valid():
            messages.error(request, _("There is no decision any more."))
            return redirect("review:standing", pk, receipt)
        seen = form.cleaned_data["seen"]
        try:
            take_back(decision, seen=seen, by=self.person, at=timezone.now())
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The decision is taken back; it is kept on record."))
        return redirect("review:standing", pk, receipt)


class LetterView(StandingView):
    """The letter to the author: as it was sent, or as it would be."""

    template_name = "suggestions/review/panel/letter.html"

    def get(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """The kept letter of a published decision, a preview for one that is not."""
        rows = Decision.objects.filter(round=self.round, suggestion=self.suggestion)
        decision = rows.first()
        if decision is None:
            messages.error(request, _("There is no decision yet."))
            return redirect("review:standing", pk, receipt)
        letter = Letter.objects.filter(decision=decision).first()
        return self.answer(letter.text if letter else self.composed(decision), letter)

    def post(self, request: HttpRequest, pk: int, receipt: str) -> HttpResponse:
        """A preview for what was typed; nothing is kept."""
        form = DecisionForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("A letter needs an outcome and a reason."))
            return redirect("review:standing", pk, receipt)
        return self.answer(self.composed(form.ruling()), None)

    def composed(self, ruled: Ruled) -> str:
        """The letter as it would be written today."""
        if self.standing.dropped_at is not None:
            raise PermissionDenied
        return compose(ruled, self.standing, wording_for(self.round), on=self.today)

    def answer(self, text: str, letter: Letter | None) -> HttpResponse:
        """The page."""
        context = self.get_context_data(
            round=self.round, suggestion=self.suggestion, text=text, letter=letter
        )
        return self.render_to_response(context)
