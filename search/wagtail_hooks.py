"""Wagtail's hooks for search: it looks for them in this file only."""

from django.urls import URLPattern, path
from wagtail import hooks

from search import staff

hooks.register("register_admin_menu_item", staff.menu_item)


@hooks.register("register_admin_urls")
def register_staff_search() -> list[URLPattern]:
    """The staff's search below /admin/."""
    return [path("find/", staff.staff_search, name="staff_search")]
