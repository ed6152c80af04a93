"""The warning that time limits run into a year whose working days nobody has announced."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from portal.accounts.views import acting_user
from portal.organisation.rights import has_role
from suggestions.clocks.admin.policy import KEEPERS, keeps_all
from suggestions.clocks.reach import unannounced


class UnannouncedPanel(Component):
    """Names the years; the administrator is shown where to enter their days."""

    name = "unannounced-years"
    template_name = "suggestions/clocks/unannounced.html"
    order = 40

    def __init__(self, years: list[int], *, may_enter: bool) -> None:
        """A warning about `years`."""
        self.years, self.may_enter = years, may_enter

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The years, and whether to offer the way to the special days."""
        return {"years": self.years, "may_enter": self.may_enter}


def warn_of_unannounced_years(request: HttpRequest, panels: list[Component]) -> None:
    """Put the warning on the first page of who keeps the time limits."""
    person, now = acting_user(request), timezone.now()
    if not person.is_superuser and not has_role(person, *KEEPERS, on=timezone.localdate(now)):
        return
    if years := unannounced(now):
        panels.append(UnannouncedPanel(years, may_enter=keeps_all(person)))
