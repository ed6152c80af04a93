"""Signing up with and without JavaScript, and staff setting up their second factor."""

from playwright.sync_api import Page, expect

from portal.accounts.user import User
from portal.organisation.membership import Role
from tests.browser.conftest import PASSWORD, Visit
from tests.factories import UnitFactory, home_page, staff
from tests.portal.accounts.conftest import code_of


def _open_account(page: Page, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=name]", "买买提·𠮷某")
    page.fill("[name=email]", f"{username}@example.org")
    page.fill("[name=password1]", "staple station nine")
    page.fill("[name=password2]", "staple station nine")
    page.click("main form button")
    page.wait_for_url(lambda url: "/signup/" not in url)


def test_citizen_opens_an_account(visit: Visit, settings) -> None:
    """The browser's own proof of work opens the way: without one nobody gets through here."""
    rates = {"unproven": [(0, 3600)], "proven": [(1, 3600)]}
    settings.WRITE_LIMITS = settings.WRITE_LIMITS | {"signup": rates}
    home_page()
    visitor = visit()
    visitor.go("/accounts/signup/")
    visitor.look("form")
    _open_account(visitor.page, "withscript")
    visitor.go("/accounts/email/")
    visitor.look("email")

    assert User.objects.get(username="withscript").name == "买买提·𠮷某"


def test_citizen_opens_an_account_without_javascript(visit: Visit, settings) -> None:
    rates = {"unproven": [(1, 3600)], "proven": [(0, 3600)]}
    settings.WRITE_LIMITS = settings.WRITE_LIMITS | {"signup": rates}
    home_page()
    visitor = visit(javascript=False)
    visitor.go("/accounts/signup/")
    _open_account(visitor.page, "withoutscript")

    assert User.objects.filter(username="withoutscript").exists()


def test_staff_set_up_a_second_factor(visit: Visit, settings) -> None:
    settings.REQUIRE_STAFF_SECOND_FACTOR = True
    home_page()
    editor = staff(Role.EDITOR, unit=UnitFactory(), name="编辑甲")
    desk = visit(editor)
    page = desk.page
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    desk.look("set-up")
    code = code_of(page.input_value("#authenticator_secret"))
    page.fill("[name=code]", code)
    page.click("main form.form button")
    expect(page.locator("#recovery_codes")).not_to_have_value("")
    desk.look("recovery-codes")

    desk.go("/admin/")
    page.fill("[name=code]", code)
    page.click("main form button")
    page.wait_for_url("**/admin/")
    assert page.locator("h1").first.is_visible()
