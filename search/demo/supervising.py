"""What the demo's supervisors did: a reminder, a case with its plan, a sitting, a class."""

from datetime import timedelta

from django.utils import timezone

from search.demo.city import City
from search.demo.clock import as_of
from suggestions.contacts.contact_entry import ContactKind
from suggestions.contacts.logging_contact import Contact, log_contact
from suggestions.states import State
from suggestions.suggestion import Suggestion
from suggestions.supervision.conference.deciding import call_sitting, decide, write_minutes
from suggestions.supervision.conference.putting_on import put_on_agenda
from suggestions.supervision.leading.rung import Rung
from suggestions.supervision.leading.taking_on import Plan, make_plan, say_people, take_on
from suggestions.supervision.letters.kinds import Ground, LetterKind
from suggestions.supervision.letters.proposing import first_words
from suggestions.supervision.letters.writing import LetterWords, write_letter
from suggestions.systemic.answering import show
from suggestions.systemic.gathering import link, open_issue, plan_action, tell_progress

REMINDED, MET, GATHERED = -12, -6, -20


def supervise(city: City) -> None:
    """One of each, on suggestions that are still open; nothing if the demo has too few."""
    there = city.day(GATHERED, "09:00")
    rows = Suggestion.objects.unsealed().filter(state=State.ACCEPTED)
    rows = rows.exclude(history__at__gt=there).select_related("unit")
    found = list(rows.order_by("-submitted_at", "-pk")[:5])
    if len(found) < 3:
        return
    _remind(city, found[0])
    _lead(city, found[1])
    _meet(city, found[1])
    _gather(city, found)


def _remind(city: City, row: Suggestion) -> None:
    """A reminder whose answer is overdue by now: the next rung is proposed."""
    supervisor, issuer = city.people["supervisor"], city.units["WL"]
    with as_of(city.day(REMINDED, "09:00")) as at:
        on = timezone.localdate(at)
        words = first_words(LetterKind.REMINDER, issuer, row.unit, Ground.OVERDUE, [row], on=on)
        subject, text = str(words["subject"]), str(words["text"])
        due_on = on + timedelta(days=5)
        letter = LetterWords(
            LetterKind.REMINDER, issuer, row.unit, Ground.OVERDUE, subject, text, due_on
        )
        write_letter(letter, [row], by=supervisor, at=at)


def _lead(city: City, row: Suggestion) -> None:
    """The leader takes a case on, with its plan; somebody was there in person."""
    supervisor = city.people["supervisor"]
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
            "设施老旧，管养分工不清",
            "一、明确管养单位；二、分两期改造；三、每周公布进度",
            row.unit,
            "周科长",
            timezone.localdate(at) + timedelta(days=30),
        )
        make_plan(case, plan, by=supervisor, at=at)
    with as_of(city.day(MET, "15:30")) as at:
        visit = Contact(
            ContactKind.BEFORE,
            at,
            row.unit,
            "周科长",
            "建议人",
            "现场看了位置，听取了具体想法",
            place="小区门口",
            next_step="反馈改造方案",
            next_on=timezone.localdate(at) + timedelta(days=10),
        )
        log_contact(row, visit, by=supervisor, at=at)


def _meet(city: City, row: Suggestion) -> None:
    """A sitting of the joint conference with one decision."""
    leader, unit = city.people["leader"], city.units["WL"]
    with as_of(city.day(MET, "16:30")) as at:
        item = put_on_agenda(
            row, by=leader, at=at, question="由哪个单位牵头改造、如何分工", conference=unit
        )
        sitting = call_sitting(
            unit,
            held_at=at,
            place="市政府三楼会议室",
            chair="分管副市长",
            attendees=[row.unit],
            items=[item],
            by=leader,
            at=at,
        )
        write_minutes(sitting, "会议听取了情况汇报，议定如下事项。", by=leader, at=at)
        due_on = timezone.localdate(at) + timedelta(days=20)
        decide(
            item,
            "由主办单位牵头，二十日内提出改造方案。",
            owner=row.unit,
            due_on=due_on,
            by=leader,
            at=at,
        )


def _gather(city: City, rows: list[Suggestion]) -> None:
    """A systemic issue with its page on the site."""
    supervisor, unit = city.people["supervisor"], city.units["WL"]
    with as_of(city.day(GATHERED, "10:00")) as at:
        issue = open_issue(
            "老旧小区公共设施管养",
            "多件建议反映老旧小区的公共设施无人管养，现合并研究、统一解决。",
            unit=unit,
            cause="移交时没有明确管养单位",
            by=supervisor,
            at=at,
        )
        link(issue, rows[:3], by=supervisor, at=at)
        due_on = timezone.localdate(at) + timedelta(days=60)
        plan_action(issue, "出台移交管养办法", unit=unit, due_on=due_on, by=supervisor, at=at)
        tell_progress(
            issue, "已完成摸底，共涉及四十二个小区。", is_public=True, by=supervisor, at=at
        )
        show(issue, by=city.people["publisher"], at=at)
