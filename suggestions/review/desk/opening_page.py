"""Opening a round: the campaigns in which it can be done, and the form."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.pages import CampaignPage
from campaigns.phases import PhaseKind
from portal.organisation.rights import units_of
from portal.organisation.unit import within
from suggestions.history import MoveNotAllowed
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.review.desk.opening_form import OpenRoundForm
from suggestions.review.entering import Source, ready
from suggestions.review.opening import Preview, open_round, preview
from suggestions.review.reconsideration import Reconsideration
from suggestions.review.refusals import RoundRefused
from suggestions.review.rights import may_open_round
from suggestions.review.round import ORGANISERS, RoundKind

MOST_CAMPAIGNS = 100


STARTED_WITH = ("kind", "source", "receipts")
"""What an address may fill in: other desks lead here with their suggestions."""


class ChooseCampaignView(DeskView):
    """The campaigns in which a round can be opened now."""

    page_title = gettext_lazy("Open a round")
    template_name = "suggestions/review/choose_campaign.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The campaigns of one's reach."""
        return self.render_to_response(self.get_context_data(campaigns=self.campaigns()))

    def campaigns(self) -> QuerySet[CampaignPage]:
        """Campaigns of one's unit and below, in a reviewing phase, with something to review."""
        reach = within(units_of(self.person, ORGANISERS, on=self.today), "organiser")
        rows = CampaignPage.objects.live().in_phase(PhaseKind.REVIEWING, timezone.now())
        waiting = Q(Exists(Reconsideration.objects.taken_up().filter(campaign=OuterRef("pk"))))
        for source in set(Source) - {Source.POOL}:
            waiting |= Q(Exists(ready(source).filter(campaign=OuterRef("pk"))))
        return rows.filter(reach).filter(waiting).order_by("title")[:MOST_CAMPAIGNS]


class OpenRoundView(DeskView):
    """The form of a new round; "preview" counts, "open" opens."""

    page_title = gettext_lazy("Open a round")
    template_name = "suggestions/review/open_round.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the campaign; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = CampaignPage.objects.select_related("organiser", "rubric")
        self.campaign = get_object_or_404(rows, pk=kwargs["campaign"])
        if not may_open_round(self.person, self.campaign, on=localdate()):
            raise Http404
        self.counts: Preview | None = None

    def crumbs(self) -> list[Crumb]:
        """Rounds, and the choice of a campaign."""
        choice = {"url": reverse("review:choose_campaign"), "label": _("Choose a campaign")}
        return [*super().crumbs(), choice]

    def get(self, request: HttpRequest, campaign: int) -> HttpResponse:
        """The form, empty but for what the address says."""
        initial = {key: request.GET[key] for key in STARTED_WITH if key in request.GET}
        return self.answer(OpenRoundForm(campaign=self.campaign, initial=initial))

    def post(self, request: HttpRequest, campaign: int) -> HttpResponse:
        """Count or open; whatever is refused comes back with what was typed."""
        form = OpenRoundForm(request.POST, campaign=self.campaign)
        if not form.is_valid():
            return self.answer(form)
        try:
            if "open" in request.POST:
                return self.opened(form)
            self.counts = self.counted(form)
        except RoundRefused as error:
            form.add_error(None, str(error))
        except MoveNotAllowed:
            form.add_error(None, _("Suggestions were moved meanwhile. Please try again."))
        return self.answer(form)

    def counted(self, form: OpenRoundForm) -> Preview:
        """What the round would come to."""
        chosen = form.cleaned_data
        return preview(
            self.campaign,
            form.suggestions(),
            chosen["reviewers"],
            chosen["per_suggestion"],
            at=timezone.now(),
            kind=RoundKind(chosen["kind"]),
            calibration=chosen["calibration"] or 0,
        )

    def opened(self, form: OpenRoundForm) -> HttpResponse:
        """Open the round and show it."""
        chosen = form.cleaned_data
        round = open_round(
            self.campaign,
            form.suggestions(),
            chosen["reviewers"],
            chosen["per_suggestion"],
            by=self.person,
            at=timezone.now(),
            name=chosen["name"],
            deadline=chosen["deadline"],
            calibration=chosen["calibration"] or 0,
            **form.rules(),
        )
        messages.success(self.request, _("The round is open: reviewers have been assigned."))
        return redirect("review:round", round.pk)

    def answer(self, form: OpenRoundForm) -> HttpResponse:
        """The page with the form."""
        context = self.get_context_data(
            form=form,
            campaign=self.campaign,
            counts=self.counts,
        )
        return self.render_to_response(context)
