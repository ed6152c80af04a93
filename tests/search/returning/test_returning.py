"""What comes back from the pool: what fits a later call or regulation, once, as far as one may
read it; with both engines.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.models import Phase
from campaigns.pages import CampaignKind
from portal.regulations.importing import import_text
from portal.regulations.pages import RegulationPage
from search.engines.interface import SearchUnavailable
from search.returning import night, tasks
from search.returning.night import bring_back, campaigns_at, regulations_at
from suggestions.models import Reconsideration, Suggestion
from suggestions.review.reconsideration import Step
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, SuggestionFactory, TopicFactory, UnitFactory

NOW = timezone.now()
CALL = {"title": "老旧小区加装电梯怎么办", "introduction": "请说说老旧小区加装电梯的难处和办法"}
LIFT = {
    "title": "老旧小区加装电梯补贴",
    "problem": "六楼的老人上下楼不方便，老旧小区加装电梯钱不够。",
    "proposal": "给老旧小区加装电梯发补贴。",
}
BENCH = {"title": "公园增加长椅", "problem": "走累了没有地方坐。", "proposal": "每三百米设长椅。"}


@pytest.fixture
def organiser(db):
    return UnitFactory()


@pytest.fixture
def kept(organiser):
    """Store a suggestion of the organiser's unit that was kept for reference."""
    earlier = CampaignFactory(organiser=organiser, kind=CampaignKind.STANDING)

    def kept(text, **fields):
        return SuggestionFactory(**{"campaign": earlier, "state": State.KEPT} | text | fields)

    return kept


@pytest.fixture
def call(organiser):
    return CampaignFactory(organiser=organiser, **CALL)


@pytest.fixture
def tonight(engine, follow):
    def tonight():
        follow()
        return bring_back(engine, at=timezone.now())

    return tonight


def proposed():
    return list(Reconsideration.objects.order_by("pk").values_list("suggestion", flat=True))


def test_what_fits_a_later_call_is_proposed_with_why(tonight, kept, call):
    fitting = kept(LIFT)
    kept(BENCH)

    assert tonight() == 1

    match = Reconsideration.objects.get()
    assert (match.suggestion, match.campaign, match.step) == (fitting, call, Step.PROPOSED)
    assert match.likeness >= 0.15
    assert "电梯" in "".join(match.words)


def test_a_second_night_proposes_nothing_twice_not_even_what_was_put_aside(tonight, kept, call):
    kept(LIFT)
    tonight()
    Reconsideration.objects.update(step=Step.DISMISSED)

    assert tonight() == 0
    assert len(proposed()) == 1


@pytest.mark.parametrize("state", [State.ACCEPTED, State.ADOPTED, State.REVIEWING, State.CLOSED])
def test_only_what_lies_in_the_pool_comes_back(tonight, kept, call, state):
    kept(LIFT, state=state)

    assert tonight() == 0


def test_what_left_the_pool_since_it_was_indexed_is_not_proposed(engine, follow, kept, call):
    row = kept(LIFT)
    follow()
    Suggestion.objects.filter(pk=row.pk).update(state=State.REVIEWING)

    assert bring_back(engine, at=timezone.now()) == 0


@pytest.mark.parametrize("classification", [c for c in Classification if c != "suggestion"])
def test_only_suggestions_come_back(tonight, kept, call, classification):
    kept(LIFT, classification=classification)

    assert tonight() == 0


def test_a_calls_own_suggestions_do_not_come_back_to_it(tonight, kept, call):
    kept(LIFT, campaign=call)

    assert tonight() == 0


@pytest.mark.parametrize("public", [True, False])
def test_of_other_units_only_what_everyone_may_read(tonight, kept, call, public):
    other = CampaignFactory(kind=CampaignKind.STANDING)
    kept(LIFT, campaign=other, public_since=NOW if public else None)

    assert tonight() == int(public)


def test_a_topic_in_common_is_said(tonight, kept, call):
    topic = TopicFactory()
    call.topics.set([topic])
    call.save()
    kept(LIFT, topic=topic)

    tonight()

    assert Reconsideration.objects.get().shares_topic


