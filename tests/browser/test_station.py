"""A station clerk without a network: nothing typed is lost, nothing is sent twice."""

from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from portal.accounts.user import User
from portal.organisation.membership import Role
from suggestions.models import Attachment, Slip, Suggestion
from tests.browser.conftest import Visit, sign_in
from tests.browser.station_steps import SENT, WAITING, eventually, hand_in, opened, write
from tests.factories import staff


def test_clerk_types_without_a_network_and_sends_once(
    visit: Visit, clerk: User, png: bytes
) -> None:
    visitor = opened(visit, clerk)
    page, network = visitor.page, visitor.page.context
    visitor.look("empty")

    network.set_offline(True)
    write(page, "给候车亭装一条长椅")
    photo = {"name": "亭子.png", "mimeType": "image/png", "buffer": png}
    page.locator("#id_attachments").set_input_files([photo])
    expect(page.locator("[data-files]")).to_contain_text("亭子.png")
    page.reload()
    expect(page.locator("#id_problem")).to_have_value("老人站着等车，下雨没有地方躲。")
    expect(page.locator("[data-files]")).to_contain_text("亭子.png")
    expect(page.locator("[name=consent_form][value=spoken]")).to_be_checked()
    hand_in(page)
    expect(page.locator(WAITING)).to_be_visible()
    number = page.locator(f"{WAITING} [data-number]").inner_text()
    code = page.locator(f"{WAITING} [data-code]").inner_text()
    visitor.look("offline")
    page.reload()
    expect(page.locator(WAITING)).to_be_visible()
    network.set_offline(False)
    expect(page.locator(SENT)).to_be_visible()
    visitor.look("sent")

    suggestion = Suggestion.objects.get()
    assert page.locator(f"{SENT} [data-number]").inner_text() == suggestion.receipt
    assert (suggestion.transcriber, suggestion.author_name) == (clerk, "赵小满")
    assert Attachment.objects.get().suggestion == suggestion
    assert Slip.objects.get().suggestion == suggestion
    author = visit()
    author.go("/suggestions/track/")
    author.page.locator("#id_receipt").fill(number)
    author.page.locator("#id_code").fill(code)
    author.follow(author.page.locator("main form button"))
    expect(author.page.locator("main")).to_contain_text("给候车亭装一条长椅")


def test_a_session_that_ends_meanwhile_loses_nothing(visit: Visit, clerk: User) -> None:
    visitor = opened(visit, clerk)
    page = visitor.page

    Session.objects.all().delete()
    write(page, "把路灯修好")
    hand_in(page)
    expect(page.locator("[data-signed-out]")).to_be_visible()
    expect(page.locator(WAITING)).to_be_visible()
    write(page, "还没有写完的一条")
    page.wait_for_timeout(300)
    sign_in(visitor, clerk)
    visitor.go("/station/")

    expect(page.locator(SENT)).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("还没有写完的一条")
    assert Suggestion.objects.get().title == "把路灯修好"


def test_who_signs_out_without_a_network_is_not_let_in_again_by_the_old_session(
    visit: Visit, clerk: User
) -> None:
    visitor = opened(visit, clerk)
    page, network = visitor.page, visitor.page.context

    network.set_offline(True)
    page.get_by_role("button", name=_("Sign out")).click()
    expect(page.locator("[data-desk]")).to_be_hidden()
    assert Session.objects.exists()
    network.set_offline(False)
    eventually(page, lambda: not Session.objects.exists())
    expect(page.locator("[data-signed-out]")).to_be_visible()
    expect(page.locator("[data-desk]")).to_be_hidden()

    sign_in(visitor, clerk)  # and is let in by a new one
    visitor.go("/station/")
    expect(page.locator("[data-desk]")).to_be_visible()


FULL = """() => {
    const full = () => { throw new DOMException("no room", "QuotaExceededError"); };
    IDBObjectStore.prototype.put = full;
}"""


