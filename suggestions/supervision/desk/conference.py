"""The joint conference at the desk: what waits for it, and how a sitting is called."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.organisation.rights import units_of
from portal.organisation.unit import Unit
from portal.paging import window
from suggestions.handling.desk.deeds import DeedsMixin
from suggestions.review.desk.entrance import Crumb
from suggestions.rights import Action
from suggestions.supervision.conference.agenda import (
    LOOKING,
    AgendaItem,
    ConferenceDecision,
    Sitting,
)
from suggestions.supervision.conference.deciding import call_sitting, may_run
from suggestions.supervision.conference.putting_on import put_on_agenda
from suggestions.supervision.desk.cases import OneSuggestionPage
from suggestions.supervision.desk.entrance import FormPage, SupervisionView
from suggestions.supervision.desk.forms import QuestionForm, SittingForm
from suggestions.supervision.refusals import SupervisionRefused

MOST_WAITING = 50
PAGE_SIZE = 30


class ConferenceView(SupervisionView):
    """What waits for a sitting, the sittings, and what they decided."""

    page_title = gettext_lazy("Joint conference")
    template_name = "suggestions/supervision/conference.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """All of it, as far as it is in reach; decisions by the day they are due."""
        done = request.GET.get("show") == "done"
        items = AgendaItem.objects.of_conferences(self.person, on=self.today).waiting()
        items = items.filter(sitting=None).select_related("suggestion", "conference", "dispute")
        waiting = list(items.order_by("conference", "put_on_at", "pk")[:MOST_WAITING])
        conferences = {item.conference.pk: item.conference for item in waiting}
        decisions = ConferenceDecision.objects.visible_to(self.person, on=self.today)
        decisions = decisions.filter(done_at__isnull=not done).select_related(
            "owner", "item__suggestion"
        )
        cursor = request.GET.get("page", "")
        page = window(decisions, ("due_on", "id"), cursor=cursor, size=PAGE_SIZE)
        for decision in page.rows:
            decision.late = decision.is_overdue(self.today)  # type: ignore[attr-defined]
        sittings = Sitting.objects.visible_to(self.person, on=self.today)
        context = self.get_context_data(
            waiting=waiting,
            callable=[
                one for one in conferences.values() if may_run(self.person, one, on=self.today)
            ],
            sittings=list(sittings.select_related("conference").order_by("-held_at", "-pk")[:10]),
            window=page,
            shown="done" if done else "open",
        )
        return self.render_to_response(context)


class PutOnAgendaView(OneSuggestionPage):
    """A suggestion comes before the conference."""

    page_title = gettext_lazy("Put before the joint conference")
    button = gettext_lazy("Put on the agenda")
    needs = Action.PUT_ON_AGENDA

    def form(self, data: Any = None) -> forms.Form:
        """The unit in charge and those above it, as far as this person reaches."""
        assert self.suggestion is not None  # noqa: S101 - told to the type checker
        unit = self.suggestion.unit
        mine = units_of(self.person, LOOKING, on=self.today)
        above = [one for one in mine if unit.path.startswith(one.path)]
        conferences = sorted(
            {one.pk: one for one in [*above, unit]}.values(), key=lambda one: len(one.path)
        )
        return QuestionForm(data, conferences=conferences)

    def run(self, said: dict[str, Any]) -> str:
        """Put it on."""
        assert self.suggestion is not None  # noqa: S101 - told to the type checker
        put_on_agenda(
            self.suggestion,
            by=self.person,
            at=timezone.now(),
            question=said["question"],
            conference=said["conference"],
        )
        return reverse("supervision:conference")


class CallSittingView(FormPage):
    """A sitting is called."""

    page_title = gettext_lazy("Call a sitting")
    button = gettext_lazy("Call the sitting")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the unit whose conference it is; raises PermissionDenied for others' people."""
        super().setup(request, *args, **kwargs)
        self.unit = get_object_or_404(Unit, pk=kwargs["unit"])
        if not may_run(self.person, self.unit, on=self.today):
            raise PermissionDenied

    def form(self, data: Any = None) -> forms.Form:
        """What waits on its agenda."""
        rows = AgendaItem.objects.of_conferences(self.person, on=self.today).waiting()
        rows = rows.filter(conference=self.unit, sitting=None).select_related("suggestion")
        return SittingForm(data, items=list(rows[:MOST_WAITING]))

    def run(self, said: dict[str, Any]) -> str:
        """Call it."""
        sitting = call_sitting(self.unit, by=self.person, at=timezone.now(), **said)
        return reverse("supervision:sitting", args=[sitting.pk])

    def back(self) -> str:
        """To the conference."""
        return reverse("supervision:conference")


class ConferencePart(DeedsMixin, SupervisionView):
    """A page below the conference."""

    refusals = (SupervisionRefused,)

    def crumbs(self) -> list[Crumb]:
        """The conference."""
        url = reverse("supervision:conference")
        return [*super().crumbs(), {"url": url, "label": _("Joint conference")}]
