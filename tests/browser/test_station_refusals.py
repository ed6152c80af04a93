"""What the server does not take: the form comes back with the reason, the others go on."""

from django.utils.translation import gettext as _
from playwright.sync_api import Route, expect

from portal.accounts.user import User
from suggestions.models import Suggestion
from tests.browser.conftest import Visit
from tests.browser.station_steps import SENT, WAITING, hand_in, opened, write


def test_one_form_that_the_server_stumbles_over_does_not_keep_the_others_back(
    visit: Visit, clerk: User
) -> None:
    visitor = opened(visit, clerk)
    page, network = visitor.page, visitor.page.context
    visitor.expected = (*visitor.expected, "status of 500")

    def stumble(route: Route) -> None:
        if "绊脚石" in (route.request.post_data_buffer or b"").decode(errors="replace"):
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    network.set_offline(True)
    for title in ("绊脚石一块", "后面的一条"):
        write(page, title)
        hand_in(page)
        expect(page.locator("#id_title")).to_have_value("")
    expect(page.locator(WAITING)).to_have_count(2)
    page.route("**/station/send/", stumble)
    network.set_offline(False)

    expect(page.locator(SENT)).to_contain_text("后面的一条")
    expect(page.locator(WAITING)).to_contain_text("绊脚石")
    assert Suggestion.objects.get().title == "后面的一条"


def test_what_the_server_refuses_comes_back_to_be_mended(visit: Visit, clerk: User) -> None:
    visitor = opened(visit, clerk)
    page = visitor.page

    write(page, "填错了编号的一条")
    page.locator("#id_slip").fill("000000126")  # sound, but never printed
    page.locator("#id_phone").fill("电话")
    hand_in(page)
    row = page.locator("[data-items] [data-of=refused]")
    expect(row).to_be_visible()
    row.locator("[data-act=edit]").click()
    expect(page.locator("[data-field=phone] [data-error]")).to_be_visible()
    visitor.look("refused")
    page.locator("#id_phone").fill("")
    page.locator("#id_slip").fill("")
    hand_in(page)

    expect(page.locator(SENT)).to_be_visible()
    assert Suggestion.objects.get().title == "填错了编号的一条"


def test_what_is_too_large_for_the_server_says_so(visit: Visit, clerk: User) -> None:
    visitor = opened(visit, clerk)
    visitor.expected = (*visitor.expected, "status of 413")
    page = visitor.page
    page.route("**/station/send/", lambda route: route.fulfill(status=413, body=""))

    write(page, "照片太大的一条")
    hand_in(page)
    row = page.locator("[data-items] [data-of=refused]")
    expect(row).to_contain_text(
        _("Together the photos are too large for the server. Please take some out.")
    )
    page.unroute("**/station/send/")
    row.locator("[data-act=edit]").click()
    expect(page.locator("[data-field=attachments] [data-error]")).to_be_visible()
    hand_in(page)

    expect(page.locator(SENT)).to_contain_text("照片太大的一条")
