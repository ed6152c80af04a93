"""The author's answer: was it really carried out?"""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from suggestions.conversion.answering import answer_as_author, question_for
from suggestions.conversion.proposal import COMMENT_LENGTH
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.intake.cleaning import clean_text
from suggestions.intake.fields import CleanField, MaybeNeededTextarea
from suggestions.intake.views.tracking import for_author
from suggestions.suggestion import Suggestion

YES, NO = "yes", "no"


class AnswerForm(forms.Form):
    """Whether the author agrees, and what is missing."""

    agrees = forms.ChoiceField(
        label=gettext_lazy("Has it been carried out?"),
        choices=[
            (YES, gettext_lazy("Yes, it has")),
            (NO, gettext_lazy("No, or not as it was promised")),
        ],
        widget=forms.RadioSelect,
    )
    comment = CleanField(
        label=gettext_lazy("What do you want to say about it?"),
        clean=clean_text,
        longest=COMMENT_LENGTH,
        required=False,
        widget=MaybeNeededTextarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed if you say no. The offices read it; it is not published."),
    )


@for_author
@require_POST
def answer_view(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """Keeps what the author says; what is refused is shown again as it was typed."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            answer_as_author(suggestion, said["agrees"] == YES, said["comment"], at=timezone.now())
        except FollowUpRefused as refusal:
            form.add_error(None if question_for(suggestion) is None else "comment", str(refusal))
        else:
            messages.success(request, _("Thank you. Your answer has been kept."))
            return redirect("suggestions:tracked", suggestion.receipt)
    context = {"suggestion": suggestion, "form": form, "question": question_for(suggestion)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "suggestions/conversion/answer.html", context, status=status)
