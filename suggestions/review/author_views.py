"""What an author reads and can ask for once a decision is public: letters and a second look."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from suggestions.intake.cleaning import clean_text
from suggestions.intake.fields import CleanField
from suggestions.intake.views.tracking import account_of, for_author
from suggestions.review.letters.letter import Letter
from suggestions.review.second_look import (
    REASONS_LENGTH,
    SecondLookRefused,
    ask,
    may_ask_until,
)
from suggestions.suggestion import Suggestion


class SecondLookForm(forms.Form):
    """Why it should be looked at again."""

    reasons = CleanField(
        label=gettext_lazy("Your reasons"),
        clean=clean_text,
        longest=REASONS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "What was overlooked, what has changed, or what you can add. Up to 2,000 characters."
        ),
    )


@for_author
@require_safe
def letters_page(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """All letters about the suggestion, the latest first, to be read and printed."""
    rows = Letter.objects.filter(decision__suggestion=suggestion)
    letters = list(rows.order_by("-written_at", "-pk"))
    if not letters:
        raise Http404
    context = {"suggestion": suggestion, "letters": letters}
    return render(request, "suggestions/review/author/letters.html", context)


@for_author
@require_http_methods(["GET", "HEAD", "POST"])
def second_look_page(request: HttpRequest, suggestion: Suggestion) -> HttpResponse:
    """The form with what a second look is; asking leads back to the tracking page."""
    form = SecondLookForm(request.POST if request.method == "POST" else None)
    now = timezone.now()
    if form.is_valid():
        try:
            ask(suggestion, form.cleaned_data["reasons"], by=account_of(request), at=now)
        except SecondLookRefused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Your request has arrived. You will hear the answer here."))
        return redirect("suggestions:tracked", suggestion.receipt)
    until = may_ask_until(suggestion, on=timezone.localdate(now))
    if until is None:
        messages.error(request, _("A second look can no longer be asked for."))
        return redirect("suggestions:tracked", suggestion.receipt)
    context = {"suggestion": suggestion, "form": form, "until": until}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "suggestions/review/author/second_look.html", context, status=status)
