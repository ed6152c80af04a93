"""An editor writes a campaign, three people read it, and it is on the site."""

from django.utils.translation import gettext as _
from playwright.sync_api import Page

from campaigns.models import CampaignPage
from portal.organisation.membership import Role
from tests.browser.conftest import Visit
from tests.browser.looking import Visitor
from tests.factories import UnitFactory, campaign_index, staff

FORM = "main"
CHOOSER = ".modal-body"


def test_editor_publishes_a_campaign(visit: Visit) -> None:
    index = campaign_index()
    unit = UnitFactory(name="建议征集办公室")
    editor = staff(Role.EDITOR, unit=unit, name="编辑甲")
    readers = [
        staff(Role.EDITOR, unit=unit, name="编辑乙"),
        staff(Role.EDITOR, Role.PUBLISHER, unit=unit, name="发布人丙"),
        staff(Role.PUBLISHER, unit=unit, name="发布人丁"),
    ]

    desk = visit(editor)
    page = desk.page
    desk.go(f"/admin/pages/add/campaigns/campaignpage/{index.pk}/")
    page.locator("[name=title]").fill("把街角还给孩子")
    page.locator("[name=introduction]").fill("放学以后，孩子们去哪里玩？")
    _choose_organiser(page, "建议征集办公室")
    page.locator("[name=phases-0-kind]").select_option("collecting")
    page.locator("[name=phases-0-starts_at]").fill("2026-11-01 09:00")
    page.locator("[name=phases-0-ends_at]").fill("2030-12-01 18:00")
    desk.look("campaign-form", ours=FORM)
    page.evaluate("document.querySelectorAll('.xdsoft_datetimepicker').forEach(e => e.remove())")
    _submit(page, "action-submit")
    draft = CampaignPage.objects.get(title="把街角还给孩子")
    assert not draft.live

    for reader in readers:
        _approve(visit(reader), draft)
    draft.refresh_from_db()
    assert draft.live

    public = visit()
    public.go("/campaigns/")
    public.look("campaigns")
    public.follow(public.page.get_by_role("link", name="把街角还给孩子").first)
    public.look("published")
    assert _("Hand in my suggestion") in public.page.inner_text("main")


def _choose_organiser(page: Page, name: str) -> None:
    page.locator("#id_organiser-chooser [data-chooser-action-choose]").first.click()
    page.locator(CHOOSER).get_by_role("link", name=name).click()
    page.locator(CHOOSER).wait_for(state="detached")


def _submit(page: Page, name: str) -> None:
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    with page.expect_navigation():
        page.locator(f"button[name={name}]").click()


def _approve(reader: Visitor, campaign: CampaignPage) -> None:
    reader.go(f"/admin/pages/{campaign.pk}/edit/")
    reader.page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    reader.follow(reader.page.locator("[data-workflow-action-name=approve]").first)
