"""The call-back queue and the supervisor's list, in the browser's terms."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.contact import ContactAccess, ContactDetails, keep_contact
from portal.organisation.membership import Role
from portal.organisation.waiting import waiting_for
from suggestions.models import Asking, CallAttempt, Rating, Suggestion
from suggestions.rating.asking import CallResult
from suggestions.rating.calling import take_call
from suggestions.rating.rating import Source
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, asked, staff

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def unit():
    return UnitFactory(parent=UnitFactory())


@pytest.fixture
def caller(unit):
    return staff(Role.SUPERVISOR, unit=unit.get_parent())


def called(unit, **fields):
    contact = keep_contact(ContactDetails(phone=PHONE))
    return asked(SuggestionFactory(accepted=True, unit=unit, contact=contact, **fields))


def test_the_number_is_shown_after_taking_the_call_only(unit, caller):
    asking = called(unit)
    client, url = signed_in(caller), reverse("rating:call", args=[asking.pk])

    before = client.get(url).content.decode()
    after = client.post(url).content.decode()

    assert PHONE not in before
    assert PHONE in after
    assert ContactAccess.objects.filter(by=caller).count() == 1


def test_answers_are_kept(unit, caller):
    asking = called(unit)
    client = signed_in(caller)
    client.post(reverse("rating:call", args=[asking.pk]))

    client.post(
        reverse("rating:answers", args=[asking.pk]), {"answered": 4, "done": 4, "comment": "好"}
    )

    rating = Rating.objects.get()
    assert (rating.by, rating.source, rating.comment) == (caller, Source.CALLBACK, "好")


def test_a_call_without_answers_is_on_record(unit, caller):
    asking = called(unit)
    client = signed_in(caller)
    client.post(reverse("rating:call", args=[asking.pk]))

    client.post(
        reverse("rating:attempt", args=[asking.pk]), {"result": CallResult.NO_ANSWER, "note": "忙"}
    )

    made = CallAttempt.objects.get()
    assert (made.by, made.result, made.note) == (caller, CallResult.NO_ANSWER, "忙")


def test_the_handling_unit_gets_no_number(unit, caller):
    asking = called(unit)
    own = staff(Role.SUPERVISOR, unit=unit)

    page = signed_in(own).post(reverse("rating:call", args=[asking.pk])).content.decode()

    assert PHONE not in page
    assert Asking.objects.get().claimed_by is None


def test_who_comes_second_is_told_and_gets_no_number(unit, caller):
    asking = called(unit)
    take_call(asking, by=caller, at=timezone.now())
    second = staff(Role.SUPERVISOR, unit=unit.get_parent())

    page = signed_in(second).post(reverse("rating:call", args=[asking.pk])).content.decode()

    assert PHONE not in page
    assert Asking.objects.get().claimed_by == caller


def test_answers_typed_too_late_are_not_lost(unit, caller):
    asking = called(unit)

    page = signed_in(caller).post(
        reverse("rating:answers", args=[asking.pk]),
        {"answered": 4, "done": 4, "comment": "说了很多"},
    )

    assert page.status_code == 409
    assert "说了很多" in page.content.decode()


@pytest.mark.parametrize("result", ["", "no_answer"])
def test_a_note_about_a_call_is_shown_again_if_it_is_refused(unit, caller, result):
    asking = called(unit)

    page = signed_in(caller).post(
        reverse("rating:attempt", args=[asking.pk]), {"result": result, "note": "晚上再打"}
    )

    assert page.status_code in (409, 422)
    assert "晚上再打</textarea>" in page.content.decode()


def test_the_next_call_is_one_that_may_be_made(unit, caller):
    called(UnitFactory(parent=unit), title="甲")
    asking = Asking.objects.get()

    answer = signed_in(caller).post(reverse("rating:next"))

    assert answer.url == reverse("rating:call", args=[asking.pk])


def test_a_unit_beside_finds_nothing(unit):
    asking = called(unit)
    stranger = staff(Role.SUPERVISOR, unit=UnitFactory())
    client = signed_in(stranger)

    assert client.get(reverse("rating:call", args=[asking.pk])).status_code == 404
    assert asking.suggestion.receipt not in client.get(reverse("rating:queue")).content.decode()


def test_a_sealed_report_is_in_no_queue_of_other_offices(unit, caller):
    asking = called(unit)
    Suggestion.objects.update(classification=Classification.REPORT)

    page = signed_in(caller).get(reverse("rating:queue")).content.decode()

    assert asking.suggestion.receipt not in page
    assert asking.suggestion.title not in page


def test_the_machines_keeper_opens_no_numbers(unit):
    asking = called(unit)
    keeper = staff(unit=unit, is_superuser=True, is_staff=True)

    answer = signed_in(keeper).post(reverse("rating:call", args=[asking.pk]))

    assert answer.status_code in {302, 403}
    assert not ContactAccess.objects.filter(by=keeper).exists()


def test_a_supervisor_settles_a_second_low_rating(unit, caller):
    asking = called(unit)
    rating = Rating.objects.create(
        asking=asking,
        suggestion=asking.suggestion,
        unit=unit,
        answered=1,
        done=2,
        comment="还是不行",
        source=Source.OWN,
        at=timezone.now(),
        needs_supervisor=True,
    )
    client = signed_in(caller)

    page = client.get(reverse("rating:low")).content.decode()
    client.post(reverse("rating:settle", args=[rating.pk]), {"note": "已上门说明"})

    assert "还是不行" in page
    assert Rating.objects.get().settled_note == "已上门说明"
    assert Suggestion.objects.get().state == State.CLOSED


def test_the_first_page_counts_whom_to_call(unit, caller):
    called(unit)

    lines = waiting_for(caller, on=timezone.localdate())

    line = next(line for line in lines if line.url == reverse("rating:queue"))
    assert line.count == 1


def test_the_queue_costs_the_same_however_long_it_is(
    unit, caller, django_assert_max_num_queries, django_assert_num_queries
):
    campaign, client = CampaignFactory(), signed_in(caller)
    called(unit, campaign=campaign)
    client.get(reverse("rating:queue"))
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("rating:queue"))
    for _number in range(5):
        called(unit, campaign=campaign)
    with django_assert_num_queries(len(few.captured_queries)):
        page = client.get(reverse("rating:queue"))
    assert page.content.decode().count("desk-quiet desk-small") == 6
