"""The scoring desk in a real browser: saved as one goes, without a network, in two tabs."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from portal.accounts.user import User
from suggestions.handling.correcting import correct
from suggestions.models import Assignment, Score
from suggestions.revision import words_of
from tests.browser.conftest import Visit
from tests.browser.looking import Visitor
from tests.factories import ReviewFactory, RoundFactory

DESK = "main"
SAVED = "[data-save-status][data-state=well]"
TROUBLE = "[data-save-status][data-state=trouble]"
OFFLINE = "ERR_INTERNET_DISCONNECTED"

Task = tuple[Assignment, User]


@pytest.fixture
def task(transactional_db: None) -> Task:
    round = RoundFactory(suggestions=2)
    assignment = round.assignments.order_by("position").first()
    return assignment, assignment.reviewer


def opened(visit: Visit, task: Task) -> Visitor:
    assignment, reviewer = task
    visitor = visit(reviewer)
    visitor.go(f"/admin/review/mine/{assignment.pk}/")
    return visitor


def levels() -> list[int | None]:
    rows = Score.objects.order_by("criterion__sort_order", "criterion_id")
    return list(rows.values_list("level", flat=True))


def eventually(visitor: Visitor, says: Callable[[], bool]) -> None:
    """Wait until the database says so; a few seconds at most."""
    for _attempt in range(50):
        if says():
            return
        visitor.page.wait_for_timeout(100)
    raise AssertionError("not within five seconds")


def test_keys_score_and_each_score_is_saved_at_once(visit: Visit, task: Task) -> None:
    visitor = opened(visit, task)

    for key in "3543":
        visitor.page.keyboard.press(key)

    eventually(visitor, lambda: levels() == [3, 5, 4, 3])
    expect(visitor.page.locator(SAVED)).to_contain_text(":")
    asked = [
        box.locator(".score-fixer").is_visible()
        for box in visitor.page.locator("[data-criterion]").all()
    ]
    assert asked == [True, False, True, True]
    visitor.page.locator(".score-fixer input[value=organiser]").first.check(force=True)
    eventually(visitor, lambda: Score.objects.filter(fixer="organiser").count() == 1)
    visitor.look("scoring", ours=DESK)
    visitor.page.reload()
    assert visitor.page.locator("input[name^=level]:checked").count() == 4


def test_what_is_given_without_a_network_is_sent_when_it_is_back(visit: Visit, task: Task) -> None:
    visitor = opened(visit, task)
    network = visitor.page.context

    visitor.expected = (*visitor.expected, OFFLINE)
    network.set_offline(True)
    visitor.page.keyboard.press("2")
    expect(visitor.page.locator(TROUBLE)).to_be_visible()
    visitor.look("offline", ours=DESK)
    assert levels() == []
    network.set_offline(False)

    eventually(visitor, lambda: levels() == [2])
    expect(visitor.page.locator(SAVED)).to_be_visible()
    shelf = f"sessionStorage.getItem('review-{task[0].pk}')"
    assert visitor.page.evaluate(shelf) == "[]"


def test_two_tabs_show_the_same_and_destroy_nothing(visit: Visit, task: Task) -> None:
    first = opened(visit, task)
    second = Visitor(first.page.context.new_page(), first.address, f"{first.journey}-second")
    second.go(f"/admin/review/mine/{task[0].pk}/")

    first.page.locator("[data-criterion] input[value='4']").first.check(force=True)
    eventually(first, lambda: levels() == [4])
    second.page.locator("[data-criterion]").nth(1).locator("input[value='2']").check(force=True)
    eventually(second, lambda: levels() == [4, 2])

    checked = "input[name^=level]:checked"
    expect(first.page.locator(checked)).to_have_count(2)
    expect(second.page.locator(checked)).to_have_count(2)


def test_without_scripts_a_draft_is_kept_by_its_button(visit: Visit, task: Task) -> None:
    assignment, reviewer = task
    visitor = visit(reviewer, javascript=False)
    visitor.go(f"/admin/review/mine/{assignment.pk}/")

    visitor.page.locator("[data-criterion] input[value='3']").first.check(force=True)
    visitor.follow(visitor.page.locator("button[name=draft]"))

    assert [level for level in levels() if level] == [3]


def test_a_changed_text_is_shown_and_confirmed(visit: Visit, task: Task) -> None:
    assignment, reviewer = task
    ReviewFactory(assignment=assignment)
    suggestion = assignment.suggestion
    correct(suggestion, replace(words_of(suggestion), problem="改过的说明"), by=None)
    visitor = visit(reviewer)

    visitor.go("/admin/review/mine/")
    visitor.look("queue", ours=DESK)
    visitor.follow(visitor.page.locator(".score-stale a"))
    visitor.look("changed", ours=DESK)
    visitor.follow(visitor.page.locator("form[action$='/confirm/'] button"))
    visitor.look("confirmed", ours=DESK)

    assignment.review.refresh_from_db()
    assignment.review.assignment.suggestion.refresh_from_db()
    assert not assignment.review.is_stale
