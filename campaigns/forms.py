"""The editors' forms of campaigns and rubrics: what must be right before it counts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from campaigns.phases import PhaseKind
from campaigns.schedule import Span, faults_of


class CampaignForm(WagtailAdminPageForm):
    """Checks the phases against each other. A draft may be wrong; it says so when published."""

    def clean(self) -> dict[str, Any]:
        """The fields, after a look at the phases, which are a form set of their own."""
        data = super().clean()
        if not self.is_deferred_validation:
            spans = self._spans()
            self._tell_faults(spans, themed=data.get("kind") == "themed")
            self._want_rubric(spans, data)
            self._want_addressee(data)
        return data

    def _spans(self) -> list[Span]:
        """The phases that are complete and stay; what is missing, their own fields report."""
        return [
            Span(number, PhaseKind(phase["kind"]), phase["starts_at"], phase.get("ends_at"))
            for number, form in enumerate(self.formsets["phases"].forms)
            if form.is_valid() and (phase := form.cleaned_data) and not phase.get("DELETE")
        ]

    def _tell_faults(self, spans: list[Span], *, themed: bool) -> None:
        for fault in faults_of(spans, themed=themed):
            self.formsets["phases"].forms[fault.number].add_error(fault.field, fault.message)

    def _want_rubric(self, spans: list[Span], data: dict[str, Any]) -> None:
        reviewed = any(span.kind == PhaseKind.REVIEWING for span in spans)
        if reviewed and not data.get("rubric"):
            self.add_error("rubric", _("A campaign that is reviewed needs a rubric."))

    def _want_addressee(self, data: dict[str, Any]) -> None:
        if data.get("kind") == "mailbox" and not data.get("addressee"):
            self.add_error("addressee", _("A leader's mailbox says to which post letters go."))


class RubricForm(WagtailAdminModelForm):
    """Checks the name against the other rubrics and that something counts."""

    def clean_name(self) -> str:
        """The name; another rubric of this name and version is refused."""
        name = self.cleaned_data["name"]
        twins = type(self.instance).objects.filter(name=name, version=self.instance.version)
        if twins.exclude(pk=self.instance.pk).exists():
            message = _("There is a rubric of this name. Make a new version of it instead.")
            raise ValidationError(message, code="unique")
        return name

    def clean(self) -> dict[str, Any]:
        """The fields, after a look at the weights of the criteria."""
        data = super().clean()
        kept = [f for f in self.formsets["criteria"].forms if f.is_valid() and f.cleaned_data]
        weights = [f.cleaned_data["weight"] for f in kept if not f.cleaned_data.get("DELETE")]
        if weights and not sum(weights):
            self.add_error(None, _("At least one criterion must have a weight above 0."))
        return data
