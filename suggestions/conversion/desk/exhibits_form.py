"""The part of a form that takes photographs and PDFs, and keeps them while it is corrected."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from suggestions.conversion.desk.uploads import too_large
from suggestions.conversion.evidence import CAPTION_LENGTH, Part
from suggestions.conversion.exhibits import MOST_FILES, keep_exhibits, kept_exhibits
from suggestions.intake.attachments import Attachment
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField, ManyFilesField
from suggestions.intake.forms import ACCEPT

PHOTOS = ACCEPT.removesuffix(",application/pdf")
FIELDS = {Part.BEFORE: "before", Part.AFTER: "after", Part.PLAIN: "documents"}


def photo_field(label: Any) -> ManyFilesField:
    """One picture of a pair."""
    return ManyFilesField(
        label=label, required=False, widget=forms.ClearableFileInput(attrs={"accept": PHOTOS})
    )


class ExhibitsForm(forms.Form):
    """Files under a key of the form's own."""

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    before = photo_field(_("Photograph before"))
    after = photo_field(_("Photograph after"))
    caption = CleanField(
        label=_("What the pictures show"),
        clean=clean_line,
        longest=CAPTION_LENGTH,
        required=False,
        help_text=_("Read out to people who cannot see them."),
    )
    documents = ManyFilesField(
        label=_("More photographs or PDFs"),
        required=False,
        widget=ManyFilesField.widget(attrs={"accept": ACCEPT}),
        help_text=_("Photographs are cleaned of hidden data and shown in public."),
    )
    released = forms.BooleanField(label=_("Everyone may read the PDFs"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A new form has a new key."""
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid4
        self.fields["documents"].widget.attrs["data-most"] = MOST_FILES[Part.PLAIN]

    @property
    def key(self) -> UUID:
        """The key under which the form's files are kept."""
        said: UUID | None = self.cleaned_data.get("form_key") if self.is_bound else None
        return said or self.spare

    @property
    def spare(self) -> UUID:
        """A key for a form that came without one; the same each time."""
        return self.__dict__.setdefault("_spare", uuid4())

    def keep_files(self, request: HttpRequest, *, at: datetime) -> None:
        """Keep the sound files whatever else is wrong; what is wrong with them becomes errors."""
        for field, name in getattr(request, "too_large", []):
            self.add_error(field if field in self.fields else None, too_large(name))
        sent = {part: self.cleaned_data.get(field) or [] for part, field in FIELDS.items()}
        dropped = request.POST.getlist("drop")
        wrong = keep_exhibits(sent, form_key=self.key, dropped=dropped, at=at)
        for part, messages in wrong.items():
            for message in messages:
                self.add_error(FIELDS[part], message)

    def kept(self) -> list[Attachment]:
        """The files that wait for the form to be accepted."""
        if not self.is_bound:
            return []
        return [one for found in kept_exhibits(self.key).values() for one in found]
