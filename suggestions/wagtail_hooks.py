"""Wagtail's hooks for suggestions: it looks for them in this file only."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks

from suggestions.handling.desk import menu as handling_menu
from suggestions.review.desk import menu as review_menu

hooks.register("register_admin_menu_item", handling_menu.pile_item)
hooks.register("register_admin_menu_item", review_menu.rounds_item)
hooks.register("register_admin_menu_item", review_menu.queue_item)


@hooks.register("register_admin_urls")
def register_desks() -> list[URLPattern | URLResolver]:
    """The desks below /admin/."""
    return [
        path("handling/", include("suggestions.handling.desk.urls")),
        path("review/", include("suggestions.review.desk.urls")),
    ]
