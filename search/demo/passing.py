"""How the demo's offices pass suggestions between them: offers, parts, an objection, a call."""

from search.demo.city import City
from search.demo.clock import as_of
from suggestions.duties.assigning import assign, call_in
from suggestions.duties.calling import answer_call, call_units
from suggestions.duties.contributing import contribute
from suggestions.duties.objecting import object_to
from suggestions.duties.taking import take, take_up
from suggestions.suggestion import Suggestion


def pass_between_units(city: City) -> None:
    """One suggestion with co-handlers, one offer, one objection and two calls under way."""
    _with_co_handlers(city)
    _offered(city)
    _objected_to(city)
    _called(city)


def _suggestion(city: City, key: str) -> Suggestion:
    return Suggestion.objects.select_related("unit").get(pk=city.suggestions[key].pk)


def _with_co_handlers(city: City) -> None:
    """The office leads; one bureau has handed in its part, another has not answered."""
    row = _suggestion(city, "schoolgate_second")
    handler, bureau = city.people["handler"], city.people["bureau"]
    with as_of(city.past(-3, "09:10")) as at:
        take_up(row, by=handler, at=at)
        units = [city.units["WL-URBAN"], city.units["WL-TRAFFIC"]]
        parts = call_in(row, units, by=handler, at=at, note="请就校门口划线和交通组织提出意见。")
    with as_of(city.past(-3, "15:05")) as at:
        take(parts[0], by=bureau, at=at)
    with as_of(city.past(-1, "16:30")) as at:
        text = "上下学时段可在校门两侧划出步行通道，并清理占道车辆。"
        contribute(parts[0], text, by=bureau, at=at)


def _offered(city: City) -> None:
    """A bureau has been offered the lead and has not answered yet."""
    row = _suggestion(city, "lifebuoy")
    with as_of(city.past(-2, "14:20")) as at:
        unit = city.units["WL-URBAN"]
        assign(
            row,
            unit,
            by=city.people["handler"],
            at=at,
            note="涉及江堤设施的设置和维护，请研究办理。",
        )


def _objected_to(city: City) -> None:
    """A bureau says it is not its duty; the office has to answer."""
    row = _suggestion(city, "bookcorner")
    with as_of(city.past(-3, "10:20")) as at:
        duty = assign(row, city.units["WL-URBAN"], by=city.people["handler"], at=at)
    with as_of(city.past(-2, "11:40")) as at:
        object_to(
            duty,
            reason="候诊区内的服务设施不属于我局职责范围。",
            has_share=False,
            proposed=city.units["WL-SERVICE"],
            by=city.people["bureau"],
            at=at,
        )


def _called(city: City) -> None:
    """Two bureaus were called; one has said what it will do."""
    row = _suggestion(city, "wedding")
    handler, bureau = city.people["handler"], city.people["bureau"]
    with as_of(city.past(-3, "09:30")) as at:
        units = [city.units["WL-TRAFFIC"], city.units["WL-CIVIL"]]
        text = "请派人一起到现场，商定周末的停车和引导办法。"
        calls = call_units(row, units, caller=row.unit, text=text, by=handler, at=at)
    with as_of(city.past(-2, "10:10")) as at:
        answer_call(calls[0], "本周六上午派两人到场。", by=bureau, at=at)
