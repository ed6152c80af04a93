"""Signing up: a name people may use, and a limit on how many accounts one client opens."""

from typing import Any

from allauth.account.forms import SignupForm as StandardSignupForm
from allauth.core import context
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.abuse import limits, proof
from portal.accounts.user import NAME_LENGTH, User


class SignupForm(StandardSignupForm):
    """The sign-up form of the account pages."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Shown to the offices that answer you. You can leave it empty."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("username", "name", "email", "password1", "password2")

    def clean(self) -> dict[str, Any]:
        """Refuse a client that opens accounts by the dozen; people in a row get through."""
        request = context.request
        proven = proof.verify(request.POST.get("proof", ""))
        if not limits.check(request, "signup", proven=proven):
            raise forms.ValidationError(
                _("Too many accounts were opened from here. Please try again in an hour."),
                code="too_many",
            )
        return super().clean()

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name; called by the library before the account is told to anyone."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