def test_one_night_proposes_the_best_and_the_next_the_others(tonight, kept, call, monkeypatch):
    monkeypatch.setattr(night, "MOST_PROPOSED", 1)
    rows = [kept(LIFT), kept(LIFT | {"title": "给老旧小区加装电梯"})]

    assert (tonight(), tonight(), tonight()) == (1, 1, 0)
    assert sorted(proposed()) == sorted(row.pk for row in rows)


@pytest.mark.parametrize(
    ("starts", "ends", "compared"), [(-9, 9, True), (3, 9, True), (-9, -1, False), (-9, None, True)]
)
def test_calls_that_go_on_or_are_to_come_are_compared(call, starts, ends, compared):
    Phase.objects.filter(campaign=call).update(
        starts_at=NOW + timedelta(days=starts),
        ends_at=None if ends is None else NOW + timedelta(days=ends),
    )

    assert (call in campaigns_at(NOW)) == compared


def test_neither_standing_channels_nor_drafts_are_compared(call):
    standing = CampaignFactory(kind=CampaignKind.STANDING)
    call.live = False
    call.save()

    assert call not in campaigns_at(NOW)
    assert standing not in campaigns_at(NOW)


@pytest.fixture
def law(db):
    text = (
        "# 既有住宅加装电梯办法\n第一条 为了规范工作，制定本办法。\n"
        "第二条 六楼的老人上下楼不方便，老旧小区加装电梯钱不够的，给老旧小区加装电梯发补贴。"
    )
    return import_text(text, "既有住宅加装电梯办法", by=None).page


def test_what_a_new_regulation_bears_on_is_proposed_without_a_campaign(tonight, kept, law):
    fitting = kept(LIFT)
    kept(BENCH)

    assert tonight() == 1

    match = Reconsideration.objects.get()
    assert (match.suggestion, match.campaign, match.regulation) == (fitting, None, law)
    assert match.likeness >= 0.4
    assert tonight() == 0


@pytest.mark.parametrize(("days", "is_new"), [(0, True), (89, True), (91, False)])
def test_a_regulation_is_new_for_three_months(law, days, is_new):
    RegulationPage.objects.update(first_published_at=NOW - timedelta(days=days))

    assert (law in regulations_at(NOW)) == is_new


def test_what_is_no_longer_in_force_brings_nothing_back(law):
    RegulationPage.objects.update(status="repealed")

    assert law not in regulations_at(timezone.now())


def test_while_search_is_down_nothing_is_done(kept, call, monkeypatch):
    def down(question):
        raise SearchUnavailable("down")

    monkeypatch.setattr(tasks, "ask", down)

    tasks.bring_back_from_pool()

    assert proposed() == []


def test_every_call_has_its_turn_when_there_are_more_than_one_night_compares(organiser):
    calls = {CampaignFactory(organiser=organiser).pk for _ in range(5)}
    nights = [
        {call.pk for call in night.tonight(campaigns_at(NOW), 2, at=NOW + timedelta(days=day))}
        for day in range(3)
    ]

    assert [len(compared) for compared in nights] == [2, 2, 2]
    assert set.union(*nights) == calls


def test_few_calls_are_all_compared_each_night_but_not_always_in_the_same_order(organiser):
    calls = {CampaignFactory(organiser=organiser).pk for _ in range(3)}
    nights = [
        [call.pk for call in night.tonight(campaigns_at(NOW), 9, at=NOW + timedelta(days=day))]
        for day in range(3)
    ]

    assert [set(compared) for compared in nights] == [calls] * 3
    assert {compared[0] for compared in nights} == calls


def test_where_nothing_goes_on_nothing_is_compared(db):
    assert night.tonight(campaigns_at(NOW), 2, at=NOW) == []


def test_the_time_limit_holds_inside_a_regulation(law, monkeypatch):
    seconds, compared = iter(range(9)), []

    def fitting(_engine, articles, *, without):
        compared.extend(articles)
        return []

    monkeypatch.setattr(night, "monotonic", lambda: next(seconds))
    monkeypatch.setattr(night, "fitting_regulation", fitting)

    night.propose_for_regulation(None, law, at=NOW, ends=1)

    assert [article.pk for article in compared] == [night.articles_of(law, 9)[0].pk]
