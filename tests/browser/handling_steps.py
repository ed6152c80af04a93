"""Who takes part in handling a suggestion, what the rows say of it, and what people do."""

import shutil
import subprocess
from io import BytesIO

from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from portal.organisation.membership import Role
from portal.organisation.unit import Tier, UnitKind
from suggestions.rating.rating import Scale
from suggestions.suggestion import Suggestion
from tests.browser.looking import PICTURES, Visitor
from tests.browser.steps import DESK, fill, press
from tests.factories import UnitFactory, staff

PHONE = "13912345678"
FIRST_PAGES = 4


class People:
    """A city with its office and a department, a district with its own, and their people."""

    def __init__(self) -> None:
        """Appoint them."""
        city = UnitFactory(name="望澜市", tier=Tier.CITY)
        district = UnitFactory(name="北岸区", parent=city)
        office = UnitFactory(name="建议征集办公室", parent=city, tier=Tier.CITY)
        transport = UnitFactory(name="市交通局", parent=city, tier=Tier.CITY)
        bureau = UnitFactory(name="北岸区城管局", parent=district)
        gardens = UnitFactory(name="北岸区园林所", parent=district)
        station = UnitFactory(name="澜桥站", parent=district, kind=UnitKind.STATION)
        self.office, self.district = office, district
        self.clerk = staff(Role.STATION_CLERK, unit=station, name="站员甲")
        self.screener = staff(Role.HANDLER, unit=office, name="受理员乙")
        self.handler = staff(Role.HANDLER, unit=bureau, name="承办员丙")
        self.head = staff(Role.LEADER, unit=bureau, name="局长丁")
        self.gardener = staff(Role.HANDLER, unit=gardens, name="协办员戊")
        self.transport = staff(Role.HANDLER, unit=transport, name="交通员己")
        self.upper = staff(Role.HANDLER, unit=district, name="区承办员庚")
        self.upper_head = staff(Role.LEADER, unit=district, name="区领导辛")
        self.supervisor = staff(Role.SUPERVISOR, unit=city, name="督查员壬")
        self.caller = staff(Role.HANDLER, unit=city, name="回访员癸")


def events(suggestion: Suggestion) -> list[str]:
    """What happened, in order; a move is called by the state it led to."""
    entries = suggestion.history.order_by("pk").values_list("event", "after")
    return [after if event == "moved" else event for event, after in entries]


def clocks(suggestion: Suggestion) -> list[tuple[str, str, str]]:
    """Step, unit and how it stands, of each time limit, sorted."""
    rows = suggestion.clocks.select_related("unit")
    return sorted((row.step, row.unit.name, _how(row)) for row in rows)


def _how(clock: object) -> str:
    if clock.met_at:  # type: ignore[attr-defined]
        return "met"
    return "cancelled" if clock.cancelled_at else "open"  # type: ignore[attr-defined]


def duties(suggestion: Suggestion) -> list[tuple[str, str, str, str]]:
    """Unit, part, state and handler of each duty, in the order they were sent."""
    rows = suggestion.duties.select_related("unit", "handler").order_by("pk")
    return [(row.unit.name, row.part, row.state, str(row.handler or "")) for row in rows]


def type_offline(page: Page, title: str) -> None:
    """Fill in the form at the counter for somebody who has only a telephone."""
    page.locator("#id_title").fill(title)
    page.locator("[name=classification][value=claim]").check()
    page.locator("#id_problem").fill("澜桥头的候车亭没有地方坐，老人站着等车，下雨也没有地方躲。")
    page.locator("#id_proposal").fill("建议装一条带靠背的长椅，加一块挡雨板。")
    page.locator("#id_place").fill("澜桥路口东侧")
    page.locator("#id_author_name").fill("赵小满")
    page.locator("#id_phone").fill(PHONE)
    page.locator("#id_consent_privacy").check()
    page.locator("#id_consent_forward").check()
    page.locator("[name=consent_form][value=spoken]").check()


def take_step(visitor: Visitor, label: str, *, look: str = "", **typed: str) -> None:
    """Follow the link with this label, fill in the form, and press the button of that name."""
    visitor.follow(visitor.page.get_by_role("link", name=label, exact=True).first)
    fill(visitor, **typed)
    if look:
        visitor.look(look, ours=DESK)
    press(visitor, label)


def hand_in_reply(visitor: Visitor, more: str, *, look: str = "") -> None:
    """Write a reply from the first template for the author alone, and hand it in for approval."""
    press(visitor, _("Write the reply"))
    visitor.page.locator("[name=template]").select_option(index=0)
    press(visitor, _("Put it in"))
    words = visitor.page.locator("[name=text]").input_value()
    visitor.page.locator("[name=publicity][value=on_request]").check(force=True)
    fill(visitor, text=f"{words}\n{more}", publicity_reason="涉及个人情况")
    if look:
        visitor.look(look, ours=DESK)
    press(visitor, _("Hand in for approval"))


def approve(visitor: Visitor, receipt: str, *, look: str = "") -> None:
    """Read the reply that waits, say it was reviewed before release, and send it."""
    visitor.go(f"/admin/handling/{receipt}/")
    visitor.follow(visitor.page.get_by_role("link", name=_("Read and approve")))
    if look:
        visitor.look(look, ours=DESK)
    visitor.page.locator("[name=reviewed]").check()
    fill(visitor, note="没有他人信息。")
    press(visitor, _("Approve and send"))


def check(visitor: Visitor, receipt: str, *, look: str = "") -> None:
    """Find that all the points of a good reply hold, and let the author be asked."""
    visitor.go(f"/admin/replies/{receipt}/check/")
    for point in visitor.page.locator("[name=points]").all():
        point.check(force=True)
    if look:
        visitor.look(look, ours=DESK)
    press(visitor, _("Passed: ask the author"))


def call_back(visitor: Visitor, mark: Scale, comment: str, *, look: str = "") -> None:
    """Take the next call, open the number, and keep the same answer to both questions."""
    visitor.go("/admin/ratings/calls/")
    if look:
        visitor.look("call-queue", ours=DESK)
    press(visitor, _("The next call"))
    expect(visitor.page.locator(DESK)).not_to_contain_text(PHONE)
    press(visitor, _("Take the call and show the number"))
    expect(visitor.page.locator(DESK)).to_contain_text(PHONE)
    for name in ("answered", "done"):
        visitor.page.locator(f"[name={name}][value='{mark}']").check(force=True)
    visitor.page.locator("[name=comment]").fill(comment)
    if look:
        visitor.look(look, ours=DESK)
    press(visitor, _("Keep the answers"))


def tracked(visitor: Visitor, number: str, code: str) -> str:
    """What the author's page says to whoever has number and code."""
    visitor.go("/suggestions/track/")
    visitor.page.locator("#id_receipt").fill(number)
    visitor.page.locator("#id_code").fill(code)
    visitor.follow(visitor.page.locator("main form button"))
    return visitor.page.locator("main").inner_text()


def read_pdf(content: bytes, name: str) -> list[str]:
    """The words of each page without white space; file and first pages are kept as pictures."""
    kept = PICTURES / f"{name}.pdf"
    kept.write_bytes(content)
    ghostscript = shutil.which("gs")
    if ghostscript:
        pages = ["-sDEVICE=png16m", "-r80", f"-dLastPage={FIRST_PAGES}"]
        target = f"-sOutputFile={PICTURES / name}-%d.png"
        draw = [ghostscript, "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", *pages, target, str(kept)]
        subprocess.run(draw, check=True, timeout=120)
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]
