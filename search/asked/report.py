"""The editors' report: what is searched for most, and what finds nothing."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.accounts.views import acting_user
from portal.organisation.membership import Role
from portal.organisation.menu import OpenTo
from portal.organisation.rights import Person, has_role
from search.asked.log import SHOWN_FROM, AskedQuery

READERS = (Role.EDITOR, Role.PUBLISHER)
PERIODS = (7, 30, 90, 365)
"""Days that can be looked at."""
USUAL = 30
MOST = 100
"""Queries listed."""


def menu_item() -> OpenTo:
    """Where the report stands among Wagtail's."""
    label = gettext_lazy("Searches")
    return OpenTo(label, reverse("asked_queries"), icon_name="search", order=900, may=may_read)


def may_read(user: Person) -> bool:
    """Whether `user` reads the report."""
    if user.is_active and user.is_superuser:
        return True
    return has_role(user, *READERS, on=timezone.localdate())


@require_safe
def asked_queries(request: HttpRequest) -> HttpResponse:
    """The most frequent queries of a period, all of them and those that find nothing."""
    if not may_read(acting_user(request)):
        raise PermissionDenied
    days = _days(request.GET.get("days", ""))
    today = timezone.localdate()
    rows = AskedQuery.objects.between(today - timedelta(days=days - 1), today).frequent()
    context = {
        "page_title": _("Searches"),
        "header_icon": "search",
        "days": days,
        "periods": PERIODS,
        "shown_from": SHOWN_FROM,
        "frequent": list(rows[:MOST]),
        "vain": list(rows.filter(found=0)[:MOST]),
    }
    return render(request, "search/asked/report.html", context)


def _days(text: str) -> int:
    """The period asked for; an unknown one is taken for the usual one."""
    return next((days for days in PERIODS if str(days) == text), USUAL)
