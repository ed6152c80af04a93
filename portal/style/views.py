"""The living style page: every component in every state, for those who build and edit the site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.style.samples import samples


def may_see(request: HttpRequest) -> bool:
    """Developers, and staff who reach the admin."""
    return settings.DEBUG or request.user.has_perm("wagtailadmin.access_admin")


@require_safe
def style_page(request: HttpRequest) -> HttpResponse:
    """All components; everybody else is told that there is no such page."""
    if not may_see(request):
        raise Http404
    return render(request, "portal/style/style.html", samples(request))
