"""What stands before the staff's screens: a second factor, and a policy the admin can live with."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

GetResponse = Callable[[HttpRequest], HttpResponse]


def is_admin(request: HttpRequest) -> bool:
    """Whether the request is for the Wagtail admin."""
    return request.path.startswith(reverse("wagtailadmin_home"))


class StaffSecondFactorMiddleware:
    """Sends staff without a second factor to set one up before they reach the admin."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let everyone pass whom the setting does not concern."""
        if settings.REQUIRE_STAFF_SECOND_FACTOR and is_admin(request):
            user = request.user
            if user.is_authenticated and not is_mfa_enabled(user):
                return redirect("mfa_index")
        return self.get_response(request)


class AdminContentSecurityMiddleware:
    """Loosens the content policy under /admin/ only: Wagtail's editor needs inline code."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark admin answers so that django-csp adds what the editor needs."""
        response = self.get_response(request)
        if is_admin(request):
            response._csp_update = {  # type: ignore[attr-defined]
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:"],
            }
        return response
