"""Account pages, and Wagtail's addresses for the same things led to them."""

from allauth.account import views as account_views
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from portal.accounts.views import admin_login

urlpatterns = [
    path("admin/login/", admin_login, name="admin_login"),
    path("admin/logout/", account_views.logout, name="admin_logout"),
    re_path(
        r"^admin/password_reset/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="admin_password_reset",
    ),
    # where Wagtail asks for a sign-in before a private page
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="page_login",
    ),
    path("accounts/", include("allauth.urls")),
]
