"""Addresses: the packages' own lists are named by string, Wagtail's pages come last."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language
from health_check.views import HealthCheckView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.abuse.views import challenge
from portal.media import picture
from portal.messaging.daily.views import stop_page
from portal.style.views import style_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", HealthCheckView.as_view(checks=settings.HEALTH_CHECKS), name="health"),
    path("health/live/", HealthCheckView.as_view(checks=[]), name="health_live"),
    path(
        "health/ready/", HealthCheckView.as_view(checks=settings.HEALTH_CHECKS), name="health_ready"
    ),
    path("", include("portal.accounts.urls")),  # before the admin: it takes over its sign-in
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Without a token: a language is nothing to forge, and a page with one could not be cached.
    path("language/", csrf_exempt(set_language), name="set_language"),
    path("daily/<str:token>/", stop_page, name="daily_stop"),
    path("style/", style_page, name="style"),
    path("proof/", challenge, name="proof_challenge"),
    path("search/", include("search.urls")),
    path("suggestions/", include("suggestions.urls")),
    path("station/", include("suggestions.stations.urls")),
    path("campaigns/", include("campaigns.urls")),
    path("api/v1/", include("suggestions.api.urls")),
    path("", include("portal.organisation.urls")),
    path("media/<path:path>", picture, name="media"),
    path("", include(wagtail_urls)),
]
