"""The night's grouping on a small set of our own, with both engines; and what breaks in it."""

import io
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from search.engines.interface import SearchUnavailable
from search.hot_issues import night
from search.hot_issues.grouping import Grouping, HotIssue, Member
from search.hot_issues.night import group_hot_issues
from search.hot_issues.shown import latest
from search.hot_issues.tasks import group_hot_issues as task
from suggestions.models import Suggestion
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, SuggestionFactory

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
NEW_YEAR = datetime(2026, 1, 10, 12, tzinfo=timezone.get_default_timezone())
LIFTS = [
    ("老旧小区加装电梯", "六楼的老人上下楼不方便。", "给老旧小区加装电梯。"),
    ("请给老旧小区加装电梯", "六楼的老人上下楼不方便，半年没下楼。", "尽快给老旧小区加装电梯。"),
    ("老旧小区加装电梯能否快些", "老人上下楼不方便。", "给老旧小区加装电梯，简化手续。"),
    ("希望老旧小区加装电梯", "六楼的老人上下楼要歇三次。", "给老旧小区加装电梯。"),
]
BUSES = [
    ("7路公交末班车太早", "下夜班赶不上末班车。", "7路公交末班车延到十点半。"),
    ("7路公交末班车晚一点", "下夜班赶不上末班车。", "7路公交末班车延长一小时。"),
    ("延长7路公交末班车", "下夜班的人赶不上末班车。", "7路公交末班车延长。"),
]
OTHERS = [
    ("公园增加长椅", "走累了没有地方坐。", "每三百米设一张长椅。"),
    ("图书馆周一也开门", "周一闭馆，孩子没处去。", "周一下午开放。"),
]


@pytest.fixture
def campaign(db):
    return CampaignFactory()


@pytest.fixture
def said(campaign):
    """Store suggestions with these texts, handed in so many days ago."""

    def said(texts, days=1, **fields):
        return [
            SuggestionFactory(
                campaign=campaign,
                title=title,
                problem=problem,
                proposal=proposal,
                submitted_at=NOW - timedelta(days=days),
                **fields,
            )
            for title, problem, proposal in texts
        ]

    return said


@pytest.fixture
def group(engine, follow):
    def group(days=30):
        follow()
        return group_hot_issues(engine, until=TODAY, days=days, at=NOW)

    return group


def members(grouping):
    return [
        {member.suggestion for member in issue.members.all()} for issue in grouping.issues.all()
    ]


def test_what_wants_the_same_is_one_issue_and_what_stands_alone_is_none(group, said):
    lifts, buses = said(LIFTS), said(BUSES)
    said(OTHERS)

    assert members(group()) == [set(lifts), set(buses)]


def test_an_issue_is_described_by_the_words_its_members_share(group, said):
    said(LIFTS)
    said(OTHERS)

    (issue,) = group().issues.all()

    assert {"加装", "电梯"} <= set(issue.words)
    assert "长椅" not in issue.words


def test_the_member_in_the_middle_comes_first(group, said):
    said(LIFTS)

    first, *others = group().issues.get().members.all()

    assert first.likeness == 1
    assert all(0 < member.likeness < 1 for member in others)


def test_the_present_period_and_the_one_before_are_told_apart_at_midnight(group, said):
    said(LIFTS[:2], days=1)
    (edge,) = said(LIFTS[2:3], days=7)
    (before,) = said(LIFTS[3:], days=8)
    said(BUSES, days=15)

    issue = group(days=8).issues.get()

    recent = dict(issue.members.values_list("suggestion", "is_recent"))
    assert recent[edge.pk] is True
    assert recent[before.pk] is False
    assert len(recent) == 4


def test_what_was_only_said_before_is_no_hot_issue(group, said):
    said(LIFTS, days=40)

    assert members(group(days=30)) == []


@pytest.mark.parametrize("classification", [c for c in Classification if c != "suggestion"])
def test_only_suggestions_count(group, said, classification):
    said(LIFTS[:2])
    said(LIFTS[2:], classification=classification)

    assert members(group()) == []


