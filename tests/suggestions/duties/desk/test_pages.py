"""The pages of duties: each step by whom it is open to, refusals said, nothing typed lost."""

import pytest
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.duties.duty import DutyState, Part
from suggestions.duties.objecting import object_to, refuse
from suggestions.duties.taking import take, take_up
from suggestions.models import Call, Duty, Suggestion
from tests.factories import called, helping, offered, staff

pytestmark = pytest.mark.django_db
DENIED = reverse_lazy("wagtailadmin_home")
"""Where Wagtail sends whoever may not do something."""


def item(suggestion):
    return reverse("handling:item", args=[suggestion.receipt])


def act(duty, name):
    route = "duties:duty_act" if isinstance(duty, Duty) else "duties:call_act"
    return reverse(route, args=[duty.suggestion.receipt, duty.pk, name])


def test_the_page_offers_what_one_can_do_and_nothing_else(place, client):
    duty = offered(place.suggestion, place.roads, by=place.clerk)
    client.force_login(place.driver)

    page = client.get(item(place.suggestion)).content.decode()

    assert act(duty, "take") in page
    assert act(duty, "object") in page
    assert act(duty, "take-back") not in page
    assert reverse("duties:assign", args=[place.suggestion.receipt]) not in page
    assert reverse("duties:take_up", args=[place.suggestion.receipt]) not in page


def test_the_sender_sees_the_offer_and_can_take_it_back(place, client):
    duty = offered(place.suggestion, place.roads, by=place.clerk)
    client.force_login(place.clerk)

    client.post(act(duty, "take-back"))

    duty.refresh_from_db()
    assert duty.state == DutyState.CANCELLED


def test_assigning_offers_the_lead_and_the_parts(place, client):
    client.force_login(place.clerk)

    answer = client.post(
        reverse("duties:assign", args=[place.suggestion.receipt]),
        {"unit": place.roads.pk, "other_1": place.water.pk, "note": "请速办"},
    )

    assert answer.status_code == 302
    parts = {(duty.unit, duty.part, duty.note) for duty in Duty.objects.all()}
    assert parts == {(place.roads, Part.LEAD, "请速办"), (place.water, Part.CO, "请速办")}


def test_a_refusal_keeps_what_was_typed(place, client):
    offered(place.suggestion, place.water, by=place.clerk)
    client.force_login(place.clerk)

    answer = client.post(
        reverse("duties:assign", args=[place.suggestion.receipt]),
        {"unit": place.roads.pk, "note": "很长的说明"},
    )

    assert answer.status_code == 422
    assert "很长的说明" in answer.content.decode()


@pytest.mark.parametrize("units", [("", ""), ("roads", "roads")], ids=["nobody", "twice"])
def test_somebody_is_named_and_nobody_twice(units, place, client):
    client.force_login(place.clerk)
    keys = [getattr(place, name).pk if name else "" for name in units]

    answer = client.post(
        reverse("duties:assign", args=[place.suggestion.receipt]),
        {"unit": keys[0], "other_1": keys[1]},
    )

    assert answer.status_code == 422
    assert not Duty.objects.exists()


def test_a_clerk_of_the_unit_offered_cannot_take_the_first_units_duty(place, client):
    offered(place.suggestion, place.roads, by=place.clerk)
    client.force_login(place.driver)

    answer = client.post(reverse("duties:take_up", args=[place.suggestion.receipt]))

    assert answer.url == DENIED
    assert not Duty.objects.filter(state=DutyState.ACCEPTED).exists()


def test_nobody_speaks_for_another_unit(place, client):
    duty = offered(place.suggestion, place.roads, by=place.clerk)
    helping(place.suggestion, place.water, by=place.plumber)
    client.force_login(place.plumber)

    answers = {client.post(act(duty, name)).url for name in ("take", "object", "take-back")}

    assert answers == {DENIED}


def test_a_unit_without_a_part_finds_nothing(place, client):
    duty = offered(place.suggestion, place.roads, by=place.clerk)
    client.force_login(place.plumber)

    assert client.get(item(place.suggestion)).status_code == 404
    assert client.post(act(duty, "take")).status_code == 404


