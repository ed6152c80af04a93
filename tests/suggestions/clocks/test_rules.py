"""Which rule holds: by article, by channel and class, and overridden by a campaign."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from suggestions.clocks.choosing import rule_book
from suggestions.clocks.running import start_clock
from suggestions.clocks.standard import Standard, StandardUse
from suggestions.clocks.step import Step, TimeUnit
from suggestions.states import Channel, Classification
from tests.factories import ClockRuleFactory, SuggestionFactory

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def due_on(step, *, at=MONDAY, **about):
    clock = start_clock(SuggestionFactory(**about), step, at=at)
    return timezone.localdate(clock.due_at) if clock else None


def source(step, **about):
    return start_clock(SuggestionFactory(**about), step, at=MONDAY).source


CLAIM = {"classification": Classification.CLAIM}
HOTLINE = {"channel": Channel.HOTLINE}


@pytest.mark.parametrize(
    ("about", "step", "last", "article"),
    [
        (CLAIM, Step.FORWARD, date(2026, 11, 17), "第二十二条"),
        ({"classification": Classification.REPORT}, Step.FORWARD, date(2026, 11, 17), "第二十二条"),
        ({"classification": Classification.COURT}, Step.FORWARD, date(2026, 11, 17), "第二十二条"),
        (CLAIM, Step.NOTICE, date(2026, 11, 17), "第二十三条"),
        (CLAIM, Step.OBJECT, date(2026, 11, 9), "第二十三条"),
        # 1 January 2027 is a holiday, the 2nd and 3rd are a weekend
        (CLAIM, Step.CLOSE, date(2027, 1, 4), "第三十四条"),
        (HOTLINE, Step.REPLY, date(2026, 11, 9), "第二十四条"),
        (HOTLINE | CLAIM, Step.REPLY, date(2026, 11, 9), "第二十四条"),
        (HOTLINE | CLAIM, Step.CLOSE, date(2027, 1, 4), "第三十四条"),
    ],
)
def test_what_the_law_says(about, step, last, article):
    assert due_on(step, **about) == last
    assert article in source(step, **about)


@pytest.mark.parametrize("step", [Step.FORWARD, Step.REPLY, Step.CLOSE, Step.OBJECT])
def test_what_holds_for_suggestions_is_labelled_as_no_law(step):
    assert source(step) == "地方规定（非法律法规）"


def test_a_claim_is_closed_after_sixty_days_and_extended_by_thirty_at_most():
    clock = start_clock(SuggestionFactory(**CLAIM), Step.CLOSE, at=MONDAY)

    assert (clock.length, clock.length_unit, clock.extension_days) == (60, TimeUnit.DAY, 30)


def chosen_by(campaign, code):
    StandardUse.objects.create(standard=Standard.objects.get(code=code), campaign=campaign)


def test_one_two_three_days_for_a_campaign_that_chose_it():
    first = SuggestionFactory()
    chosen_by(first.campaign, "prompt")
    friday = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))

    dues = {
        step: timezone.localdate(start_clock(first, step, at=friday).due_at).day
        for step in (Step.FORWARD, Step.CONTACT, Step.MEET, Step.INTERIM)
    }

    assert dues == {Step.FORWARD: 20, Step.CONTACT: 21, Step.MEET: 22, Step.INTERIM: 23}


def test_other_campaigns_promise_no_meeting():
    assert due_on(Step.MEET) is None


def test_what_the_chosen_standard_leaves_open_the_others_say():
    first = SuggestionFactory(**CLAIM)
    chosen_by(first.campaign, "prompt")

    assert "第三十四条" in start_clock(first, Step.CLOSE, at=MONDAY).source


def test_a_campaigns_own_rule_comes_first():
    first = SuggestionFactory(**HOTLINE)
    ClockRuleFactory(campaign=first.campaign, length=3)

    assert start_clock(first, Step.REPLY, at=MONDAY).length == 3


def test_a_campaign_cannot_promise_less_than_the_law():
    first = SuggestionFactory(**HOTLINE)
    ClockRuleFactory(campaign=first.campaign, length=20)

    clock = start_clock(first, Step.REPLY, at=MONDAY)

    assert (clock.length, clock.source) == (5, "《济南市12345市民服务热线条例》第二十四条")


def test_a_campaign_may_depart_from_a_local_rule():
    first = SuggestionFactory()
    ClockRuleFactory(campaign=first.campaign, length=40)

    assert start_clock(first, Step.REPLY, at=MONDAY).length == 40


def test_an_edited_rule_holds_for_clocks_that_start_later():
    before = start_clock(SuggestionFactory(), Step.REPLY, at=MONDAY)
    rules = Standard.objects.get(code="local-suggestion").rules
    rules.filter(step=Step.REPLY).update(length=7)

    after = start_clock(SuggestionFactory(), Step.REPLY, at=MONDAY)

    before.refresh_from_db()
    assert (before.length, after.length) == (15, 7)


def test_the_rules_of_many_cost_two_queries(django_assert_num_queries):
    rows = SuggestionFactory.create_batch(5)

    with django_assert_num_queries(2):
        book = rule_book(rows)
        assert all(book.rules_for(row) for row in rows)
