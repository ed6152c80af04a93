"""The home page, the plain pages and the facts in the footer."""

from typing import Any

from wagtail.models import Page, Site

from portal.home.pages import ContentPage, HomePage
from portal.home.site_details import SiteDetails
from search.demo.city import City
from search.demo.clock import as_of
from search.demo.reading import text_file
from search.demo.streams import stream

PAGES = ("about", "privacy", "rules")
OPENED_ON = -415


def build_home(city: City) -> HomePage:
    """The home page as the root of the site, in place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    with as_of(city.day(OPENED_ON)):
        home = root.add_child(instance=HomePage(slug="golden-ideas", **text_file("pages/home")))
        home.save_revision(user=city.people["publisher"]).publish()
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.root_page, site.site_name = "localhost", home, home.title
    site.save()
    for welcome in Page.objects.exact_type(Page).filter(depth=home.depth):
        welcome.delete()
    SiteDetails.objects.update_or_create(site=site, defaults=text_file("pages/site"))
    return home


def build_pages(city: City, home: HomePage) -> None:
    """The plain pages, linked in the footer."""
    for name in PAGES:
        _page(city, home, text_file(f"pages/{name}"))


def _page(city: City, home: HomePage, fields: dict[str, Any]) -> None:
    body = stream(fields.pop("body"))
    with as_of(city.day(OPENED_ON)):
        page = home.add_child(instance=ContentPage(body=body, show_in_menus=True, **fields))
        page.save_revision(user=city.people["publisher"]).publish()
