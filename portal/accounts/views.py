"""Wagtail's own door for signing in, led to the one that limits tries and asks for two factors."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from portal.accounts.user import User


def acting_user(request: HttpRequest) -> User:
    """Who does what the request asks for; raises PermissionDenied if nobody has signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@never_cache
def admin_login(request: HttpRequest) -> HttpResponse:
    """The account pages' sign-in; raises PermissionDenied for who is signed in but no staff.

    Wagtail sends people without access here, so sending them back would never end.
    """
    target = request.GET.get(REDIRECT_FIELD_NAME, "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = reverse("wagtailadmin_home")
    if not request.user.is_authenticated:
        return redirect_to_login(target)
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return redirect(target)
