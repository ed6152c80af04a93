"""The page on which somebody claims what was handed in for them."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.abuse.limits import check
from portal.accounts.views import acting_user
from suggestions.agency.claiming import claim
from suggestions.intake.forms import PHONE_LENGTH
from suggestions.intake.views.form import too_many

NO_MATCH = gettext_lazy(
    "We find nothing that was handed in at a desk with this receipt number and this phone "
    "number and that nobody has claimed. Please compare both with your receipt."
)


class ClaimForm(forms.Form):
    """Receipt number and the phone number that was left."""

    receipt = forms.CharField(
        label=gettext_lazy("Receipt number"),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("Sixteen digits, such as 20261122-4827316-5"),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number that was left"),
        max_length=PHONE_LENGTH,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def claim_page(request: HttpRequest) -> HttpResponse:
    """Asks for both numbers; a match is from then on among the person's own suggestions."""
    if request.method == "GET":
        return _shown(request, ClaimForm())
    verdict = check(request, "claim")
    form = ClaimForm(request.POST)
    if not verdict:
        messages.error(request, too_many(verdict.retry_after))
        return _shown(request, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    if form.is_valid():
        said = form.cleaned_data
        person = acting_user(request)
        found = claim(said["receipt"], said["phone"], by=person, at=timezone.now())
        if found is not None:
            messages.success(request, _("It is now among your suggestions."))
            return redirect("suggestions:tracked", found.receipt)
        form.add_error(None, str(NO_MATCH))
    return _shown(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _shown(request: HttpRequest, form: ClaimForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    return render(request, "suggestions/agency/claim.html", {"form": form}, status=status)
