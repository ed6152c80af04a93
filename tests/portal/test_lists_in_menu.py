"""The admin's menu: whoever may open a list finds the way to it there."""

import pytest
from django.urls import NoReverseMatch, reverse

from portal.organisation.membership import Role
from tests.factories import UnitFactory, staff
from tests.portal.addresses.discovery import all_addresses

pytestmark = pytest.mark.django_db
ELSEWHERE = {"duties:list"}
"""Opens for everyone with a desk and is shown to those who do something there."""
LISTS = (":index", ":list", ":desk", ":todo", ":rounds", ":queue", ":batches")


def lists_of_ours():
    """The addresses of lists that need nothing but their name."""
    names = {address.name for address in all_addresses()}
    for name in sorted(names):
        if name.endswith(LISTS) and not name.startswith("wagtail") and name not in ELSEWHERE:
            try:
                yield reverse(name)
            except NoReverseMatch:
                continue


@pytest.mark.parametrize("role", Role)
def test_every_list_that_opens_is_in_the_menu(client, role):
    client.force_login(staff(role, unit=UnitFactory()))
    home = client.get(reverse("wagtailadmin_home")).content.decode()

    lists = [url for url in lists_of_ours() if url.startswith("/admin/")]
    open_to_them = [url for url in lists if client.get(url).status_code == 200]

    assert len(lists) > 35
    assert [url for url in open_to_them if f'"{url}"' not in home] == []
