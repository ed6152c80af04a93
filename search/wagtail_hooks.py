"""Wagtail's hooks for search: it looks for them in this file only."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from search import staff
from search.hot_issues import views as hot_issues
from search.repeats import verdicts

hooks.register("register_admin_menu_item", staff.menu_item)
hooks.register("register_admin_menu_item", verdicts.menu_item)
hooks.register("register_admin_menu_item", hot_issues.menu_item)


@hooks.register("register_admin_urls")
def register_staff_search() -> list[URLPattern]:
    """The staff's search below /admin/."""
    return [path("find/", staff.staff_search, name="staff_search")]


@hooks.register("register_admin_urls")
def register_overviews() -> list[URLPattern | URLResolver]:
    """What was said before, and what many say now."""
    return [
        path("said-before/", include("search.repeats.urls")),
        path("hot-issues/", include("search.hot_issues.urls")),
    ]
