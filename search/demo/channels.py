"""Other doors in the demo: agents at stations, a joint suggestion, and the hotline's system."""

from search.demo.city import City
from search.demo.clock import as_of
from suggestions.agency.acting import AgencyTerms, hand_up, tell
from suggestions.agency.agency import AgencyConsent
from suggestions.api.system import ConnectedSystem
from suggestions.history import move
from suggestions.intake.draft import Draft, key_for_row
from suggestions.intake.submission import submit
from suggestions.joint.co_author import ConfirmedBy
from suggestions.joint.confirming import confirm
from suggestions.joint.inviting import invite, may_change
from suggestions.states import Channel, State
from suggestions.suggestion import Suggestion
from suggestions.workorders.receiving import OrderFacts

CAMPAIGN = "any-time"
ORDERS = (
    ("WL12345-20260001", "小区东门路灯不亮", "东门外三盏路灯一周不亮，晚上看不清台阶。", "0401"),
    ("WL12345-20260002", "公交站牌被树枝挡住", "梨花路站的站牌被树枝挡住，看不到班次。", "0203"),
)
NEIGHBOURS = (("楼上老孙", "孙桂兰", True), ("三单元小何", "何远", False))


def open_other_doors(city: City) -> None:
    """Agents for what stations wrote down, neighbours behind one suggestion, two work orders."""
    _serve(city)
    _stand_together(city)
    _take_orders(city)


def _serve(city: City) -> None:
    """Every station's suggestion has its clerk as agent; the newest one was handed up."""
    rows = [row for row in city.suggestions.values() if row.channel == Channel.STATION]
    clerk = city.people["clerk"]
    for row in rows:
        unit = row.station or row.unit
        terms = AgencyTerms(clerk, unit, AgencyConsent.SPOKEN, "社区志愿者")
        terms.keep(row, by=clerk, at=row.submitted_at)
        with as_of(city.past(-1)):
            tell(row.agency, by=clerk, note="已上门告知办理进展。", at=city.past(-1))
    if rows and not rows[-1].agency.unit.is_root():
        note = "需要上级单位协调多个部门。"
        hand_up(rows[-1].agency, by=clerk, note=note, at=city.past(-1))


def _stand_together(city: City) -> None:
    """One open suggestion is joint: two neighbours confirmed, a third was invited."""
    open_ones = (row for row in city.suggestions.values() if may_change(row))
    row = next((row for row in open_ones if row.channel == Channel.WEB), None)
    if row is None:
        return
    at = city.past(-2)
    labels = [label for label, _name, _shown in NEIGHBOURS] + ["楼下老周"]
    with as_of(at):
        guests = invite(row, labels, at=at)
        for guest, (_label, name, shown) in zip(guests, NEIGHBOURS, strict=False):
            confirm(guest, name=name, name_shown=shown, how=ConfirmedBy.LINK, by=None, at=at)


def _take_orders(city: City) -> None:
    """The hotline's system with two work orders, one of them accepted."""
    campaign = city.campaigns.get(CAMPAIGN) or next(iter(city.campaigns.values()))
    system = ConnectedSystem.objects.create(
        name="望澜市12345热线", code="hotline-12345", unit=campaign.organiser, campaign=campaign
    )
    for number, title, problem, code in ORDERS:
        at = city.past(-3)
        draft = Draft(
            campaign=campaign,
            title=title,
            problem=problem,
            channel=Channel.HOTLINE,
            source=system.code,
            source_key=number,
            submission_key=key_for_row(system.code, number),
            enclosures=(OrderFacts(system, number, code, "市政设施"),),
        )
        with as_of(at):
            row: Suggestion = submit(draft, by=None, at=at).suggestion
            if number == ORDERS[0][0]:
                move(row, State.ACCEPTED, by=city.people["handler"])
