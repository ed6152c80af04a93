"""Who sees a batch, a sheet and its picture, and who does not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.organisation.membership import Role
from portal.organisation.unit import Unit
from suggestions.models import Sheet, Suggestion, Typing
from tests.factories import SheetFactory, UnitFactory, staff
from tests.suggestions.paper.sheets import SAID, address, colleague

pytestmark = pytest.mark.django_db


def test_a_report_is_sealed_at_once_and_read_by_nobody_else(client, batch, clerk):
    office = UnitFactory(receives_reports=True)
    sheet = SheetFactory(batch=batch, in_sample=True)
    other = colleague(batch)
    client.force_login(clerk)

    client.post(address(sheet), {**SAID, "classification": "report"}, follow=True)

    assert Suggestion.objects.get().unit == office
    assert not Typing.objects.exists()
    for person in (clerk, other):
        client.force_login(person)
        assert client.get(address(sheet, "picture/")).status_code == 404
        listed = client.get(f"/admin/paper/{batch.pk}/").content.decode()
        assert Suggestion.objects.get().receipt not in listed
    assert not Sheet.objects.all().to_type_again(other).exists()


def test_the_picture_is_for_the_station_and_later_for_who_sees_the_suggestion(client, batch, clerk):
    sheet = SheetFactory(batch=batch)
    client.force_login(staff(Role.STATION_CLERK, unit=UnitFactory()))
    assert client.get(address(sheet, "picture/")).status_code == 404
    client.force_login(clerk)
    assert client.get(address(sheet, "picture/")).status_code == 200

    client.post(address(sheet), SAID)

    client.force_login(staff(Role.HANDLER, unit=batch.campaign.organiser))
    seen = client.get(address(sheet, "picture/"))
    assert (seen.status_code, "no-store" in seen.headers["Cache-Control"]) == (200, True)
    client.force_login(staff(Role.HANDLER, unit=UnitFactory()))
    assert client.get(address(sheet, "picture/")).status_code == 404


def test_who_types_the_second_time_sees_the_picture_until_the_two_are_compared(
    client, batch, clerk
):
    sheet, other = SheetFactory(batch=batch, in_sample=True), colleague(batch)
    client.force_login(clerk)
    client.post(address(sheet), SAID)

    client.force_login(other)
    before = client.get(address(sheet, "picture/")).status_code
    client.post(address(sheet), SAID)

    assert (before, client.get(address(sheet, "picture/")).status_code) == (200, 404)


def test_the_page_of_a_batch_costs_the_same_with_many_sheets(
    client, batch, clerk, django_assert_max_num_queries
):
    client.force_login(clerk)
    SheetFactory(batch=batch)
    client.get(f"/admin/paper/{batch.pk}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/admin/paper/{batch.pk}/")
    for _sheet in range(10):
        SheetFactory(batch=batch)

    with django_assert_max_num_queries(len(few)):
        client.get(f"/admin/paper/{batch.pk}/")


def test_a_batch_of_another_station_answers_404(client, batch):
    client.force_login(staff(Role.STATION_CLERK, unit=UnitFactory()))
    sheet = SheetFactory(batch=batch)

    for end in ("", "save/", "aside/", "settle/", "picture/"):
        assert client.get(address(sheet, end)).status_code in (404, 405), end
        assert client.post(address(sheet, end)).status_code in (404, 405), end


def test_a_supervisor_follows_a_batch_but_types_nothing(client, batch):
    client.force_login(staff(Role.SUPERVISOR, unit=Unit.objects.get(pk=batch.station_id)))
    sheet = SheetFactory(batch=batch)

    assert client.get(f"/admin/paper/{batch.pk}/").status_code == 200
    assert client.get(address(sheet)).status_code in (302, 403)
    assert client.post(address(sheet), SAID).status_code in (302, 403)
    assert not Suggestion.objects.exists()
