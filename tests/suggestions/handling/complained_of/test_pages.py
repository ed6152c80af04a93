"""No page tells those who work for the unit complained of about the report."""

import re

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.handling.exclusion.declaring import Party, declare_interest
from tests.factories import CampaignFactory, SuggestionFactory, staff
from tests.portal.addresses.discovery import all_addresses
from tests.suggestions.handling.complained_of.naming import SECRET, WORKING, name, staff_membership

pytestmark = pytest.mark.django_db


def plain(name):
    """The address of that name; None if it cannot be made without saying of what."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


class TestEveryPage:
    """No page that somebody of the unit can open without naming a row tells of the report."""

    @pytest.fixture
    def pages(self):
        """All addresses without keys: lists, searches, exports, figures, feeds, logs."""
        skipped = re.compile(r"logout|wagtailadmin_error_test|jsi18n")
        found = [one for one in all_addresses() if not one.keys and not skipped.search(one.name)]
        assert len(found) > 60
        return [page for one in found if one.has_name and (page := plain(one.name))]

    def test_none_tells_of_it(self, pages, city, report, reader, client):
        insider = staff(*WORKING, unit=city["bureau"])
        staff_membership(insider, Role.HANDLER, city["office"])
        client.force_login(insider)
        pile = client.get(reverse("handling:pile"), {"state": "all"})
        assert SECRET in pile.content.decode(), "seen as long as nobody is named"

        name(report, by=reader, unit=city["bureau"])

        telling = []
        for page in pages:
            for query in ({"state": "all"}, {"q": SECRET, "export": "csv"}):
                response = client.get(page, query)
                body = b"".join(response) if response.streaming else response.content
                text = body.decode(errors="replace").replace(f'value="{SECRET}"', "")
                if report.receipt in text or (not query.get("q") and SECRET in text):
                    telling.append((page, query))

        assert telling == []

    def test_none_tells_who_withdrew_of_an_ordinary_one(self, pages, city, client):
        insider = staff(*WORKING, unit=city["bureau"])
        staff(Role.HANDLER, unit=city["bureau"])
        row = SuggestionFactory(campaign=CampaignFactory(organiser=city["bureau"]), accepted=True)
        client.force_login(insider)
        pile = client.get(reverse("handling:pile"), {"state": "all"})
        assert row.receipt in pile.content.decode(), "seen before withdrawing"
        at = timezone.now()
        declare_interest(row, Party(user=insider), reason="近亲属", by=insider, at=at)

        telling = []
        for page in set(pages) - {reverse("handling:withdrawals")}:
            response = client.get(page, {"state": "all"})
            body = b"".join(response) if response.streaming else response.content
            if row.receipt in body.decode(errors="replace"):
                telling.append(page)

        assert telling == []

    def test_the_page_itself_and_every_step_are_not_found(self, city, report, reader, client):
        insider = staff(Role.HANDLER, unit=city["office"])
        staff_membership(insider, Role.HANDLER, city["bureau"])
        name(report, by=reader, unit=city["bureau"])
        client.force_login(insider)

        steps = [
            one
            for one in all_addresses()
            if "receipt" in one.keys and one.name.startswith("handling:")
        ]
        for one in steps:
            keys = {"receipt": report.receipt, "step": "accept", "pk": 1}
            address = reverse(one.name, kwargs={key: keys[key] for key in one.keys})
            assert (client.get(address).status_code, client.post(address).status_code) in (
                (404, 404),
                (405, 404),
                (404, 405),
            ), one.name
