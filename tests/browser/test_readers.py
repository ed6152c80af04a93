"""Who reads what in a real browser: moved by dragging, and by ticking without any script."""

import pytest
from playwright.sync_api import expect

from suggestions.models import Round
from tests.browser.conftest import Visit
from tests.factories import RoundFactory

DESK = "main"


@pytest.fixture
def round(transactional_db: None) -> Round:
    return RoundFactory(suggestions=4, reviewers=2)


def loads(round: Round) -> list[int]:
    return list(round.panel.order_by("pk").values_list("assigned", flat=True))


def test_a_line_is_dragged_onto_another_reviewer(visit: Visit, round: Round) -> None:
    giver, taker = round.panel.order_by("pk")
    visitor = visit(round.opened_by)
    visitor.go(f"/admin/review/rounds/{round.pk}/readers/?reviewer={giver.user_id}")
    visitor.look("readers", ours=DESK)

    line = visitor.page.locator("[data-assignment]").first.locator("td").last
    line.drag_to(visitor.page.locator(f"[data-drop-on='{taker.user_id}']"))

    expect(visitor.page.locator("[data-assignment]")).to_have_count(1)
    assert loads(round) == [1, 3]


def test_lines_are_ticked_and_moved_without_a_script(visit: Visit, round: Round) -> None:
    giver, taker = round.panel.order_by("pk")
    visitor = visit(round.opened_by, javascript=False)
    visitor.go(f"/admin/review/rounds/{round.pk}/readers/?reviewer={giver.user_id}")

    for box in visitor.page.locator("[name=selected]").all():
        box.check()
    visitor.page.locator("select[name=to]").select_option(str(taker.user_id))
    visitor.page.locator("[data-move] button[type=submit]").click()

    expect(visitor.page.locator(".desk-empty")).to_be_visible()
    assert loads(round) == [0, 4]
