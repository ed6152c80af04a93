"""What the demo's supervisors did: a reminder, a case with its plan, a sitting, a class."""

from datetime import timedelta

from django.utils import timezone

from search.demo.city import City
from search.demo.clock import as_of
from suggestions.contacts.contact_entry import ContactKind
from suggestions.contacts.logging_contact import Contact, log_contact
from suggestions.states import State
from suggestions.suggestion import Suggestion, SuggestionQuerySet
from suggestions.supervision.conference.deciding import call_sitting, decide, write_minutes
from suggestions.supervision.conference.putting_on import put_on_agenda
from suggestions.supervision.leading.rung import Rung
from suggestions.supervision.leading.taking_on import Plan, make_plan, say_people, take_on
from suggestions.supervision.letters.kinds import Ground, LetterKind
from suggestions.supervision.letters.proposing import first_words
from suggestions.supervision.letters.writing import LetterWords, write_letter
from suggestions.systemic.answering import show
from suggestions.systemic.gathering import link, open_issue, plan_action, tell_progress

REMINDED, MET, GATHERED = -14, -6, -6


def supervise(city: City) -> None:
    """One of each, on suggestions that are still open."""
    at_the_school = _accepted().get(title__startswith="放学时校门口")
    _remind(city)
    _lead(city, at_the_school)
    _meet(city, at_the_school)
    _gather(city)


def _accepted() -> SuggestionQuerySet:
    return Suggestion.objects.unsealed().filter(state=State.ACCEPTED).select_related("unit")


def _remind(city: City) -> None:
    """A reminder whose answer is overdue by now: the next rung is proposed."""
    supervisor, issuer = city.people["supervisor"], city.units["WL"]
    with as_of(city.day(REMINDED, "09:00")) as at:
        row = _accepted().filter(unit=city.units["WL-IDEAS"]).earliest("submitted_at")
        about = (LetterKind.REMINDER, issuer, row.unit, Ground.OVERDUE)
        letter = LetterWords(*about, **first_words(*about, [row], on=timezone.localdate(at)))
        write_letter(letter, [row], by=supervisor, at=at)


def _lead(city: City, row: Suggestion) -> None:
    """The leader takes a case on, with its plan; somebody was there in person."""
    supervisor, unit = city.people["supervisor"], city.units["WL-TRAFFIC"]
    with as_of(city.day(MET, "09:30")) as at:
        say_people(row, 36, by=supervisor, at=at)
        case = take_on(
            row,
            Rung.LEADER,
            city.people["leader"],
            reason="涉及居民较多，需要多个部门共同解决",
            by=supervisor,
            at=at,
        )
        plan = Plan(
            "接送时段集中，校门口没有临时停放的地方，由谁管理没有说清",
            "一、明确牵头单位；二、在支路划出接送停放区；三、每周公布进度",
            unit,
            "周科长",
            timezone.localdate(at) + timedelta(days=30),
        )
        make_plan(case, plan, by=supervisor, at=at)
    with as_of(city.day(MET, "15:30")) as at:
        visit = Contact(
            ContactKind.BEFORE,
            at,
            unit,
            "周科长",
            "建议人",
            "放学时一起看了现场，听取了具体想法",
            place="学校门口",
            next_step="反馈停放区的方案",
            next_on=timezone.localdate(at) + timedelta(days=10),
        )
        log_contact(row, visit, by=supervisor, at=at)


def _meet(city: City, row: Suggestion) -> None:
    """A sitting of the joint conference with one decision."""
    leader, unit, owner = city.people["leader"], city.units["WL"], city.units["WL-TRAFFIC"]
    with as_of(city.day(MET, "16:30")) as at:
        item = put_on_agenda(
            row, by=leader, at=at, question="由哪个单位牵头、如何分工", conference=unit
        )
        sitting = call_sitting(
            unit,
            held_at=at,
            place="市政府三楼会议室",
            chair="分管副市长",
            attendees=[row.unit, owner],
            items=[item],
            by=leader,
            at=at,
        )
        write_minutes(sitting, "会议听取了情况汇报，议定如下事项。", by=leader, at=at)
        due_on = timezone.localdate(at) + timedelta(days=20)
        decide(
            item,
            "由交通运输局牵头，二十日内提出接送停放区的方案。",
            owner=owner,
            due_on=due_on,
            by=leader,
            at=at,
        )


def _gather(city: City) -> None:
    """A systemic issue with its page on the site."""
    supervisor, unit = city.people["supervisor"], city.units["WL"]
    rows = list(_accepted().filter(title__contains="飞线充电").order_by("submitted_at"))
    with as_of(city.day(GATHERED, "10:00")) as at:
        issue = open_issue(
            "老旧小区的电动自行车充电",
            "多件建议反映老旧小区没有充电的地方、电费偏高，只好飞线充电，现合并研究、统一解决。",
            unit=unit,
            cause="小区建成时没有预留充电设施，电价没有统一",
            by=supervisor,
            at=at,
        )
        link(issue, rows, by=supervisor, at=at)
        due_on = timezone.localdate(at) + timedelta(days=60)
        plan_action(
            issue,
            "出台小区集中充电设施的建设和收费办法",
            unit=city.units["WL-HOUSING"],
            due_on=due_on,
            by=supervisor,
            at=at,
        )
        tell_progress(
            issue, "已完成摸底，共涉及四十二个小区。", is_public=True, by=supervisor, at=at
        )
        show(issue, by=city.people["publisher"], at=at)