@pytest.mark.parametrize(
    "crowd", [{"days": 1100}, {"days": 1, "classification": Classification.QUESTION}]
)
def test_what_does_not_count_takes_no_place_among_the_neighbours(group, said, monkeypatch, crowd):
    monkeypatch.setattr(night, "NEIGHBOURS", 3)
    rows = said(LIFTS)
    said(LIFTS * 4, **crowd)

    assert members(group()) == [set(rows)]


@pytest.mark.parametrize("public_since", [None, NEW_YEAR - timedelta(days=1)])
def test_what_was_handed_in_last_year_counts_in_a_period_over_new_year(
    engine, rebuild, said, public_since
):
    rows = said(LIFTS)
    handed_in = NEW_YEAR - timedelta(days=20)
    Suggestion.objects.update(
        submitted_at=handed_in, public_since=public_since, state=State.ACCEPTED
    )
    rebuild()

    found = group_hot_issues(engine, until=NEW_YEAR.date(), days=30, at=NEW_YEAR)

    assert members(found) == [set(rows)]


def test_withdrawn_ones_do_not_count(group, said):
    said(LIFTS[:2])
    said(LIFTS[2:], state=State.WITHDRAWN)

    assert members(group()) == []


def test_running_twice_leaves_one_result_with_the_same_groups(group, said):
    said(LIFTS)
    first = members(group())

    second = group()

    assert members(second) == first
    assert list(Grouping.objects.all()) == [second]


def test_a_run_that_breaks_leaves_the_last_complete_result(group, said, monkeypatch):
    said(LIFTS)
    complete = group()

    def breaks(*args):
        raise SearchUnavailable("gone")

    monkeypatch.setattr(night, "shared_words", breaks)
    with pytest.raises(SearchUnavailable):
        group()

    assert latest() == complete
    assert len(members(complete)[0]) == 4


def test_what_a_killed_run_left_is_cleared_away_the_next_night(group, said):
    said(LIFTS)
    killed = Grouping.objects.create(began_at=NOW - timedelta(days=1), until=TODAY, days=30)
    HotIssue.objects.create(grouping=killed)

    complete = group()

    assert list(Grouping.objects.all()) == [complete]
    assert HotIssue.objects.count() == 1


def test_a_run_that_is_still_at_work_is_left_alone(group, said):
    said(LIFTS)
    other = Grouping.objects.create(began_at=NOW, until=TODAY, days=30)

    complete = group()

    assert set(Grouping.objects.all()) == {other, complete}
    assert latest() == complete


def test_more_than_one_night_can_take_is_said(group, said, monkeypatch):
    said(LIFTS)
    monkeypatch.setattr(night, "MOST", 3)

    grouping = group()

    assert (grouping.looked_at, grouping.truncated) == (3, True)


def test_a_night_that_takes_too_long_ends_with_what_it_has(group, said, monkeypatch):
    said(LIFTS)
    monkeypatch.setattr(night, "LONGEST", -1)

    grouping = group()

    assert (grouping.looked_at, grouping.truncated) == (0, True)
    assert latest() == grouping


def test_deleting_a_suggestion_takes_it_out_of_its_issue(group, said):
    rows = said(LIFTS)
    group()

    Suggestion.objects.filter(pk=rows[0].pk).delete()

    assert Member.objects.count() == 3


def test_the_command_groups_and_says_how_many(group, said, engine, follow):
    said(LIFTS)
    follow()
    out = io.StringIO()

    call_command("group_hot_issues", "--days", "30", stdout=out)

    assert "4 suggestions, 1 hot issues" in out.getvalue()


def test_a_period_of_no_days_is_refused(db):
    with pytest.raises(CommandError, match="at least one day"):
        call_command("group_hot_issues", "--days", "0")


def test_while_search_is_down_the_task_leaves_everything_as_it_is(said, settings):
    said(LIFTS)
    settings.SEARCH_ENGINE, settings.SEARCH_FALLBACK = "elasticsearch", False
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    kept = Grouping.objects.create(began_at=NOW, finished_at=NOW, until=TODAY, days=30)

    task()

    assert list(Grouping.objects.all()) == [kept]
