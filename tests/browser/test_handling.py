"""From a station without a network to a closed case: everyone who takes part, each at a browser."""

from urllib.parse import urlsplit

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from suggestions.figures.cells import Cell, Kind
from suggestions.models import Call, Paper, Suggestion
from suggestions.states import Classification, State
from tests.browser.conftest import PATIENCE, Visit
from tests.browser.handling_replies import (
    FIRST_REPLY,
    HIGH,
    LOW,
    SECOND_REPLY,
    TITLE,
    VISITED,
    answer_again_and_close,
    check_and_reopen,
    visit_and_reply,
)
from tests.browser.handling_steps import (
    People,
    clocks,
    duties,
    events,
    read_pdf,
    take_step,
    type_offline,
)
from tests.browser.steps import DESK, choose, fill, press
from tests.factories import CampaignFactory, ReplyTemplateFactory

OFFLINE = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
SENT = "[data-items] [data-of=sent]"
TAKEN_UP = [("forward", "建议征集办公室", "met"), ("notice", "建议征集办公室", "cancelled")]


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