def test_the_second_clerk_reads_that_a_colleague_was_first(place, client):
    take_up(place.suggestion, by=place.clerk, at=timezone.now())
    client.force_login(staff(Role.HANDLER, unit=place.town))

    answer = client.post(
        reverse("duties:take_up", args=[place.suggestion.receipt]),
        follow=True,
        HTTP_ACCEPT_LANGUAGE="en",
    )

    assert "A colleague has taken it already." in [str(m) for m in answer.context["messages"]]


def test_an_objection_goes_through_refusal_and_dispute_to_a_binding_decision(place, client):
    duty = offered(place.suggestion, place.roads, by=place.clerk)
    steps = [
        (place.driver, "object", {"has_share": "no", "reason": "不属于"}),
        (place.clerk, "refuse", {"text": "属于你局"}),
        (place.driver, "dispute", {"text": "请上级定"}),
        (place.overseer, "settle", {"unit": place.roads.pk, "text": "由交通局办"}),
    ]

    for person, name, said in steps:
        client.force_login(person)
        assert client.get(act(duty, name)).status_code == 200
        assert client.post(act(duty, name), said).status_code == 302

    duty.refresh_from_db()
    assert duty.state == DutyState.ACCEPTED
    assert Suggestion.objects.get().unit == place.roads


def test_a_unit_with_a_share_reads_the_rule(place, client):
    duty = offered(place.suggestion, place.roads, by=place.clerk)
    client.force_login(place.driver)

    answer = client.post(
        act(duty, "object"), {"has_share": "yes", "reason": "部分属于"}, HTTP_ACCEPT_LANGUAGE="en"
    )

    assert "Art. 14" in answer.content.decode()
    assert answer.status_code == 422


def test_a_step_that_no_longer_fits_is_said_and_changes_nothing(place, client):
    duty = offered(place.suggestion, place.roads, by=place.clerk)
    raised = object_to(duty, reason="…", has_share=False, by=place.driver, at=timezone.now())
    refuse(raised, answer="…", by=place.clerk, at=timezone.now())
    client.force_login(place.clerk)

    answer = client.post(act(duty, "agree"), {"note": "好的"})

    assert answer.status_code == 422
    assert "好的" in answer.content.decode()


def test_a_settled_dispute_is_told_to_whoever_comes_late(place, client):
    duty = take(offered(place.suggestion, place.roads), by=place.driver, at=timezone.now())
    client.force_login(place.overseer)

    assert client.post(act(duty, "settle"), {"unit": place.water.pk}).status_code == 302


def test_a_call_is_made_answered_done_and_rated_on_the_pages(place, client):
    client.force_login(place.clerk)
    client.post(
        reverse("duties:call", args=[place.suggestion.receipt]),
        {"other_1": place.roads.pk, "text": "请到场"},
    )
    call = Call.objects.get()
    for person, name, said in [
        (place.driver, "answer", {"text": "明天到"}),
        (place.driver, "done", {"text": "已修"}),
        (place.clerk, "rate", {"rating": "4", "text": "及时"}),
    ]:
        client.force_login(person)
        assert client.post(act(call, name), said).status_code == 302

    call.refresh_from_db()
    assert (call.caller, call.rating) == (place.town, 4)


def test_a_rating_out_of_range_is_refused(place, client):
    call = called(place.suggestion, place.roads)
    Call.objects.update(state="done")
    client.force_login(place.clerk)

    assert client.post(act(call, "rate"), {"rating": "6"}).status_code == 422


def test_a_case_is_handed_to_a_colleague_from_the_list(place, client):
    duty = take_up(place.suggestion, by=place.clerk, at=timezone.now())
    colleague = staff(Role.HANDLER, unit=place.town)
    client.force_login(place.clerk)

    client.post(act(duty, "hand"), {"colleague": colleague.pk})

    duty.refresh_from_db()
    assert duty.handler == colleague
