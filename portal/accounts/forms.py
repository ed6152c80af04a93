"""Signing in and up: plain labels, a name people may use, a limit on opening accounts."""

from typing import Any

from allauth.account.forms import LoginForm as StandardLoginForm
from allauth.account.forms import SignupForm as StandardSignupForm
from allauth.core import context
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.abuse import limits, proof
from portal.accounts.user import NAME_LENGTH, User


def tidy_fields(form: forms.BaseForm) -> None:
    """Leave it to labels what a field is for, and to the stylesheet how it looks.

    A placeholder goes when one types; the library's trap for machines is hidden by a style
    that our content policy forbids.
    """
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.pop("style", None)


class LoginForm(StandardLoginForm):
    """The sign-in form of citizens and staff."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the first field after what people have."""
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or email")
        tidy_fields(self)


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Set the fields up as the library does, without what we leave to the page."""
        super().__init__(*args, **kwargs)
        tidy_fields(self)

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
