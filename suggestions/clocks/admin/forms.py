"""The forms of rules and uses: supervisors set them for their own campaigns only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from suggestions.clocks.admin.policy import keeps_all, own_campaigns

LONGEST = {"hour": 24 * 60, "day": 400, "working_day": 250}
"""Longer ones are slips of the finger."""


class CampaignRowForm(WagtailAdminModelForm):
    """A row for one campaign, or, by the administrator, for every campaign."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the campaigns of the person at the screen."""
        super().__init__(*args, **kwargs)
        self.for_all = keeps_all(self.for_user)
        self.fields["campaign"].queryset = own_campaigns(self.for_user)
        self.fields["campaign"].required = not self.for_all


class RuleForm(CampaignRowForm):
    """One time limit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Only the administrator changes a standard."""
        super().__init__(*args, **kwargs)
        if not self.for_all:
            del self.fields["standard"]

    def clean(self) -> dict[str, Any]:
        """Belongs to a standard or a campaign, and is no slip of the finger."""
        said: dict[str, Any] = super().clean()
        if bool(said.get("standard")) == bool(said.get("campaign")) and not self.errors:
            self.add_error("campaign", _("Choose a standard or a campaign, not both."))
        longest = LONGEST.get(said.get("length_unit", ""), 0)
        if said.get("length") is not None and longest and said["length"] > longest:
            self.add_error("length", _("At most %(count)d.") % {"count": longest})
        if (said.get("extension_days") or 0) > LONGEST["day"]:
            self.add_error("extension_days", _("At most %(count)d.") % {"count": LONGEST["day"]})
        return said


def plain_select() -> forms.Select:
    """A list to choose a page from, without the page explorer that editors have."""
    return forms.Select()
