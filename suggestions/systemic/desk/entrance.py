"""What the pages about systemic issues share."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.systemic.rights import may_use_desk


class SystemicView(DeskView):
    """A page about systemic issues."""

    header_icon = "link"

    def may_enter(self, person: User, *, on: Any) -> bool:
        """Handlers, supervisors, editors, publishers and leaders."""
        return may_use_desk(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [{"url": reverse("systemic:list"), "label": _("Systemic issues")}]
