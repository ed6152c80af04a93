"""What search adds to the desks: for whom, and as a part of a page or as one of its own."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.accounts.user import User
from suggestions.models import Suggestion
from suggestions.rights import Action, may_anywhere


def on_desk(user: User, receipt: str, *, on: date) -> Suggestion:
    """The suggestion with this receipt on the screening desk of `user`; never a sealed report.

    Raises PermissionDenied for who has no such desk, Http404 for what does not lie on it.
    """
    if not may_anywhere(user, Action.SEE, on=on):
        raise PermissionDenied
    rows = Suggestion.objects.visible_to(user, on=on).unsealed()
    return get_object_or_404(rows.select_related("campaign", "unit"), receipt=receipt)


def part_or_page(request: HttpRequest, folder: str, context: dict[str, Any]) -> HttpResponse:
    """The panel in the templates' `folder` where htmx asks for it, else the page around it."""
    is_part = bool(getattr(request, "htmx", False))
    return render(request, f"{folder}/{'panel' if is_part else 'page'}.html", context)
