"""From a station without a network to a closed case: everyone who takes part, each at a browser."""

from urllib.parse import urlsplit

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from portal.accounts.contact import ContactAccess
from suggestions.figures.cells import Cell, Kind
from suggestions.models import Asking, Call, Paper, Rating, Reopening, Suggestion
from suggestions.rating.rating import Scale
from suggestions.states import Classification, State
from tests.browser.conftest import PATIENCE, Visit
from tests.browser.handling_steps import (
    People,
    approve,
    call_back,
    check,
    clocks,
    duties,
    events,
    hand_in_reply,
    read_pdf,
    take_step,
    tracked,
    type_offline,
)
from tests.browser.steps import DESK, choose, fill, press
from tests.factories import CampaignFactory, ReplyTemplateFactory

TITLE = "给候车亭装一条长椅"
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
SENT = "[data-items] [data-of=sent]"
FIRST_REPLY = "长椅已列入十二月的计划。"
SECOND_REPLY = "长椅和挡雨板今天装好了，欢迎查看。"
VISITED = "到候车亭看过，和赵小满谈了装在哪里。"
LOW, HIGH = "只说了计划，没有装。", "装好了，谢谢。"
TAKEN_UP = [("forward", "建议征集办公室", "met"), ("notice", "建议征集办公室", "met")]


@pytest.fixture
def people(transactional_db: None) -> People:
    """Everyone of the journey, an open call and a template for replies."""
    people = People()
    CampaignFactory(title="家门口的好点子", organiser=people.office)
    ReplyTemplateFactory(text="关于“{title}”（{receipt}）的答复：")
    return people


def test_handling(visit: Visit, people: People) -> None:
    number, code = type_without_network(visit, people)
    suggestion = Suggestion.objects.get()
    assert suggestion.receipt == number.replace(" ", "")
    screen(visit, people, suggestion)
    assign_and_take(visit, people, suggestion)
    call_for_help(visit, people, suggestion)
    visit_and_reply(visit, people, suggestion, (number, code))
    check_and_reopen(visit, people, suggestion)
    answer_again_and_close(visit, people, suggestion)
    bind_and_read(visit, people, suggestion)
    look_at_figures(visit, people)


def type_without_network(visit: Visit, people: People) -> tuple[str, str]:
    """A clerk types for somebody else, reloads, hands in; sent once when the network is back."""
    desk = visit(people.clerk)
    desk.expected = (*desk.expected, *OFFLINE)
    page, network = desk.page, desk.page.context
    desk.go("/station/")
    page.locator("[data-desk]").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    network.set_offline(True)
    type_offline(page, TITLE)
    page.wait_for_timeout(300)
    page.reload()
    expect(page.locator("#id_title")).to_have_value(TITLE)
    page.locator("[data-hand-in]").click()
    expect(page.locator("[data-items] [data-of=waiting]")).to_be_visible()
    desk.look("offline")
    network.set_offline(False)
    expect(page.locator(SENT)).to_be_visible(timeout=PATIENCE)

    suggestion = Suggestion.objects.get()
    assert (suggestion.state, suggestion.channel) == (State.RECEIVED, "station")
    assert (suggestion.author, suggestion.author_name) == (None, "赵小满")
    assert (suggestion.transcriber, suggestion.station.name) == (people.clerk, "澜桥站")
    kinds = suggestion.consents.order_by("text__kind").values_list("text__kind", flat=True)
    assert list(kinds) == ["forward", "privacy"]
    assert events(suggestion) == ["submitted"]
    office = "建议征集办公室"
    assert clocks(suggestion) == [("forward", office, "open"), ("notice", office, "open")]
    sent = page.locator(SENT)
    return sent.locator("[data-number]").inner_text(), sent.locator("[data-code]").inner_text()


def screen(visit: Visit, people: People, suggestion: Suggestion) -> None:
    """The office sees what the words speak for, sets the class by two keys, and accepts."""
    desk = visit(people.screener)
    desk.go("/admin/")
    desk.look("first-page", ours=DESK)
    desk.go("/admin/handling/")
    desk.look("pile", ours=DESK)
    desk.follow(desk.page.get_by_role("link", name=TITLE))
    expect(desk.page.locator("section[aria-labelledby=class]")).to_contain_text("“建议”")
    desk.look("received", ours=DESK)
    with desk.page.expect_navigation():
        desk.page.keyboard.press("c")
        desk.page.keyboard.press("1")
    suggestion.refresh_from_db()
    assert suggestion.classification == Classification.SUGGESTION
    fill(desk, note="感谢，已经受理。")
    press(desk, _("Accept"))

    suggestion.refresh_from_db()
    assert suggestion.state == State.ACCEPTED
    assert events(suggestion) == ["submitted", "classified", "accepted"]
    office = "建议征集办公室"
    assert clocks(suggestion) == [
        ("close", office, "open"),
        *TAKEN_UP[:1],
        *TAKEN_UP[1:],
        ("reply", office, "open"),
    ]


