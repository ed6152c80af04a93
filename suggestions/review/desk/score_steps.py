"""What a reviewer does on the scoring page besides submitting: each a POST of its own."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField
from suggestions.review.abstaining import abstain
from suggestions.review.assignment import Assignment
from suggestions.review.declaring import declare
from suggestions.review.desk.entrance import ReviewerView
from suggestions.review.desk.score_form import FINGERPRINT_LENGTH
from suggestions.review.desk.score_page import AssignmentView
from suggestions.review.refusals import Refused
from suggestions.review.reviews import COMMENT_LENGTH, SCORE_COMMENT_LENGTH
from suggestions.review.saving import save_comment, save_score
from suggestions.review.scoring import reopen_review
from suggestions.review.staleness import confirm_review

REFUSED, WRONG = 409, 400
REASON_LENGTH = 200


class SavedPart(forms.Form):
    """One part of a review, as the page sends it while the reviewer goes on."""

    text = forms.CharField(required=False, max_length=FINGERPRINT_LENGTH)


class SavedScore(SavedPart):
    """Level, comment or fixer of one criterion."""

    criterion = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    level = forms.IntegerField(required=False)
    comment = CleanField(clean=clean_line, longest=SCORE_COMMENT_LENGTH, required=False)
    fixer = forms.CharField(required=False)


class SavedComment(SavedPart):
    """The comment on the whole."""

    comment = CleanField(clean=clean_text, longest=COMMENT_LENGTH, required=False)


class SaveView(ReviewerView):
    """Saves one part of a draft and answers in JSON: `saved` with the time, or `refused`."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save; 404 for another's assignment, 409 if nothing can be saved here any more."""
        whole = "criterion" not in request.POST
        form = (SavedComment if whole else SavedScore)(request.POST)
        if not form.is_valid() or not {"level", "comment", "fixer"} & request.POST.keys():
            get_object_or_404(Assignment, pk=pk, reviewer=self.person)
            words = [str(error) for errors in form.errors.values() for error in errors]
            return JsonResponse({"refused": " ".join(words)}, status=WRONG)
        at = timezone.now()
        try:
            if whole:
                save_comment(pk, **form.cleaned_data, by=self.person, at=at)
            else:
                save_score(pk, **given(form), by=self.person, at=at)
        except PermissionDenied:
            raise Http404 from None
        except Refused as error:
            return JsonResponse({"refused": str(error)}, status=REFUSED)
        return JsonResponse({"saved": f"{timezone.localtime(at):%H:%M}"})


def given(form: forms.Form) -> dict[str, Any]:
    """What the page has sent; a part that it has not sent stays as it is."""
    return {name: value for name, value in form.cleaned_data.items() if name in form.data}


class ReopenView(AssignmentView):
    """Takes a submitted review back."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Turn the review into a draft again and show it."""
        if self.review is not None:
            try:
                reopen_review(self.review, by=self.person, at=timezone.now())
            except Refused as error:
                messages.error(request, str(error))
            else:
                messages.success(request, _("The review is a draft again; remember to submit it."))
        return redirect("review:score", pk)


class ConfirmView(AssignmentView):
    """Lets a submitted review hold for the changed text."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Renew the fingerprint and show the review."""
        text = request.POST.get("text", "")
        if self.review is not None:
            try:
                confirm_review(self.review, text=text, by=self.person, at=timezone.now())
            except Refused as error:
                messages.error(request, str(error))
            else:
                messages.success(request, _("Your review holds for the text as it is now."))
        return redirect("review:score", pk)


class ReasonForm(forms.Form):
    """Why somebody does not judge."""

    reason = CleanField(clean=clean_line, longest=REASON_LENGTH)


class LeaveView(AssignmentView):
    """Leaves a suggestion unjudged: it goes to somebody else, and the reviewer to the queue."""

    no_reason: str | Promise

    def leave(self, reason: str, *, at: datetime) -> Assignment | None:
        """Who reads it instead, if anybody can; raises Refused."""
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Leave it; a refusal is told on the scoring page."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            messages.error(request, str(self.no_reason))
            return redirect("review:score", pk)
        try:
            following = self.leave(form.cleaned_data["reason"], at=timezone.now())
        except Refused as error:
            messages.error(request, str(error))
            return redirect("review:score", pk)
        messages.success(request, _after_leaving(following))
        return redirect("review:mine")


def _after_leaving(following: Assignment | None) -> str:
    if following is None:
        return _(
            "It has left your queue. Nobody else on the panel can take it: the organisers see that."
        )
    return _("It has left your queue; somebody else reads it.")


class AbstainView(LeaveView):
    """Abstains."""

    no_reason = gettext_lazy("Please say why you abstain.")

    def leave(self, reason: str, *, at: datetime) -> Assignment | None:
        """Abstain."""
        return abstain(self.assignment, reason, by=self.person, at=at)


class DeclareView(LeaveView):
    """Declares a conflict of interest."""

    no_reason = gettext_lazy("Please say what the conflict of interest is.")

    def leave(self, reason: str, *, at: datetime) -> Assignment | None:
        """Declare it."""
        return declare(self.assignment, reason, by=self.person, at=at)
