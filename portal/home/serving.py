"""How our pages are found and served with few queries."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult


def near_pages(request: HttpRequest) -> list[Page]:
    """The home page of the request's site and the published pages directly below it.

    In tree order, each with `type_name`, the lower-case name of its model. Read once for a
    request: the address is looked up in them and the menus are made of them.
    """
    known: list[Page] | None = request.__dict__.get("near_pages")
    if known is None:
        site = Site.find_for_request(request)
        known = request.__dict__["near_pages"] = _read_near_pages(site.root_page) if site else []
    return known


def _read_near_pages(root: Page) -> list[Page]:
    near = Page.objects.live().descendant_of(root, inclusive=True).filter(depth__lte=root.depth + 1)
    return list(near.annotate(type_name=models.F("content_type__model")).order_by("path"))


class PublicPageMixin:
    """A page that seldom is restricted: nothing is read about its ancestors where nothing is."""

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """The restrictions on this page and those above it."""
        if not PageViewRestriction.objects.exists():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()  # type: ignore[misc]


class FrontDoorMixin(PublicPageMixin):
    """The root of a site: finds the page below it among those that the menus read anyway."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The page at this path; raises Http404 if there is none or it is not published."""
        if path_components:
            slug, *further = path_components
            for page in near_pages(request):
                if page.slug == slug and page.depth == self.depth + 1:  # type: ignore[attr-defined]
                    # on the way to a page further down, its own fields are not asked for
                    found: Any = page.specific_deferred if further else page.specific
                    found._cached_parent_obj = self  # noqa: SLF001 - as Wagtail does it
                    return found.route(request, further)
        return super().route(request, path_components)  # type: ignore[misc]
