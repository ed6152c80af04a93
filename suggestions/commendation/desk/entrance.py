"""What all pages of this desk share: who may come in, and which rows they find."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.rights import may_use_desk
from suggestions.review.desk.entrance import Crumb, DeskView


class CommendationDeskView(DeskView):
    """A page of the desk of commendations."""

    header_icon = "success"

    def may_enter(self, person: User, *, on: date) -> bool:
        """Whoever follows, nominates or may be drawn."""
        return may_use_desk(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [{"url": reverse("commendation:list"), "label": _("Commendations")}]


class CommendationView(CommendationDeskView):
    """A page about one commendation; one out of reach answers 404."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the commendation."""
        super().setup(request, *args, **kwargs)
        rows = Commendation.objects.visible_to(self.person, on=self.today)
        rows = rows.select_related("unit", "drafted_by", "approved_by")
        self.commendation = get_object_or_404(rows, pk=self.key(**kwargs))

    def key(self, **kwargs: Any) -> int:
        """The commendation's key, from the address."""
        return int(kwargs["pk"])

    def get_page_title(self) -> str:
        """Its title."""
        return self.commendation.title
