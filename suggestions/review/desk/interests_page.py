"""A reviewer's standing declarations: units whose matters they do not judge."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.organisation.choosers import choose_in_windows
from portal.organisation.unit import Unit
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField
from suggestions.review.barring import REASON_LENGTH, ConflictDeclaration
from suggestions.review.declaring import declare_interest, end_interest, interests_of
from suggestions.review.desk.entrance import ReviewerView
from suggestions.review.refusals import Refused


class InterestForm(forms.Form):
    """In which unit somebody has an interest, and which."""

    unit = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=Unit.objects.all())
    reason = CleanField(
        label=gettext_lazy("What the interest is"), clean=clean_line, longest=REASON_LENGTH
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the unit in a window: there are thousands."""
        super().__init__(*args, **kwargs)
        choose_in_windows(self)


class InterestsView(ReviewerView):
    """One's own interests, and a form for another."""

    page_title = gettext_lazy("Interests I declare")
    template_name = "suggestions/review/interests.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.answer(InterestForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Declare; what is refused comes back with what was typed."""
        form = InterestForm(request.POST)
        if not form.is_valid():
            return self.answer(form)
        unit, reason = form.cleaned_data["unit"], form.cleaned_data["reason"]
        try:
            declare_interest(unit, reason, by=self.person, at=timezone.now())
        except Refused as error:
            form.add_error(None, str(error))
            return self.answer(form)
        messages.success(request, _("Declared. What this unit is in charge of goes to others."))
        return redirect("review:interests")

    def answer(self, form: forms.Form) -> HttpResponse:
        """The page with the form."""
        mine = interests_of(self.person, on=self.today)
        return self.render_to_response(self.get_context_data(form=form, interests=mine))


class EndInterestView(ReviewerView):
    """Takes an interest back."""

    def post(self, request: HttpRequest, declaration: int) -> HttpResponse:
        """Let it end today and show the rest."""
        mine = ConflictDeclaration.objects.standing(self.today).filter(by=self.person)
        found = get_object_or_404(mine, pk=declaration)
        end_interest(found, by=self.person, on=self.today)
        messages.success(request, _("The interest ends today."))
        return redirect("review:interests")
