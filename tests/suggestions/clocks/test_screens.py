"""Where time limits are seen and kept: the suggestion's card, the author's page, the screens."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from portal.organisation.membership import Role
from suggestions.clocks.admin.example import length_of, worked_example
from suggestions.clocks.clock import ClockPause
from suggestions.clocks.desk.panel import clocks_panel, standing
from suggestions.clocks.rule import ClockRule
from suggestions.clocks.standard import Standard, StandardUse
from suggestions.clocks.step import Step, TimeUnit
from suggestions.templatetags.clock_tags import waited_for
from tests.factories import CampaignFactory, ClockFactory, SuggestionFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, "running"),
        ({"due_at": NOON - DAY}, "late"),
        ({"due_at": NOON + timedelta(hours=3)}, "today"),
        ({"paused_at": NOON - DAY}, "paused"),
        ({"met_at": NOON - DAY}, "met"),
        ({"met_at": NOON, "due_at": NOON - DAY}, "met-late"),
        ({"cancelled_at": NOON}, "cancelled"),
    ],
)
def test_how_a_clock_stands(about, said):
    clock = ClockFactory.build(
        **{"suggestion": None, "unit": None, "due_at": NOON + 9 * DAY, **about}
    )

    assert standing(clock, NOON) == said


def test_the_card_names_source_unit_and_pause_and_costs_the_same_for_many(
    django_assert_num_queries,
):
    clock = ClockFactory(source="《信访工作条例》第三十四条", paused_at=timezone.now())
    ClockPause.objects.create(clock=clock, started_at=timezone.now(), reason="等待补正")
    ClockFactory(suggestion=clock.suggestion, step=Step.CLOSE)
    person = staff(Role.HANDLER, unit=clock.unit)
    clocks_panel(clock.suggestion, person, timezone.localdate())

    with django_assert_num_queries(3):
        panel = clocks_panel(clock.suggestion, person, timezone.localdate())

    assert [one.step for one, _standing in panel.context["clocks"]] == ["reply", "close"]


def test_without_clocks_there_is_no_card():
    row = SuggestionFactory()

    assert clocks_panel(row, staff(Role.HANDLER, unit=row.unit), timezone.localdate()) is None


def test_the_card_is_on_the_suggestions_page(client):
    clock = ClockFactory(late=True, source="《信访工作条例》第二十二条")
    client.force_login(staff(Role.HANDLER, unit=clock.unit))

    page = client.get(reverse("handling:item", args=[clock.suggestion.receipt])).content.decode()

    assert "《信访工作条例》第二十二条" in page
    assert "desk-tag-warning" in page


def test_the_author_reads_what_the_unit_in_charge_owes_and_nothing_else():
    clock = ClockFactory()
    ClockFactory(suggestion=clock.suggestion, step=Step.OBJECT)
    ClockFactory(suggestion=clock.suggestion, unit=UnitFactory())
    ClockFactory(suggestion=clock.suggestion, step=Step.FORWARD, met_at=timezone.now())

    assert waited_for(clock.suggestion)["clocks"] == [clock]


@pytest.mark.parametrize(
    ("length", "unit", "said", "until"),
    [
        (5, TimeUnit.WORKING_DAY, "5个工作日", "今天起算，至2026年11月27日止"),
        (1, TimeUnit.DAY, "1日（自然日）", "今天起算，至2026年11月23日止"),
        (0, TimeUnit.DAY, "当日", "今天起算，至2026年11月20日止"),
        (2, TimeUnit.HOUR, "2小时", "今天起算，至2026年11月20日 14:00止"),
    ],
)
def test_a_rule_is_shown_with_a_worked_example(length, unit, said, until):
    rule = ClockRule(length=length, length_unit=unit, rolls=True)

    with translation.override("zh-hans"):
        assert length_of(rule) == said
        assert worked_example(rule, at=NOON) == until


@pytest.fixture
def campaign():
    return CampaignFactory()


def rule_data(**more):
    data = {
        "step": "reply",
        "start": "accepted",
        "length": "7",
        "length_unit": "working_day",
        "rolls": "on",
        "source": "本次征集承诺",
        "extension_days": "0",
    }
    return data | more


def add_rule(client, **more):
    return client.post(reverse("clock_rules:add"), rule_data(**more))


def test_a_supervisor_sets_time_limits_for_campaigns_of_the_own_unit_only(client, campaign):
    client.force_login(staff(Role.SUPERVISOR, unit=campaign.organiser))
    foreign = CampaignFactory()

    add_rule(client, campaign=foreign.pk)
    add_rule(client, campaign=campaign.pk)
    add_rule(client, standard=Standard.objects.get(code="prompt").pk)  # none of theirs

    assert [rule.campaign for rule in ClockRule.objects.exclude(campaign=None)] == [campaign]


def test_a_supervisor_cannot_touch_what_the_law_says(client, campaign):
    client.force_login(staff(Role.SUPERVISOR, unit=campaign.organiser))
    law = ClockRule.objects.get(standard__code="petition", step=Step.CLOSE)

    answer = client.post(reverse("clock_rules:edit", args=[law.pk]), rule_data(length="90"))

    law.refresh_from_db()
    assert (answer.status_code, law.length) == (404, 60)


@pytest.mark.parametrize(
    "slip",
    [{"length": "-1"}, {"length": ""}, {"length": "9999"}, {"extension_days": "30000"}],
)
def test_a_slip_of_the_finger_is_refused(client, campaign, slip):
    client.force_login(staff(Role.SYSTEM_ADMIN, unit=campaign.organiser))

    answer = add_rule(client, campaign=campaign.pk, **slip)

    assert answer.status_code == 200
    assert not ClockRule.objects.filter(campaign=campaign).exists()


def test_the_administrator_changes_a_local_rule(client, campaign):
    client.force_login(staff(Role.SYSTEM_ADMIN, unit=campaign.organiser))
    local = ClockRule.objects.get(standard__code="local-suggestion", step=Step.REPLY)

    data = rule_data(standard=local.standard_id, length="20", source=local.source)
    client.post(reverse("clock_rules:edit", args=[local.pk]), data)

    local.refresh_from_db()
    assert local.length == 20


def test_a_supervisor_lets_the_mailbox_promise_one_two_three(client, campaign):
    client.force_login(staff(Role.SUPERVISOR, unit=campaign.organiser))
    prompt = Standard.objects.get(code="prompt")

    client.post(reverse("standard_uses:add"), {"standard": prompt.pk, "campaign": campaign.pk})

    assert StandardUse.objects.filter(standard=prompt, campaign=campaign).count() == 1
