"""The pile: what came in, narrowed by filters, and steps for several at once."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campaigns.pages import CampaignPage
from portal.organisation.rights import units_of
from portal.organisation.unit import Unit
from portal.paging import window
from suggestions.handling.desk.entrance import DeskView
from suggestions.handling.desk.forms import PileForm
from suggestions.handling.publication import CannotPublish, publish
from suggestions.handling.screening import CannotScreen, accept
from suggestions.history import MoveNotAllowed
from suggestions.rights import Action, may, may_anywhere
from suggestions.suggestion import STAFF_ROLES, Suggestion

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
        )
        return self.render_to_response(context)

    def campaigns(self) -> QuerySet[CampaignPage]:
        """The campaigns to choose from: those of the person's units and below."""
        rows = CampaignPage.objects.order_by("-first_published_at", "-pk").defer_streamfields()
        if self.person.is_superuser:
            return rows
        units = units_of(self.person, STAFF_ROLES, on=self.today)
        return rows.filter(organiser__in=Unit.objects.below(*units))


class BulkView(DeskView):
    """One step for all that were ticked; each is decided by itself."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do the step with every ticked row in reach, and tell what could not be done."""
        keys = [int(key) for key in request.POST.getlist("selected")[:PAGE_SIZE] if key.isdecimal()]
        rows = self.visible().filter(pk__in=keys).select_related("campaign", "unit")
        step = request.POST.get("step", "")
        refusals = [(row, self.refusal(row, step)) for row in rows]
        done = sum(1 for _row, refusal in refusals if not refusal)
        text = ngettext("%(count)d suggestion done.", "%(count)d suggestions done.", done)
        messages.success(request, text % {"count": done})
        for row, refusal in refusals:
            if refusal:
                messages.error(request, f"{row.receipt}: {refusal}")
        query = request.POST.get("query", "").lstrip("?")
        return redirect(f"{reverse('handling:pile')}?{query}")

    def refusal(self, row: Suggestion, step: str) -> str:
        """Do `step` with `row`; returns why not, or nothing if it was done."""
        action = {"accept": Action.SCREEN, "publish": Action.PUBLISH}.get(step)
        if action is None or not may(self.person, action, row, on=self.today):
            return str(NOT_ALLOWED)
        try:
            if action == Action.SCREEN:
                accept(row, by=self.person)
            else:
                publish(row, by=self.person, at=timezone.now())
        except (CannotPublish, CannotScreen) as error:
            return str(error)
        except MoveNotAllowed:
            return str(SOMEONE_ELSE)
        return ""
