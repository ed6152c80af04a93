"""Commendations of the demo: one ordered long ago, one whose notice runs."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from search.demo.city import City
from search.demo.clock import as_of
from suggestions.commendation.approving import approve, publish_order, say
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.drafting import draft, nominate_unit, take_off
from suggestions.commendation.drawing import draw_panel
from suggestions.commendation.notice import close_notice, publish_notice
from suggestions.commendation.objecting import answer, object_to
from suggestions.commendation.steps import AwardKind, Quarter
from suggestions.states import State

ADOPTED_ON = -112
"""The day of the panel, which decides for which year people are commended."""
DRAFTED, SHOWN, DRAWN, ORDERED, RUNNING = -75, -73, -60, -57, -1
PLACES = 3
PANEL = 3
OBJECTION = UUID("6b0f4f8e-0a1d-4b52-9f0e-2f6d3a1c7e55")


def commend(city: City) -> None:
    """The two lists."""
    _order(city)
    _running(city)


def _draft(city: City, title: str, day: int, kinds: tuple[AwardKind, ...]) -> Commendation:
    year = timezone.localdate(city.day(ADOPTED_ON)).year
    with as_of(city.day(day, "09:30")) as at:
        return draft(
            f"望澜市{year}年度{title}",
            city.units["WL"],
            year,
            Quarter.YEAR,
            kinds,
            by=city.people["editor"],
            at=at,
        )


def _order(city: City) -> None:
    """Drafted, shown, objected to, drawn, approved and ordered."""
    people = city.people
    row = _draft(city, "“金点子”建议人表扬", DRAFTED, (AwardKind.AUTHOR,))
    going_on = row.nominees.exclude(grounds__state=State.LAPSED)
    kept = list(going_on.order_by("-points", "came_at")[:PLACES])
    for nominee in row.nominees.exclude(pk__in=[one.pk for one in kept]):
        with as_of(city.day(DRAFTED, "10:00")) as at:
            take_off(nominee, "名额所限，下一期再行推荐。", by=people["editor2"], at=at)
    with as_of(city.day(SHOWN, "09:00")) as at:
        publish_notice(row, PANEL, by=people["publisher"], at=at)
    _objected(city, row)
    with as_of(city.day(DRAWN, "09:00")) as at:
        close_notice(row, by=people["publisher"], at=at)
        draw = draw_panel(row, by=people["supervisor"], at=at)
        for member in draw.members.select_related("user"):
            say(row, True, "名单符合条件。", by=member.user, at=at)
    with as_of(city.day(ORDERED, "15:00")) as at:
        approve(row, by=people["leader"], at=at)
        publish_order(row, by=people["publisher"], at=at)


def _objected(city: City, row: Commendation) -> None:
    """One objection to the list as a whole, and its answer."""
    with as_of(city.day(SHOWN + 1, "20:10")) as at:
        text = "建议在名单中说明每个人提的是哪一条建议，方便大家核对。"
        objection = object_to(row, text, form_key=OBJECTION, at=at)
    with as_of(city.day(SHOWN + 2, "10:30")) as at:
        words = "名单中每个名字下面都列有对应的建议，点开可以看到全文。谢谢您的关注。"
        answer(objection, words, upheld=False, by=city.people["supervisor"], at=at)


def _running(city: City) -> None:
    """Stations, by hand: the notice began yesterday."""
    row = _draft(city, "人民建议征集示范站点表扬", RUNNING - 1, (AwardKind.STATION,))
    with as_of(city.day(RUNNING - 1, "11:00")) as at:
        for code, reason in STATIONS.items():
            unit = city.units[code]
            if not row.nominees.filter(unit=unit).exists():
                kind = AwardKind.STATION
                nominate_unit(row, kind, unit, reason, by=city.people["editor"], at=at)
    with as_of(city.day(RUNNING, "09:00") + timedelta(minutes=5)) as at:
        publish_notice(row, PANEL, by=city.people["publisher"], at=at)


STATIONS = {
    "JD-SL-ZL-S": "每周三下午上门听意见，帮助老人填写建议，件件有回音。",
}
