"""Forms on paper: photographed, typed beside the picture, typed again, settled."""

from io import BytesIO

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.unit import Unit, UnitKind
from suggestions.models import Sheet, Suggestion, TypingComparison
from tests.browser.conftest import Visit
from tests.browser.steps import DESK, fill, press
from tests.factories import CampaignFactory, UnitFactory, staff
from tests.suggestions.paper.photographs import photographed

WORDS = {"title": "给候车亭装一条长椅", "problem": "老人站着等车。", "proposal": "装一条长椅。"}


@pytest.fixture
def station(transactional_db: None) -> Unit:
    CampaignFactory(title="家门口的好点子")
    return UnitFactory(name="望澜站", kind=UnitKind.STATION)


def clerk(station: Unit) -> User:
    return staff(Role.STATION_CLERK, unit=Unit.objects.get(pk=station.pk))


def photograph() -> dict[str, object]:
    file = BytesIO()
    photographed(degrees=5.0, dim=0.7).picture.resize((900, 1150)).save(file, "JPEG", quality=85)
    return {"name": "表.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def test_a_form_is_photographed_typed_twice_and_settled(visit: Visit, station: Unit) -> None:
    first = visit(clerk(station))
    first.go("/admin/paper/")
    first.look("no-batches", ours=DESK)
    first.go("/admin/paper/upload/")
    first.page.locator("[name=campaign]").select_option(label="家门口的好点子")
    first.page.locator("[name=pictures]").set_input_files([photograph()])
    first.look("upload", ours=DESK)
    press(first, _("Upload"))
    first.look("batch", ours=DESK)
    first.follow(first.page.get_by_role("link", name=_("Type the next form")))
    first.page.locator("[data-view=larger]").click()
    fill(first, **WORDS)
    expect(first.page.locator("[data-status][data-state=well]")).to_be_visible()
    first.page.reload()
    expect(first.page.locator("[name=problem]")).to_have_value(WORDS["problem"])
    first.page.locator("[name=consent_privacy]").check()
    first.page.locator("[name=consent_form][value=signed]").check(force=True)
    first.look("typing", ours=DESK)
    press(first, _("Hand in and go on"))
    assert Suggestion.objects.get().problem == WORDS["problem"]

    second = visit(clerk(station))
    second.go(f"/admin/paper/{Sheet.objects.get().batch_id}/next/")
    expect(second.page.locator("[name=problem]")).to_have_value("")
    fill(second, **{**WORDS, "problem": "老大爷站着等车。"})
    second.look("second", ours=DESK)
    press(second, _("Done, go on"))

    third = visit(clerk(station))
    third.go(f"/admin/paper/{Sheet.objects.get().batch_id}/")
    third.follow(third.page.get_by_role("link", name=_("Settle the differences")))
    third.page.locator("[name=problem-choice][value=second]").check(force=True)
    third.look("settle", ours=DESK)
    press(third, _("Settle"))
    third.look("settled", ours=DESK)

    assert Suggestion.objects.get().problem == "老大爷站着等车。"
    assert TypingComparison.objects.get().first_errors == 2


def test_forms_are_numbered_and_printed(visit: Visit, station: Unit) -> None:
    visitor = visit(clerk(station))
    visitor.go("/admin/paper/print/")
    visitor.page.locator("[name=campaign]").select_option(label="家门口的好点子")
    fill(visitor, count="2")
    press(visitor, _("Number and draw the forms"))
    expect(visitor.page.get_by_role("link", name="PDF")).to_be_visible()
    visitor.look("prints", ours=DESK)

    visitor.follow(visitor.page.get_by_role("link", name=_("Page to print")))

    expect(visitor.page.locator("article.form")).to_have_count(2)
    visitor.look("print-page")
