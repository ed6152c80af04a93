"""Who gets in where: the tables of all areas, in their order, as one.

A new address needs a line in one of the tables (and one in keys.py if it has keys), or the test
fails: say who gets in, and whether its rows belong to units (`bound`: nobody but superusers gets
in to a row of a foreign unit). Superusers get in as well, unless the line says otherwise. Exact
names come before patterns, earlier patterns before later ones.
"""

from fnmatch import fnmatchcase

from tests.portal.addresses.line import Line
from tests.portal.addresses.tables.clocks import CLOCKS
from tests.portal.addresses.tables.content import CONTENT_PAGES
from tests.portal.addresses.tables.counter import COUNTER
from tests.portal.addresses.tables.desks import DESKS
from tests.portal.addresses.tables.organisation import ORGANISATION
from tests.portal.addresses.tables.public import PUBLIC
from tests.portal.addresses.tables.review import REVIEW
from tests.portal.addresses.tables.search import SEARCH
from tests.portal.addresses.tables.supervision import SUPERVISION
from tests.portal.addresses.tables.system import SYSTEM_PAGES

TABLES = (
    PUBLIC,
    COUNTER,
    DESKS,
    CLOCKS,
    SEARCH,
    SUPERVISION,
    REVIEW,
    ORGANISATION,
    CONTENT_PAGES,
    SYSTEM_PAGES,
)
RIGHTS: dict[str, Line] = {name: line for table in TABLES for name, line in table.items()}

FAULTY = {
    "wagtailadmin_error_test": "raises an error on purpose",
    "wagtailredirects:process_import": "fails if no file was uploaded before",
    "wagtaildocs:create_multiple_from_uploaded_document": "fails without a title",
}
"""Addresses of Wagtail's own that break when asked with nothing in hand; only visitors ask."""


def pattern_of(name: str) -> str | None:
    """The first part of the line for the address `name`; None if it has none."""
    if name in RIGHTS:
        return name
    return next((pattern for pattern in RIGHTS if fnmatchcase(name, pattern)), None)
