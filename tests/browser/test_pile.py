"""Steps for several suggestions at once, folded away below the pile."""

from django.utils.translation import gettext as _

from portal.organisation.membership import Role
from tests.browser.conftest import Visit
from tests.browser.looking import WIDTHS
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, staff

BEYOND = """card => [...card.querySelectorAll("select, input, textarea")].map(
  (field) => field.getBoundingClientRect().right - card.getBoundingClientRect().right
)"""
"""By how many pixels each field goes beyond the card, at one moment: the page may be moving."""


def test_fields_that_are_folded_away_keep_to_their_card(visit: Visit) -> None:
    """What a browser puts into <details> once made their padding count twice."""
    unit = UnitFactory(name="建议征集办公室")
    SuggestionFactory(campaign=CampaignFactory(organiser=unit), title="加装电梯")
    desk = visit(staff(Role.HANDLER, unit=unit))
    desk.go("/admin/handling/")
    desk.page.get_by_text(_("More steps for the ticked ones")).click()
    card = desk.page.locator(".desk-bulk")

    for width in WIDTHS:
        desk.page.set_viewport_size({"width": width, "height": 900})
        beyond = card.evaluate(BEYOND)
        assert len(beyond) >= 4
        assert max(beyond) < 0, width
    desk.look("steps-for-several", ours="main")
