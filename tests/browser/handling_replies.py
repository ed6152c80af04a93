"""Replies of the journey of handling: sent, checked, rated, and answered again."""

from django.utils.translation import gettext as _

from portal.accounts.contact import ContactAccess
from suggestions.models import Asking, Rating, Reopening, Suggestion
from suggestions.rating.rating import Scale
from suggestions.states import State
from tests.browser.conftest import Visit
from tests.browser.handling_steps import (
    People,
    approve,
    call_back,
    check,
    clocks,
    duties,
    events,
    hand_in_reply,
    tracked,
)
from tests.browser.steps import DESK, fill, press

TITLE = "给候车亭装一条长椅"
FIRST_REPLY = "长椅已列入十二月的计划。"
SECOND_REPLY = "长椅和挡雨板今天装好了，欢迎查看。"
VISITED = "到候车亭看过，和赵小满谈了装在哪里。"
LOW, HIGH = "只说了计划，没有装。", "装好了，谢谢。"


def visit_and_reply(
    visit: Visit, people: People, suggestion: Suggestion, secret: tuple[str, str]
) -> None:
    """The bureau visits the author and replies through a second hand; the author reads it."""
    page = f"/admin/handling/{suggestion.receipt}/"
    bureau = visit(people.handler)
    bureau.go(f"/admin/contacts/{suggestion.receipt}/")
    bureau.page.locator("[name=contact-kind]").select_option("visit")
    fill(
        bureau, **{"contact-with_whom": "赵小满", "contact-place": "澜桥", "contact-said": VISITED}
    )
    bureau.look("contact", ours=DESK)
    press(bureau, _("Write down"))
    assert [row.said for row in suggestion.contacts.all()] == [VISITED]
    bureau.go(page)
    hand_in_reply(bureau, FIRST_REPLY, look="reply")
    bureau.look("handed-in", ours=DESK)
    approve(visit(people.head), suggestion.receipt, look="approve")

    suggestion.refresh_from_db()
    assert suggestion.state == State.ANSWERED
    reply = suggestion.replies.get()
    assert (reply.state, reply.publicity, reply.kind) == ("sent", "on_request", "final")
    assert (reply.drafted_by, reply.approved_by) == (people.handler, people.head)
    assert reply.reviewed_by == people.head
    assert [state for _unit, _part, state, _who in duties(suggestion)] == ["done", "done"]
    assert ("reply", "北岸区城管局", "met") in clocks(suggestion)
    author = visit()
    said = tracked(author, *secret)
    author.look("tracked")
    assert f"关于“{TITLE}”（{suggestion.receipt}）的答复：" in said
    assert FIRST_REPLY in said


def check_and_reopen(visit: Visit, people: People, suggestion: Suggestion) -> None:
    """A supervisor passes it; called back, the author is dissatisfied: the next unit up has it."""
    desk = visit(people.supervisor)
    desk.go("/admin/replies/checks/")
    desk.look("checks", ours=DESK)
    check(desk, suggestion.receipt, look="check")
    assert Asking.objects.get().via == "call"
    caller = visit(people.caller)
    call_back(caller, Scale.DISSATISFIED, LOW, look="call-back")

    suggestion.refresh_from_db()
    assert suggestion.state == State.ACCEPTED
    rating = Rating.objects.get()
    assert (rating.answered, rating.done, rating.source) == (2, 2, "callback")
    assert (rating.by, rating.alone) == (people.caller, False)
    opened = ContactAccess.objects.filter(by=people.caller)
    assert opened.count() == 1, "opening the number is written down"
    assert Reopening.objects.get().to_unit == people.district
    assert duties(suggestion)[2:] == [("北岸区", "lead", "offered", "")]
    told = ["answered", "checked", "rate_asked", "rated", "accepted", "duty_offered"]
    assert events(suggestion)[13:] == told
    assert ("rate", "北岸区城管局", "met") in clocks(suggestion)


def answer_again_and_close(visit: Visit, people: People, suggestion: Suggestion) -> None:
    """The district answers; checked, called back with good marks, it is closed."""
    page = f"/admin/handling/{suggestion.receipt}/"
    district = visit(people.upper)
    district.go(page)
    district.look("reopened", ours=DESK)
    press(district, _("Accept and take in hand"))
    hand_in_reply(district, SECOND_REPLY)
    approve(visit(people.upper_head), suggestion.receipt)
    check(visit(people.supervisor), suggestion.receipt)
    call_back(visit(people.caller), Scale.SATISFIED, HIGH)

    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.unit) == (State.CLOSED, people.district)
    told = ["assigned", "duty_taken", "answered", "checked", "rate_asked", "rated", "closed"]
    assert events(suggestion)[19:] == told
    assert duties(suggestion)[2:] == [("北岸区", "lead", "done", "区承办员庚")]
    assert [row for row in clocks(suggestion) if row[2] == "open"] == []
    assert ("close", "北岸区", "met") in clocks(suggestion)
    district.go(page)
    district.look("closed", ours=DESK)