def assign_and_take(visit: Visit, people: People, suggestion: Suggestion) -> None:
    """The office offers it to a district's bureau, with one to help; both take it, one helps."""
    desk = visit(people.screener)
    page = f"/admin/handling/{suggestion.receipt}/"
    desk.go(page)
    desk.follow(desk.page.get_by_role("link", name=_("Pass to a unit"), exact=True))
    choose(desk, "unit", "北岸区城管局")
    choose(desk, "other_1", "北岸区园林所")
    fill(desk, note="请现场查看。")
    desk.look("assign", ours=DESK)
    press(desk, _("Pass to a unit"))
    desk.look("offered", ours=DESK)
    suggestion.refresh_from_db()
    assert suggestion.unit == people.office, "who had it first answers until another accepts"

    bureau = visit(people.handler)
    bureau.go("/admin/duties/")
    bureau.look("offers", ours=DESK)
    bureau.follow(bureau.page.get_by_role("link", name=TITLE))
    press(bureau, _("Accept and take in hand"))
    bureau.go("/admin/desk/")
    bureau.look("desk", ours=DESK)
    assert TITLE in bureau.page.inner_text(DESK)
    helper = visit(people.gardener)
    helper.go(page)
    press(helper, _("Accept and take in hand"))
    take_step(helper, _("Hand in our part"), look="contribute", text="长椅由我所养护。")

    suggestion.refresh_from_db()
    assert suggestion.unit.name == "北岸区城管局"
    assert duties(suggestion) == [
        ("北岸区城管局", "lead", "accepted", "承办员丙"),
        ("北岸区园林所", "co", "accepted", "协办员戊"),
    ]
    offered = ["duty_offered", "duty_offered", "assigned", "duty_taken", "duty_taken"]
    assert events(suggestion)[3:] == [*offered, "contributed"]
    assert clocks(suggestion) == [
        ("close", "北岸区城管局", "open"),
        *TAKEN_UP,
        ("object", "北岸区园林所", "met"),
        ("object", "北岸区城管局", "met"),
        ("reply", "北岸区园林所", "met"),
        ("reply", "北岸区城管局", "open"),
    ]


def call_for_help(visit: Visit, people: People, suggestion: Suggestion) -> None:
    """The bureau calls a department of the city, which answers and reports; the bureau rates."""
    page = f"/admin/handling/{suggestion.receipt}/"
    bureau, city = visit(people.handler), visit(people.transport)
    bureau.go(page)
    bureau.follow(bureau.page.get_by_role("link", name=_("Call for help"), exact=True))
    choose(bureau, "other_1", "市交通局")
    fill(bureau, text="候车亭的产权在公交公司，请协调。")
    bureau.look("call", ours=DESK)
    press(bureau, _("Call for help"))
    city.go("/admin/")
    city.go(page)
    take_step(city, _("Answer the call"), look="answer-call", text="两天内协调好。")
    take_step(city, pgettext("of a call", "It is done"), text="公交公司同意安装。")
    bureau.go(page)
    bureau.follow(bureau.page.get_by_role("link", name=_("Rate the response"), exact=True))
    bureau.page.locator("[name=rating][value='5']").check(force=True)
    bureau.look("rate-call", ours=DESK)
    press(bureau, _("Rate the response"))

    call = Call.objects.get()
    assert (call.state, call.rating, call.unit.name) == ("done", 5, "市交通局")
    assert events(suggestion)[9:] == ["called", "call_answered", "call_done", "call_rated"]
    assert ("call", "市交通局", "met") in clocks(suggestion)


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
    assert [row for row in clocks(suggestion) if row[2] != "met"] == []
    assert ("close", "北岸区", "met") in clocks(suggestion)
    district.go(page)
    district.look("closed", ours=DESK)


def bind_and_read(visit: Visit, people: People, suggestion: Suggestion) -> None:
    """The case file is bound; it names its parts and holds the words of all of them."""
    desk = visit(people.upper)
    desk.go(f"/admin/handling/{suggestion.receipt}/")
    press(desk, _("Bind the case file"))
    desk.look("papers", ours=DESK)
    link = desk.page.get_by_role("link", name="PDF", exact=True)
    path = urlsplit(str(link.get_attribute("href"))).path
    paper = Paper.objects.get()
    assert path == f"/admin/papers/{suggestion.receipt}/{paper.pk}.pdf"
    answer = desk.page.request.get(f"{desk.address}{path}")
    assert answer.headers["content-type"] == "application/pdf"

    pages = read_pdf(answer.body(), "handling-case-file")
    assert len(pages) == paper.pages
    assert TITLE in pages[0]
    titles = ["What was suggested", "What happened", "Time limits", "Who was in charge"]
    titles += ["Contact log", "Replies and checks", "Ratings and calls back"]
    for title in titles:
        assert _(title) in pages[1], title
    words = "".join(pages)
    for said in (FIRST_REPLY, SECOND_REPLY, VISITED, LOW, HIGH, "长椅由我所养护。"):
        assert said in words, said


def look_at_figures(visit: Visit, people: People) -> None:
    """It counts once, as what its author first said of it; nobody has it in hand any more."""
    desk = visit(people.supervisor)
    desk.go("/admin/figures/")
    desk.look("figures", ours=DESK)
    cell = Cell.objects.get(unit__name="望澜市", kind=Kind.ALL)
    counted = (cell.received, cell.closed, cell.asked, cell.rated, cell.rated_on_call)
    assert counted == (1, 1, 1, 1, 1)
    assert (cell.satisfied, cell.replied, cell.replied_in_time) == (0, 1, 1)
    for person in (people.handler, people.upper):
        desk = visit(person)
        desk.go("/admin/desk/")
        assert TITLE not in desk.page.inner_text(DESK)
    desk.look("empty-desk", ours=DESK)
