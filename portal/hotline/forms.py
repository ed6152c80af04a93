"""The editor's form for a period's figures: it refuses what does not add up."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from portal.hotline.figures import Figures, TopicLine, UnitLine, problems
from portal.hotline.periods import Period, PeriodKind


class HotlineResultForm(WagtailAdminPageForm):
    """Puts any day of a period to its first, and keeps to one page for each period."""

    def clean(self) -> dict[str, Any]:
        """The fields with the period's first day."""
        data = super().clean()
        day, kind = data.get("starts_on"), data.get("period_kind")
        if day and kind:
            month = day.month if kind == PeriodKind.MONTH else 1
            data["starts_on"] = day.replace(month=month, day=1)
            period = Period(data["starts_on"], PeriodKind(kind))
            twins = type(self.instance).objects.of_period(period).exclude(pk=self.instance.pk)
            if twins.exists():
                self.add_error("starts_on", _("There is a page for this period already."))
        return data

    def is_valid(self) -> bool:
        """Whether fields and rows are right, and add up."""
        if not super().is_valid():
            return False
        wrong = problems(self._figures())
        for problem in wrong:
            self.add_error(None, problem)
        return not wrong

    def _figures(self) -> Figures:
        """The figures as they were entered."""
        names = ("calls", "answered_share", "handling_days", "satisfaction", "ratings")
        return Figures(
            **{name: self.cleaned_data[name] for name in names},
            topics=tuple(TopicLine(row["name"], row["calls"]) for row in self._rows("topic")),
            units=tuple(
                UnitLine(
                    row["name"],
                    row["cases"],
                    row["handling_days"],
                    row["satisfaction"],
                    row["ratings"],
                )
                for row in self._rows("unit")
            ),
        )

    def _rows(self, name: str) -> list[dict[str, Any]]:
        """The rows that were entered and not struck out."""
        rows = [form.cleaned_data for form in self.formsets[f"{name}_figures"].forms]
        return [row for row in rows if row and not row.get("DELETE")]
