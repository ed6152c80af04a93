"""Printed forms: consecutive numbers, a code for the author alone, one suggestion for one form."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.organisation.membership import Role
from portal.organisation.unit import UnitKind
from suggestions.commendation.picture.fonts import fonts
from suggestions.intake.receipts import tracking_code
from suggestions.intake.tracking import NOT_TYPED, TrackingForm, find
from suggestions.models import PrintRun, Slip
from suggestions.paper.numbers import parse_slip, printed_number, shown
from suggestions.paper.printing import draw_forms, order_forms
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def station():
    return UnitFactory(kind=UnitKind.STATION, name="东湖站")


@pytest.fixture
def clerk(station):
    return staff(Role.STATION_CLERK, unit=station)


def ordered(station, clerk, count=3) -> PrintRun:
    return order_forms(CampaignFactory(), station, count, by=clerk, at=timezone.now())


def test_numbers_go_on_where_the_last_run_ended(station, clerk):
    ordered(station, clerk)
    ordered(station, clerk, 2)

    numbers = list(Slip.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == [printed_number(serial) for serial in range(1, 6)]
    assert all(parse_slip(shown(number)) == number for number in numbers)


def test_every_single_wrong_digit_of_a_number_is_caught():
    number = printed_number(4711)

    wrong = [
        number[:place] + digit + number[place + 1 :]
        for place in range(len(number))
        for digit in "0123456789"
        if digit != number[place]
    ]

    assert {parse_slip(text) for text in wrong} == {""}


def test_only_who_types_for_a_station_numbers_its_forms(station):
    stranger = staff(Role.STATION_CLERK, unit=UnitFactory(kind=UnitKind.STATION))

    with pytest.raises(PermissionDenied):
        ordered(station, stranger)

    assert not Slip.objects.exists()


def test_the_file_has_a_page_for_each_form_and_may_be_drawn_twice(station, clerk):
    run = ordered(station, clerk)

    draw_forms(run.pk)
    draw_forms(run.pk)

    run.refresh_from_db()
    content = run.document.read()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") == 3
    assert (run.drawn, run.fault) == (3, "")
    run.document.delete(save=False)


def test_without_a_font_the_run_says_so_and_can_be_drawn_later(station, clerk, settings):
    run = ordered(station, clerk, 1)
    fonts.cache_clear()
    settings.CERTIFICATE_FONTS = ["/nowhere.ttc"]
    draw_forms(run.pk)
    fonts.cache_clear()

    run.refresh_from_db()
    assert (run.is_ready, "fonts-noto-cjk" in run.fault) == (False, True)


def test_number_and_code_of_a_slip_open_what_was_typed_from_it(station, clerk):
    ordered(station, clerk, 1)
    slip = Slip.objects.get()
    slip.suggestion = SuggestionFactory(submission_key=slip.key)
    slip.save()

    assert find(shown(slip.number), tracking_code(slip.key)) == slip.suggestion
    assert find(shown(slip.number), "0000-0000-0000") is None


def test_a_form_not_typed_yet_is_told_only_to_who_has_its_code(station, clerk):
    ordered(station, clerk, 1)
    slip = Slip.objects.get()

    right = TrackingForm({"receipt": slip.number, "code": tracking_code(slip.key)})
    wrong = TrackingForm({"receipt": slip.number, "code": "0000-0000-0000"})
    unknown = TrackingForm({"receipt": printed_number(99), "code": "0000-0000-0000"})

    assert right.non_field_errors() == [NOT_TYPED]
    assert wrong.non_field_errors() == unknown.non_field_errors() != [NOT_TYPED]


def test_the_code_is_nowhere_in_the_database(station, clerk):
    ordered(station, clerk, 1)
    slip = Slip.objects.get()

    kept = [str(value) for value in vars(slip).values()]

    assert not any(tracking_code(slip.key).replace("-", "") in text for text in kept)


def test_the_page_to_print_shows_each_number_and_code(client, station, clerk):
    run = ordered(station, clerk, 2)
    client.force_login(clerk)

    page = client.get(f"/admin/paper/print/{run.pk}/").content.decode()

    for slip in run.slips.all():
        assert page.count(shown(slip.number)) == 2
        assert page.count(tracking_code(slip.key)) == 1


def test_a_file_of_another_station_answers_404(client, station, clerk):
    run = ordered(station, clerk, 1)
    client.force_login(staff(Role.STATION_CLERK, unit=UnitFactory(kind=UnitKind.STATION)))

    assert client.get(f"/admin/paper/print/{run.pk}/").status_code == 404
    assert client.get(f"/admin/paper/print/{run.pk}/file/").status_code == 404
