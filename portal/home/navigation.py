"""The main menu: other packages' pages and addresses are named by string only."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from portal.home.serving import near_pages

MAIN_MENU: tuple[tuple[Promise, str], ...] = (
    (_("Home"), "page:homepage"),
    (pgettext_lazy("menu", "Calls"), "page:campaignindexpage"),
    (_("Suggestions"), "suggestions:list"),
    (_("Golden ideas"), "suggestions:golden_ideas"),
    (_("Regulations"), "page:regulationindexpage"),
    (_("Hotline"), "page:hotlineindexpage"),
)
"""Label, and either `page:` with a page type's model name or the name of an address."""

FOOTER_MENU: tuple[tuple[Promise, str], ...] = (
    (_("Stations near you"), "organisation:stations"),
    (_("Leaders and reception days"), "organisation:leaders"),
    (_("Tamper-evident log"), "suggestions:log"),
)
"""What stands in the footer before the pages that editors put there."""

BELONGS_ELSEWHERE = {"suggestions:commendations": "suggestions:golden_ideas", "suggestions:log": ""}
"""Addresses below one entry of the main menu that belong to another entry, or to none."""


@dataclass(frozen=True)
class MenuEntry:
    """One link of a menu; `is_current` while the reader is on that page or below it."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Menus:
    """The main menu, and the pages that editors put into the footer ("show in menus")."""

    main: list[MenuEntry]
    footer: list[MenuEntry]


def menus(request: HttpRequest) -> Menus:
    """The menus of the request's site, from one query; what is not published is left out."""
    pages = near_pages(request)
    wanted = {target.removeprefix("page:") for _label, target in MAIN_MENU}
    by_type = {page.type_name: page for page in reversed(pages)}
    main = [
        MenuEntry(str(label), url)
        for label, target in MAIN_MENU
        if (url := _target_url(request, target, by_type))
    ]
    footer = [
        MenuEntry(str(label), url)
        for label, target in FOOTER_MENU
        if (url := _target_url(request, target, by_type))
    ]
    footer += [
        MenuEntry(page.title, page.get_url(request))
        for page in pages
        if page.show_in_menus and page.type_name not in wanted
    ]
    return Menus(main=_marked(request, main), footer=footer)


def _target_url(request: HttpRequest, target: str, by_type: dict[str, Page]) -> str:
    """Where a menu target leads today, or nothing while there is no such page or address."""
    kind, _colon, name = target.partition(":")
    if kind == "page":
        page = by_type.get(name)
        return page.get_url(request) or "" if page else ""
    try:
        return reverse(target)
    except NoReverseMatch:
        return ""


def _marked(request: HttpRequest, entries: list[MenuEntry]) -> list[MenuEntry]:
    """The entries, the one that leads nearest to the reader's page marked as current."""
    path = _path_in_menu(request)
    around = [entry.url for entry in entries if path.startswith(entry.url)]
    nearest = max(around, key=len, default="")
    is_here = nearest != "/" or request.path == "/"
    return [replace(e, is_current=is_here and e.url == nearest) for e in entries]


def _path_in_menu(request: HttpRequest) -> str:
    """The reader's path, or that of the entry to which the page belongs instead."""
    for address, belongs_to in BELONGS_ELSEWHERE.items():
        above = _target_url(request, address, {})
        if above and request.path.startswith(above):
            return _target_url(request, belongs_to, {}) if belongs_to else ""
    return request.path
