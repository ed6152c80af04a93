"""A screener finds a repeat by one click, takes it back, and does the same without JavaScript."""

from datetime import timedelta

from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.intake.receipts import new_receipt
from suggestions.models import Link
from suggestions.repeats.link import Verdict
from tests.browser.conftest import Visit
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, staff
from tests.waiting import wait_until

DESK = "main"
TEXT = {"problem": "六楼的老人上下楼不方便。", "proposal": "给老旧小区加装电梯。"}


def test_screener_finds_a_repeat(visit: Visit) -> None:
    unit = UnitFactory(name="建议征集办公室")
    campaign = CampaignFactory(title="一江两岸", organiser=unit)
    now = timezone.now()
    earlier = SuggestionFactory(
        campaign=campaign,
        title="老旧小区加装电梯",
        published=True,
        submitted_at=now - timedelta(days=9),
        receipt=new_receipt(now.date()),
        **TEXT,
    )
    later = SuggestionFactory(campaign=campaign, title="老旧小区加装电梯", submitted_at=now, **TEXT)
    handler = staff(Role.HANDLER, unit=unit, name="经办人甲")

    desk = visit(handler)
    desk.go(f"/admin/handling/{later.receipt}/")
    pair = desk.page.locator(f"[data-pair='{earlier.receipt}']")
    same = pair.locator(f"button[value={Verdict.SAME}]")
    same.wait_for()
    desk.look("said-before", ours=DESK)
    same.click()
    pair.locator("form[action$='/unlink/'] button").wait_for()
    assert Link.objects.standing().get().warned
    desk.look("linked", ours=DESK)
    pair.locator("form[action$='/unlink/'] button").click()
    same.wait_for()
    wait_until(lambda: not Link.objects.standing().exists())

    plain = visit(handler)
    plain.go(f"/admin/said-before/screening/{later.receipt}/")
    plain.look("page-of-its-own", ours=DESK)

    editor = visit(staff(Role.EDITOR, unit=unit, name="编辑乙"))
    editor.go("/admin/said-before/verdicts/")
    editor.look("verdicts", ours=DESK)
    editor.go("/admin/hot-issues/")
    editor.look("hot-issues", ours=DESK)
