"""The desk of commendations: every act by its own address, refusals with what was typed."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.commendation.objecting import object_to
from suggestions.models import Commendation, Nominee
from suggestions.states import State
from tests.factories import (
    CampaignFactory,
    NomineeFactory,
    SuggestionFactory,
    UnitFactory,
    staff,
)

pytestmark = pytest.mark.django_db
LIST = reverse("commendation:list")


def url(name, *keys):
    return reverse(f"commendation:{name}", args=keys)


def act(world, name, client, person, **data):
    client.force_login(person)
    return client.post(url("act", world.row.pk, name), {f"{name}-{k}": v for k, v in data.items()})


def step(world):
    return Commendation.objects.get(pk=world.row.pk).step


def test_the_whole_way_from_draft_to_notice_by_the_desk(client):
    unit = UnitFactory()
    for _ in range(3):
        staff(Role.REVIEWER, unit=unit)
    SuggestionFactory(campaign=CampaignFactory(organiser=unit), state=State.ADOPTED)
    client.force_login(staff(Role.EDITOR, unit=unit))
    data = {
        "title": "年度表扬",
        "unit": unit.pk,
        "year": timezone.localdate().year,
        "quarter": "0",
        "kinds": ["author", "station"],
    }

    made = client.post(url("draft"), data)

    row = Commendation.objects.get()
    assert made.url == url("page", row.pk)
    NomineeFactory(commendation=row)
    client.force_login(staff(Role.PUBLISHER, unit=unit))
    client.post(url("act", row.pk, "publish-notice"), {"publish-notice-size": "3"})
    row.refresh_from_db()
    assert row.step == "notice"


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"year": "1066"}, {"quarter": "5"}, {"kinds": []}, {"unit": "999999"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_wrong_draft_comes_back(client, wrong):
    unit = UnitFactory()
    client.force_login(staff(Role.EDITOR, unit=unit))
    data = {"title": "表扬", "unit": unit.pk, "year": 2026, "quarter": 0, "kinds": ["author"]}

    answer = client.post(url("draft"), data | wrong)

    assert list(answer.context["form"].errors) == list(wrong)
    assert not Commendation.objects.exists()


def test_nobody_drafts_for_a_foreign_unit_or_a_coming_year(client):
    unit = UnitFactory()
    client.force_login(staff(Role.EDITOR, unit=unit))
    data = {"title": "表扬", "year": 2026, "quarter": 0, "kinds": ["author"]}

    foreign = client.post(url("draft"), data | {"unit": UnitFactory().pk})
    coming = client.post(url("draft"), data | {"unit": unit.pk, "year": 2100})

    assert "unit" in foreign.context["form"].errors
    assert coming.context["form"].non_field_errors()
    assert not Commendation.objects.exists()


def test_the_list_shows_own_lists_and_counts_what_waits(client, at):
    world = at("notice")
    object_to(world.row, "不属实", form_key=uuid4(), at=world.now)
    foreign = NomineeFactory().commendation
    client.force_login(world.supervisor)

    answer = client.get(LIST)

    rows = list(answer.context["object_list"])
    assert [(row.pk, row.waiting) for row in rows] == [(world.row.pk, 1)]
    assert foreign.title not in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["publish-notice", "draw", "approve", "publish-order", "drop", "say"]
)
@pytest.mark.parametrize("role", [Role.HANDLER, Role.REVIEWER, Role.STATION_CLERK])
def test_who_has_no_right_is_refused_before_any_form_is_read(client, at, name, role):
    world = at("draft")

    answer = act(world, name, client, staff(role, unit=world.unit))

    assert answer.status_code in (302, 403, 404)
    assert step(world) == "draft"


def test_every_act_leads_to_the_next_step(client, at):
    world = at("approved")

    act(world, "publish-order", client, world.publisher)

    assert step(world) == "published"


def test_a_wrong_number_comes_back(client, at):
    world = at("draft")

    answer = act(world, "publish-notice", client, world.publisher, size="100")

    ((_name, _act, form),) = [one for one in answer.context["acts"] if one[0] == "publish-notice"]
    assert form.errors
    assert step(world) == "draft"


def test_too_small_a_pool_is_told(client, at):
    world = at("draft")

    answer = act(world, "publish-notice", client, world.publisher, size="50")

    ((_name, _act, form),) = [one for one in answer.context["acts"] if one[0] == "publish-notice"]
    assert "6" in form.non_field_errors()[0]


def test_an_act_that_came_second_says_so(client, at):
    world = at("approved")
    act(world, "publish-order", client, world.publisher)

    answer = act(world, "publish-order", client, world.publisher)

    assert [str(message) for message in answer.context["messages"]]
    assert step(world) == "published"


def test_only_what_can_be_done_now_is_offered(client, at):
    world = at("notice")
    client.force_login(world.publisher)

    offered = [name for name, _act, _form in client.get(url("page", world.row.pk)).context["acts"]]

    assert offered == ["extend", "take-back", "drop"]


def test_an_unknown_act_is_not_found(client, at):
    world = at("draft")

    assert act(world, "crown", client, world.publisher).status_code == 404


def test_nominating_an_author_by_receipt(client, at):
    world = at("draft")
    idea = SuggestionFactory(
        campaign=CampaignFactory(organiser=world.unit), state=State.ADOPTED, author_name="张"
    )
    client.force_login(world.editor)
    data = {"kind": "author", "receipt": idea.receipt, "reason": "转化效果好"}

    client.post(url("nominate", world.row.pk), data)

    nominee = Nominee.objects.get(source="nominated")
    assert list(nominee.grounds.all()) == [idea]
    assert (nominee.nominated_by, nominee.reason) == (world.editor, "转化效果好")


@pytest.mark.parametrize("case", ["no reason", "unknown", "not golden", "foreign", "twice", "kind"])
def test_a_wrong_nomination_comes_back(client, at, case):
    world = at("draft")
    campaign = CampaignFactory(organiser=world.unit)
    golden = SuggestionFactory(campaign=campaign, state=State.ADOPTED)
    data = {"kind": "author", "receipt": golden.receipt, "reason": "好"}
    data |= {
        "no reason": {"reason": " "},
        "unknown": {"receipt": "20260101-0000000-0"},
        "not golden": {"receipt": SuggestionFactory(campaign=campaign, accepted=True).receipt},
        "foreign": {"receipt": SuggestionFactory(state=State.ADOPTED).receipt},
        "twice": {"receipt": world.nominee.grounds.get().receipt},
        "kind": {"kind": "station"},
    }[case]
    client.force_login(world.editor)

    answer = client.post(url("nominate", world.row.pk), data)

    assert answer.context["nomination"].errors
    assert Nominee.objects.count() == 1


def test_a_handler_below_nominates_and_sees_only_that(client, at):
    world = at("draft")
    below = UnitFactory(parent=world.unit)
    handler = staff(Role.HANDLER, unit=below)
    idea = SuggestionFactory(
        campaign=CampaignFactory(organiser=below), unit=below, state=State.ADOPTED, author_name="周"
    )
    client.force_login(handler)

    client.post(
        url("nominate", world.row.pk), {"kind": "author", "receipt": idea.receipt, "reason": "好"}
    )
    answer = client.get(url("page", world.row.pk))

    ((_label, seen),) = answer.context["groups"]
    assert [nominee.name for nominee in seen] == ["周"]
    assert world.nominee.name not in answer.content.decode()


def test_taking_off_needs_a_reason_and_is_kept(client, at):
    world = at("draft")
    client.force_login(world.editor)

    client.post(url("nominee", world.nominee.pk, "take-off"), {"reason": ""})
    assert world.row.nominees.standing().exists()
    client.post(url("nominee", world.nominee.pk, "take-off"), {"reason": "不符合条件"})

    world.nominee.refresh_from_db()
    assert (world.nominee.removed_by, world.nominee.removed_reason) == (world.editor, "不符合条件")


def test_withholding_and_showing_a_name(client, at):
    world = at("notice")
    client.force_login(world.publisher)

    client.post(url("nominee", world.nominee.pk, "withhold"))
    world.nominee.refresh_from_db()
    assert world.nominee.public_name == ""

    client.post(url("nominee", world.nominee.pk, "show"))
    world.nominee.refresh_from_db()
    assert world.nominee.public_name == world.nominee.name


def test_revoking_without_a_certificate_is_not_found(client, at):
    world = at("draft")
    client.force_login(world.publisher)

    answer = client.post(url("nominee", world.nominee.pk, "revoke"), {"reason": "更正"})

    assert answer.status_code == 404


def test_an_objection_is_read_and_answered(client, at):
    world = at("notice", names=2)
    row = object_to(world.row, "抄袭", form_key=uuid4(), at=world.now, nominee=world.nominee)
    client.force_login(world.supervisor)
    assert "抄袭" in client.get(url("objection", row.pk)).content.decode()

    wrong = client.post(url("objection", row.pk), {"upheld": "yes", "words": ""})
    assert list(wrong.context["form"].errors) == ["words"]
    client.post(url("objection", row.pk), {"upheld": "yes", "words": "属实"})

    row.refresh_from_db()
    assert row.upheld
    assert not world.row.nominees.standing().filter(pk=world.nominee.pk).exists()


def test_who_only_nominates_does_not_read_objections(client, at):
    world = at("notice")
    row = object_to(world.row, "抄袭", form_key=uuid4(), at=world.now)
    client.force_login(staff(Role.HANDLER, unit=world.unit))

    answer = client.get(url("objection", row.pk))

    assert answer.status_code in (302, 403)
    assert "抄袭" not in client.get(url("page", world.row.pk)).content.decode()


def test_a_member_of_the_panel_finds_the_list_and_speaks(client, at):
    world = at("panel")
    act(world, "draw", client, world.chair)
    member = world.row.draw.members.first()

    act(world, "say", client, member.user, agrees="no", words="依据不足")

    member.refresh_from_db()
    assert (member.agrees, member.words) == (False, "依据不足")
