"""The editors' form of a campaign: what must be right before it can be published."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

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
