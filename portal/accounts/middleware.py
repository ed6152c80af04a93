"""What stands before the staff's screens: a second factor, and headers the admin can live with."""

import time
from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from portal.organisation.rights import Person

GetResponse = Callable[[HttpRequest], HttpResponseBase]
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
}
"""What stands in our own policy's place where Wagtail's editor runs."""


def is_below(request: HttpRequest, *names: str) -> bool:
    """Whether the request is for one of these addresses or anything under them."""
    return any(request.path.startswith(reverse(name)) for name in names)


class StaffSecondFactorMiddleware:
    """Lets nobody who works for the portal go on without a second factor in this session.

    Until then, and again after a working day, staff reach their account pages only, where
    they set it up or show it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let everyone pass whom the setting does not concern."""
        if settings.REQUIRE_STAFF_SECOND_FACTOR and self.concerns(request):
            user = request.user
            if not is_mfa_enabled(user):
                return redirect("mfa_activate_totp")
            if not has_shown_second_factor(request, user, now=time.time()):
                return redirect_to_login(
                    request.get_full_path(), reverse("mfa_reauthenticate"), REDIRECT_FIELD_NAME
                )
        return self.get_response(request)

    def concerns(self, request: HttpRequest) -> bool:
        """Whether staff are asking for something else than their account pages.

        Whoever is signed in and asks for the admin counts as staff, whatever their row says.
        Who brings no session is not looked up: that would tie the answer to a cookie.
        """
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or is_account_page(request):
            return False
        user = request.user
        if not user.is_authenticated:
            return False
        return user.is_staff or user.is_superuser or is_below(request, "wagtailadmin_home")


def is_account_page(request: HttpRequest) -> bool:
    """Whether this is where one signs in and out, or chooses the language of that."""
    accounts = reverse("account_login").removesuffix("login/")
    return request.path.startswith(accounts) or is_below(
        request, "set_language", "wagtailadmin_logout"
    )


def has_shown_second_factor(request: HttpRequest, user: Person, *, now: float) -> bool:
    """Whether this session showed a second factor within STAFF_SESSION_AGE before `now`."""
    shown = [
        record["at"]
        for record in get_authentication_records(request, user)
        if record["method"] == "mfa"
    ]
    return bool(shown) and now - max(shown) < settings.STAFF_SESSION_AGE


class AdminHeadersMiddleware:
    """Loosens the content policy under /admin/ only, and keeps staff and account pages private."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer, once as it is and once with the admin's content policy."""
        self.get_response = get_response
        self.get_admin_response = csp_replace(ADMIN_POLICY)(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with what the editor needs and what search engines must not keep."""
        is_admin = is_below(request, "wagtailadmin_home")
        response = self.get_admin_response(request) if is_admin else self.get_response(request)
        if is_admin or is_account_page(request):
            response["X-Robots-Tag"] = "noindex, nofollow"
        return response
