"""What a unit organises: campaigns that go on need another organiser before it is dissolved."""

from datetime import date

from django.utils.timezone import now
from django.utils.translation import gettext as _

from campaigns.pages import CampaignPage
from campaigns.querysets import is_closed
from portal.organisation.holdings import Holding
from portal.organisation.unit import Unit


def holdings(unit: Unit, on: date) -> list[Holding]:
    """Its campaigns that are not over.

    Their editors hand them over: a draft of the page would bring the old organiser back.
    """
    rows = CampaignPage.objects.filter(organiser=unit).exclude(is_closed(now()))
    then = _("Choose another organiser in each of them first.")
    return [Holding(_("Campaigns that go on"), rows.count(), then, must_move=True)]
