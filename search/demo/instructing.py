"""What the demo's leader wrote: one instruction with its release, and a special report."""

from datetime import timedelta

from django.utils import timezone

from search.demo.city import City
from search.demo.clock import as_of
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.instructions.instructing import Written, feed_back, instruct
from suggestions.instructions.releasing import ask_release, release
from suggestions.instructions.reporting import draft_report, put_in, send_report
from suggestions.states import State

WRITTEN, ANSWERED, RELEASED, REPORTED = -100, -96, -94, -8
PERIOD = timedelta(days=180)


def instruct_and_report(city: City) -> None:
    """An instruction on the newest golden idea, and a report on two others."""
    ideas = list(
        GoldenIdea.objects.select_related("suggestion__unit").order_by("-adopted_at", "-pk")
    )
    if ideas:
        _instruct(city, ideas[0])
    _report(city, ideas[1:3])


def _instruct(city: City, idea: GoldenIdea) -> None:
    people, unit = city.people, city.units["WL-IDEAS"]
    with as_of(city.day(WRITTEN, "08:40")) as at:
        today = timezone.localdate(at)
        words = "这条建议很实在，请研究室牵头，会同有关部门尽快拿出办法。"
        written = Written(words, today, (unit,), today + timedelta(days=120))
        row = instruct(idea.suggestion, people["leader"], written, by=people["editor"], at=at)
    with as_of(city.day(ANSWERED, "16:00")) as at:
        feed_back(row, unit, "已召集三个部门会商，方案初稿下周报送。", by=people["handler"], at=at)
    with as_of(city.day(RELEASED, "10:00")) as at:
        asked = ask_release(row, "望澜市人民政府", by=people["editor"], at=at)
        release(asked, by=people["publisher"], at=at)


def _report(city: City, ideas: list[GoldenIdea]) -> None:
    people = city.people
    with as_of(city.day(REPORTED, "14:00")) as at:
        today = timezone.localdate(at)
        about = (city.units["WL"], people["leader"], today - PERIOD, today)
        report = draft_report("金点子专报（演示）", *about, by=people["editor"], at=at)
        for idea in ideas:
            if idea.suggestion.state in (State.ADOPTED, State.PARTLY_ADOPTED, State.CONVERTED):
                put_in(report, idea.suggestion, idea.reason[:300], by=people["editor"], at=at)
        if report.items.exists():
            send_report(report, by=people["editor"], at=at)
