"""Two at once: one sheet has one typist, one number is printed once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from portal.organisation.membership import Role
from portal.organisation.unit import Unit
from suggestions.models import Sheet, Slip
from suggestions.paper.claiming import claim
from suggestions.paper.numbers import printed_number
from suggestions.paper.printing import order_forms
from suggestions.paper.refusals import PaperRefused
from tests.factories import CampaignFactory, SheetFactory, staff

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions):
    """What each returned or raised, on a connection of its own."""

    def run(action):
        try:
            return action()
        except PaperRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(run, actions))


def test_two_clerks_who_open_a_sheet_at_once_do_not_both_have_it():
    sheet = SheetFactory()
    station = sheet.batch.station_id
    people = [staff(Role.STATION_CLERK, unit=Unit.objects.get(pk=station)) for _one in range(2)]
    now = timezone.now()

    answers = at_once(
        *(
            lambda one=person: claim(Sheet.objects.get(pk=sheet.pk), by=one, at=now)
            for person in people
        )
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "PaperRefused"]
    assert Sheet.objects.get().claimed_by in people


def test_runs_numbered_at_once_never_share_a_number(settings):
    settings.CERTIFICATE_FONTS = ["/nowhere.ttc"]  # numbering is what counts here
    sheet = SheetFactory()
    campaign, batch = CampaignFactory(), sheet.batch

    at_once(
        *[lambda: order_forms(campaign, batch.station, 3, by=batch.uploaded_by, at=timezone.now())]
        * 4
    )

    numbers = sorted(Slip.objects.values_list("number", flat=True))
    assert numbers == [printed_number(serial) for serial in range(1, 13)]
