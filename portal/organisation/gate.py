"""Whole parts of Wagtail that only some roles work in.

Wagtail shows lists of documents, pictures and workflow tasks to everyone who may open the
admin at all. A handler or reviewer has no business there, so the door is closed before it.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from portal.organisation.membership import Role
from portal.organisation.rights import has_role

CONTENT = (Role.EDITOR, Role.PUBLISHER)
PARTS: dict[str, tuple[Role, ...]] = {
    "wagtail_bulk_action": CONTENT,
    "wagtailadmin_api": CONTENT,
    "wagtailadmin_block_preview": CONTENT,
    "wagtailadmin_choose_page": CONTENT,
    "wagtailadmin_editing_sessions": CONTENT,
    "wagtailadmin_explore": CONTENT,
    "wagtailadmin_pages": CONTENT,
    "wagtailadmin_reports:site_history": (*CONTENT, Role.AUDIT_ADMIN),
    "wagtailadmin_reports": CONTENT,
    "wagtailadmin_tag": CONTENT,
    "wagtailadmin_workflows": (Role.SYSTEM_ADMIN,),
    "wagtaildocs:": CONTENT,
    "wagtaildocs_chooser": CONTENT,
    "wagtailembeds": CONTENT,
    "wagtailimages": CONTENT,
}
"""Beginning of an address's name, and who works there; the first line that fits counts."""


class RoleGateMiddleware:
    """Refuses parts of the admin to signed-in people whose role does not work in them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do before it is known which view is asked for."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Raises PermissionDenied for who has no business there; visitors are asked to sign in."""
        roles = roles_of(request.resolver_match.view_name if request.resolver_match else "")
        if roles is None or not request.user.is_authenticated or request.user.is_superuser:
            return
        if not has_role(request.user, *roles, on=timezone.localdate()):
            raise PermissionDenied


def roles_of(name: str) -> tuple[Role, ...] | None:
    """Who works in the part of the admin that the address `name` belongs to; None: whoever may."""
    return next((roles for start, roles in PARTS.items() if name.startswith(start)), None)
