"""The list of rounds, and opening one."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from campaigns.pages import CampaignPage
from campaigns.phases import PhaseKind
from portal.organisation.rights import units_of
from suggestions.history import MoveNotAllowed
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.review.desk.forms import OpenRoundForm
from suggestions.review.entering import accepted_suggestions
from suggestions.review.opening import Preview, open_round, preview
from suggestions.review.refusals import RoundRefused
from suggestions.review.rights import may_open_round
from suggestions.review.round import ORGANISERS, Aggregation, Round

PER_PAGE = 20
MOST_CAMPAIGNS = 100


def deadline_of(round: Round) -> str:
    """The deadline as the list shows it."""
    return date_format(localtime(round.deadline), "SHORT_DATETIME_FORMAT")


def reviews_of(round: Any) -> str:
    """Submitted of assigned reviews."""
    return f"{round.submitted or 0} / {round.assigned or 0}"


def decided_of(round: Round) -> str:
    """Decided of all suggestions."""
    return f"{round.decided_count} / {round.suggestion_count}"


def status_of(round: Round) -> str:
    """Whether the round is open."""
    names = {True: pgettext("of a round", "Open"), False: pgettext("of a round", "Closed")}
    return names[round.is_open]


class RoundsView(DeskView, BaseListingView):
    """All rounds of one's unit and below, latest first."""

    page_title = gettext_lazy("Review rounds")
    paginate_by = PER_PAGE
    verbose_name_plural = gettext_lazy("review rounds")
    columns = (
        TitleColumn("name", label=gettext_lazy("Round"), url_name="review:round"),
        Column("campaign", label=gettext_lazy("Campaign")),
        Column("deadline", label=gettext_lazy("Scores are due by"), accessor=deadline_of),
        Column("reviews", label=gettext_lazy("Reviews"), accessor=reviews_of),
        Column("decided", label=gettext_lazy("Decided"), accessor=decided_of),
        Column("status", label=gettext_lazy("Status"), accessor=status_of),
    )

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and this list."""
        return []

    def get_header_buttons(self) -> list[HeaderButton]:
        """The ways to a new round and to the templates."""
        choose, templates = reverse("review:choose_campaign"), reverse("reason_templates:index")
        return [
            HeaderButton(_("Open a round"), url=choose, icon_name="plus"),
            HeaderButton(_("Reason templates"), url=templates, icon_name="openquote"),
        ]

    def get_base_queryset(self) -> QuerySet[Round]:
        """The rounds with the sums of their panels."""
        rows = Round.objects.visible_to(self.person, on=self.today)
        rows = rows.select_related("campaign").order_by("-opened_at", "-pk")
        return rows.annotate(assigned=Sum("panel__assigned"), submitted=Sum("panel__submitted"))


class ChooseCampaignView(DeskView):
    """The campaigns in which a round can be opened now."""

    page_title = gettext_lazy("Open a round")
    template_name = "suggestions/review/choose_campaign.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The campaigns with how many suggestions wait in each."""
        return self.render_to_response(self.get_context_data(campaigns=self.campaigns()))

    def campaigns(self) -> QuerySet[CampaignPage]:
        """Campaigns of one's unit and below, in a reviewing phase, with something accepted."""
        reach = Q(pk__in=[])
        for unit in units_of(self.person, ORGANISERS, on=self.today):
            reach |= Q(organiser__path__startswith=unit.path)
        rows = CampaignPage.objects.live().in_phase(PhaseKind.REVIEWING, timezone.now())
        waiting = accepted_suggestions().filter(campaign=OuterRef("pk"))
        return rows.filter(reach, Exists(waiting)).order_by("title")[:MOST_CAMPAIGNS]


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
        """The empty form."""
        return self.answer(OpenRoundForm(campaign=self.campaign))

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
            author_hidden=chosen["author_hidden"],
            aggregation=Aggregation(chosen["aggregation"]),
        )
        messages.success(self.request, _("The round is open: reviewers have been assigned."))
        return redirect("review:round", round.pk)

    def answer(self, form: OpenRoundForm) -> HttpResponse:
        """The page with the form."""
        context = self.get_context_data(form=form, campaign=self.campaign, counts=self.counts)
        return self.render_to_response(context)