def test_where_the_browser_has_no_room_left_it_is_handed_in_all_the_same(
    visit: Visit, clerk: User
) -> None:
    visitor = opened(visit, clerk)
    page = visitor.page
    page.evaluate(FULL)

    write(page, "没有空间了也要交")
    expect(page.locator("[data-trouble]")).to_be_visible()
    page.context.set_offline(True)
    hand_in(page)
    expect(page.locator(WAITING)).to_be_visible()
    write(page, "第二条")
    page.context.set_offline(False)

    expect(page.locator(SENT)).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("第二条")
    assert Suggestion.objects.get().title == "没有空间了也要交"


def test_two_clicks_hand_in_once_and_what_is_typed_next_is_kept(visit: Visit, clerk: User) -> None:
    visitor = opened(visit, clerk)
    page = visitor.page

    write(page, "点了两下")
    page.evaluate("for (const _ of [1, 2]) document.querySelector('[data-hand-in]').click()")
    expect(page.locator(SENT)).to_be_visible()
    page.locator("#id_title").fill("接着写的一条")
    page.wait_for_timeout(500)
    page.reload()

    expect(page.locator("#id_title")).to_have_value("接着写的一条")
    assert Suggestion.objects.count() == 1


def test_who_is_typing_is_not_disturbed_when_the_network_returns(visit: Visit, clerk: User) -> None:
    visitor = opened(visit, clerk)
    page, network = visitor.page, visitor.page.context
    page.locator("#id_problem").fill("前后")
    page.locator("#id_problem").press("ArrowLeft")

    network.set_offline(True)
    expect(page.locator("[data-network]")).to_have_attribute("data-connected", "false")
    network.set_offline(False)
    expect(page.locator("[data-network]")).to_have_attribute("data-connected", "true")
    page.keyboard.insert_text("中")

    expect(page.locator("#id_problem")).to_have_value("前中后")


def test_two_windows_hold_two_forms_and_send_each_once(visit: Visit, clerk: User) -> None:
    visitor = opened(visit, clerk)
    first, network = visitor.page, visitor.page.context
    write(first, "第一个窗口")
    second = network.new_page()
    second.goto(visitor.address + "/station/")
    second.locator("[data-desk]").wait_for()
    expect(second.locator("#id_title")).to_have_value("")

    network.set_offline(True)
    write(second, "第二个窗口")
    hand_in(first)
    hand_in(second)
    expect(first.locator(WAITING)).to_have_count(2)
    network.set_offline(False)

    expect(first.locator(SENT)).to_have_count(2)
    expect(second.locator(SENT)).to_have_count(2)
    assert sorted(Suggestion.objects.values_list("title", flat=True)) == [
        "第一个窗口",
        "第二个窗口",
    ]


def test_another_clerk_at_the_same_computer_sees_nothing_of_the_first(
    visit: Visit, clerk: User
) -> None:
    visitor = opened(visit, clerk)
    page, network = visitor.page, visitor.page.context
    asked: list[str] = []

    def agree(dialog: object) -> None:
        asked.append(dialog.message)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    page.on("dialog", agree)
    write(page, "第一位同事写了一半")
    page.wait_for_timeout(300)
    page.get_by_role("button", name=_("Sign out")).click()
    expect(page.locator("[data-signed-out]")).to_be_visible()
    assert len(asked) == 1
    network.set_offline(True)
    page.reload()
    expect(page.locator("[data-desk]")).to_be_hidden()
    assert "第一位" not in page.content()
    network.set_offline(False)
    other = staff(Role.STATION_CLERK, unit=clerk.memberships.get().unit)
    sign_in(visitor, other)
    visitor.go("/station/")
    page.locator("[data-desk]").wait_for()
    expect(page.locator("#id_title")).to_have_value("")

    page.get_by_role("button", name=_("Sign out")).click()
    expect(page.locator("[data-signed-out]")).to_be_visible()
    sign_in(visitor, clerk)
    visitor.go("/station/")
    expect(page.locator("#id_title")).to_have_value("第一位同事写了一半")
