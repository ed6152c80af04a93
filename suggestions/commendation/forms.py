"""Public forms about commendations."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts.contact import ContactDetails
from portal.accounts.user import NAME_LENGTH
from suggestions.commendation.nominee import Nominee
from suggestions.commendation.objection import TEXT_LENGTH
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField

PHONE_LENGTH = 40


class ObjectionForm(forms.Form):
    """What somebody objects to, and how to reach them if they like."""

    nominee = forms.TypedChoiceField(
        label=_("Against whom"), required=False, coerce=int, empty_value=None
    )
    text = CleanField(
        label=_("What you object to, and why"),
        clean=clean_text,
        longest=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Please say what you know and where it can be looked up. It is not published."),
    )
    name = CleanField(label=_("Your name"), clean=clean_line, longest=NAME_LENGTH, required=False)
    phone = CleanField(label=_("Phone"), clean=clean_line, longest=PHONE_LENGTH, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Phone and e-mail are kept encrypted and used for questions only."),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, nominees: list[Nominee], **kwargs: Any) -> None:
        """Offer `nominees` under the names that everyone sees."""
        super().__init__(*args, **kwargs)
        field = self.fields["nominee"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - told to the type checker
        named = [(str(one.pk), label_of(one)) for one in nominees]
        field.choices = [("", _("The list as a whole")), *named]
        self.fields["form_key"].initial = uuid.uuid4

    def clean_website(self) -> str:
        """Raises ValidationError if a machine filled in what nobody sees."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave the hidden field “website” empty."))
        return ""

    @property
    def contact(self) -> ContactDetails:
        """How to reach them."""
        return ContactDetails(phone=self.cleaned_data["phone"], email=self.cleaned_data["email"])


def label_of(nominee: Nominee) -> str:
    """A nominee as the public list shows them: the name, or a citizen and what they proposed."""
    name = nominee.public_name or str(_("A citizen"))
    titles = [ground.title for ground in nominee.public_grounds]
    return f"{name} · {titles[0]}" if titles else name


class CodeForm(forms.Form):
    """The code of a certificate."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Twenty letters and digits at the lower left of the certificate"),
    )
