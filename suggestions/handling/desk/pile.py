"""The pile: what came in, narrowed by filters, and steps for several at once."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from portal.organisation.rights import units_of
from portal.organisation.unit import Unit
from portal.paging import window
from suggestions.handling.desk.entrance import DeskView
from suggestions.handling.desk.forms import BulkForm, PileForm
from suggestions.rights import Action, may_anywhere
from suggestions.suggestion import STAFF_ROLES

PAGE_SIZE = 50
ORDER = ("-submitted_at", "-id")
NOT_ALLOWED = _("You may not do this.")
SOMEONE_ELSE = _("It has moved on: someone else was first, or this step does not fit.")


class PileView(DeskView):
    """One page of the suggestions this person may see."""

    template_name = "suggestions/handling/pile.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page that the filters and the cursor ask for."""
        form = PileForm(request.GET, campaigns=self.campaigns())
        rows = form.narrow(self.visible()).select_related("campaign", "topic", "unit")
        page = window(rows, ORDER, cursor=request.GET.get("page", ""), size=PAGE_SIZE)
        context = self.get_context_data(
            form=form,
            window=page,
            may_screen=may_anywhere(self.person, Action.SCREEN, on=self.today),
            may_publish=may_anywhere(self.person, Action.PUBLISH, on=self.today),
            bulk_form=BulkForm(auto_id="bulk_%s"),
        )
        return self.render_to_response(context)

    def campaigns(self) -> QuerySet[CampaignPage]:
        """The campaigns to choose from: those of the person's units and below."""
        rows = CampaignPage.objects.order_by("-first_published_at", "-pk").defer_streamfields()
        if self.person.is_superuser:
            return rows
        units = units_of(self.person, STAFF_ROLES, on=self.today)
        return rows.filter(organiser__in=Unit.objects.below(*units))
