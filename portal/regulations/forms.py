"""The editor's form for a regulation, and the visitor's form that narrows the list."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from portal.regulations.decoding import clean
from portal.regulations.kinds import Kind, Status
from portal.regulations.naming import law_key

if TYPE_CHECKING:
    from portal.regulations.pages import RegulationQuerySet


class RegulationForm(WagtailAdminPageForm):
    """Refuses a second version of the same law and day."""

    def clean_text(self) -> str:
        """The text with plain line ends and without invisible characters."""
        return clean(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        """The fields, after a look at the law's other versions."""
        data = super().clean()
        key = data.get("law_key") or law_key(data.get("title") or "")
        twins = type(self.instance).objects.of_law(key).filter(issued_on=data.get("issued_on"))
        if key and twins.exclude(pk=self.instance.pk).exists():
            self.add_error("issued_on", _("This law has another version of the same day."))
        return data


class RegulationFilterForm(forms.Form):
    """Narrows the list by kind and validity; whatever the address says, there is a list."""

    CURRENT, ALL = "", "all"

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", pgettext_lazy("kinds of regulations", "All")), *Kind.choices],
        required=False,
    )
    validity = forms.ChoiceField(
        label=_("Validity"),
        choices=[
            (CURRENT, _("In force, now or soon")),
            *Status.choices,
            (ALL, pgettext_lazy("versions of regulations", "All")),
        ],
        required=False,
    )

    def narrowed(self, regulations: "RegulationQuerySet") -> "RegulationQuerySet":
        """Those of `regulations` that the form asks for; a wrong choice counts as none."""
        self.is_valid()
        kind, validity = self.cleaned_data.get("kind"), self.cleaned_data.get("validity", "")
        if kind:
            regulations = regulations.filter(kind=kind)
        if validity == self.CURRENT:
            return regulations.current()
        return regulations if validity == self.ALL else regulations.filter(status=validity)
