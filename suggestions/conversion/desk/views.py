"""The list of golden ideas, and the page of one with its actions."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from portal.accounts.user import User
from suggestions.conversion.action import UNFINISHED, ActionState
from suggestions.conversion.ageing import is_quiet
from suggestions.conversion.converting import lapse, show
from suggestions.conversion.desk.forms import ActionForm, NoteForm
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.proposal import Proposal
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.conversion.register import RegisterForm
from suggestions.conversion.rights import (
    may_conclude,
    may_plan,
    may_propose,
    may_report,
    may_use_desk,
    may_verify,
)
from suggestions.conversion.rules import FollowUpRules
from suggestions.history import MoveNotAllowed
from suggestions.review.deciding import already_moved
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.states import MOVES, State

PER_PAGE = 20


def adopted_of(idea: GoldenIdea) -> str:
    """The day of adoption as the list shows it."""
    return date_format(localtime(idea.adopted_at), "SHORT_DATE_FORMAT")


def actions_of(idea: Any) -> str:
    """Actions done of all."""
    return f"{idea.done} / {idea.planned}"


def next_due_of(idea: Any) -> str:
    """The next day on which something is due."""
    return date_format(idea.next_due, "SHORT_DATE_FORMAT") if idea.next_due else "–"


class IdeaDeskView(DeskView):
    """A page of the desk of golden ideas."""

    header_icon = "pick"

    def may_enter(self, person: User, *, on: date) -> bool:
        """Editors, chairs, handlers and supervisors."""
        return may_use_desk(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [{"url": reverse("conversion:ideas"), "label": _("Golden ideas")}]


class IdeasView(IdeaDeskView, BaseListingView):
    """The ideas of one's unit and below, and those it has to do with, latest first."""

    page_title = gettext_lazy("Golden ideas")
    paginate_by = PER_PAGE
    verbose_name_plural = gettext_lazy("golden ideas")
    columns = (
        TitleColumn("title", label=gettext_lazy("Idea"), accessor=str, url_name="conversion:idea"),
        Column(
            "state",
            label=gettext_lazy("Status"),
            accessor=lambda idea: idea.suggestion.get_state_display(),
        ),
        Column("adopted", label=gettext_lazy("Adopted on"), accessor=adopted_of),
        Column("actions", label=gettext_lazy("Actions done"), accessor=actions_of),
        Column("next_due", label=gettext_lazy("Next due"), accessor=next_due_of),
    )

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and this list."""
        return []

    def get_base_queryset(self) -> QuerySet[GoldenIdea]:
        """The ideas, narrowed as the address says, with what their actions come to."""
        rows = GoldenIdea.objects.visible_to(self.person, on=self.today)
        if self.request.GET:
            form = RegisterForm(self.request.GET, ideas=GoldenIdea.objects.all())
            rows = form.wish().apply(rows)
        return (
            rows.select_related("suggestion")
            .annotate(
                planned=Count("actions"),
                done=Count("actions", filter=Q(actions__state=ActionState.DONE)),
                next_due=Min("actions__due_on", filter=Q(actions__state__in=UNFINISHED)),
            )
            .newest_first()
        )


class IdeaView(IdeaDeskView):
    """One idea: its reason, its actions with their reports, and what came of it."""

    template_name = "suggestions/conversion/desk/idea.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the idea; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = GoldenIdea.objects.visible_to(self.person, on=self.today)
        rows = rows.select_related("suggestion__unit", "suggestion__campaign", "decision__by")
        rows = rows.prefetch_related(
            "actions__unit", "actions__co_units", "actions__notes__by", "actions__due_reports"
        )
        rows = rows.prefetch_related("actions__notes__evidence__attachment")
        self.idea = get_object_or_404(rows, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """The suggestion's receipt number."""
        return self.idea.suggestion.receipt

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.answer()

    def answer(
        self, *, plan_form: forms.Form | None = None, lapse_form: forms.Form | None = None
    ) -> HttpResponse:
        """The page with its forms, perhaps with what was typed."""
        idea, person, on = self.idea, self.person, self.today
        possible = MOVES[State(idea.suggestion.state)]
        context = self.get_context_data(
            idea=idea,
            suggestion=idea.suggestion,
            actions=self.actions(),
            proposals=self.proposals(),
            plan_form=plan_form or ActionForm(initial={"unit": idea.suggestion.unit_id}),
            lapse_form=lapse_form or NoteForm(),
            may_plan=may_plan(person, idea, on=on),
            may_propose=may_propose(person, idea, on=on) and State.CONVERTED in possible,
            may_conclude=may_conclude(person, idea, on=on),
            may_lapse=State.LAPSED in possible,
            is_concluded=idea.suggestion.state == State.CONVERTED,
        )
        return self.render_to_response(context)

    def actions(self) -> list[dict[str, Any]]:
        """The actions with their reports, and whether one may report on each."""
        quiet_days, found = FollowUpRules.load().quiet_days, []
        for action in self.idea.actions.all():
            action.idea = self.idea
            late = [one for one in action.due_reports.all() if self._is_late(one, action)]
            found.append(
                {
                    "action": action,
                    "may_report": may_report(self.person, action, on=self.today),
                    "is_overdue": action.is_overdue(self.today),
                    "is_quiet": is_quiet(action, self.today, quiet_days),
                    "late_reports": len(late),
                }
            )
        return found

    def _is_late(self, due: Any, action: Any) -> bool:
        return action.is_unfinished and due.note_id is None and due.due_on < self.today

    def proposals(self) -> list[dict[str, Any]]:
        """What was put forward, latest first, and whether one may verify it."""
        rows = Proposal.objects.filter(idea=self.idea).select_related(
            "verifying_unit", "regulation", "proposed_by", "verified_by"
        )
        found = []
        for proposal in rows.prefetch_related("verdicts__by"):
            proposal.idea = self.idea
            to_verify = proposal.is_open and proposal.outcome != State.LAPSED
            allowed = to_verify and may_verify(self.person, proposal, on=self.today)
            found.append({"proposal": proposal, "may_verify": allowed})
        return found


class LapseView(IdeaView):
    """Nothing more will come of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Nothing to see here but the idea."""
        return redirect("conversion:idea", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Call it lapsed; whatever is refused comes back with what was typed."""
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.answer(lapse_form=form)
        try:
            lapse(self.idea, form.cleaned_data["note"], by=self.person, at=timezone.now())
        except MoveNotAllowed as error:
            form.add_error(None, already_moved(error))
            return self.answer(lapse_form=form)
        except FollowUpRefused as refusal:
            form.add_error(None, str(refusal))
            return self.answer(lapse_form=form)
        messages.success(request, _("The outcome has been kept, and the author is told."))
        return redirect("conversion:idea", pk)


class ShowView(IdeaView):
    """On the site, or not."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Nothing to see here but the idea."""
        return redirect("conversion:idea", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show or hide the idea."""
        show(self.idea, "show" in request.POST, by=self.person, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("conversion:idea", pk)
