"""The joint conference at the desk: agenda, sittings, decisions."""

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
from suggestions.handling.desk.deeds import Card, Deed, DeedsMixin, media_of
from suggestions.review.desk.entrance import Crumb
from suggestions.rights import Action
from suggestions.supervision.conference.agenda import (
    LOOKING,
    AgendaItem,
    ConferenceDecision,
    Sitting,
)
from suggestions.supervision.conference.deciding import (
    call_sitting,
    close_sitting,
    decide,
    finish,
    may_report,
    may_run,
    put_on_agenda,
    report_on,
    take_off,
    write_minutes,
)
from suggestions.supervision.desk.cases import OneSuggestionPage
from suggestions.supervision.desk.entrance import FormPage, SupervisionView
from suggestions.supervision.desk.forms import DecisionForm, QuestionForm, SittingForm
from suggestions.supervision.desk.letters import text_form
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


class SittingView(ConferencePart):
    """One sitting: agenda, minutes, decisions."""

    template_name = "suggestions/supervision/sitting.html"
    deeds = (
        Deed(
            "minutes",
            gettext_lazy("Minutes"),
            gettext_lazy("Keep the minutes"),
            text_form(gettext_lazy("Minutes")),
            lambda view, said: write_minutes(
                view.sitting, said["text"], by=view.person, at=timezone.now()
            ),
            lambda view: view.runs,
        ),
        Deed(
            "close",
            gettext_lazy("Make the minutes final"),
            gettext_lazy("Close the sitting"),
            lambda view, **o: forms.Form(**o),
            lambda view, said: close_sitting(view.sitting, by=view.person, at=timezone.now()),
            lambda view: view.runs,
            is_grave=True,
        ),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the sitting; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = Sitting.objects.visible_to(self.person, on=self.today)
        related = ("conference", "called_by", "closed_by")
        self.sitting = get_object_or_404(rows.select_related(*related), pk=kwargs["pk"])
        may = may_run(self.person, self.sitting.conference, on=self.today)
        self.runs = may and self.sitting.is_open

    def get_page_title(self) -> str:
        """Whose and when."""
        return str(self.sitting)

    def here(self) -> str:
        """The sitting."""
        return reverse("supervision:sitting", args=[self.sitting.pk])

    def deed_url(self, name: str) -> str:
        """Below the sitting."""
        return reverse("supervision:sitting_deed", args=[self.sitting.pk, name])

    def answer(self, cards: list[Card], *, status: int = 200) -> HttpResponse:
        """The page."""
        items = self.sitting.items.unsealed().select_related("suggestion", "dispute")
        context = self.get_context_data(
            sitting=self.sitting,
            attendees=self.sitting.attendees.all(),
            items=items.prefetch_related("decisions__owner"),
            minutes=list(self.sitting.minutes.select_related("by")),
            runs=self.runs,
            cards=cards,
            media=media_of(cards),
        )
        return self.render_to_response(context, status=status)


class ItemView(ConferencePart):
    """One item of the agenda: what is asked, and what is decided."""

    template_name = "suggestions/supervision/item.html"
    deeds = (
        Deed(
            "decide",
            gettext_lazy("What the sitting decides"),
            gettext_lazy("Keep the decision"),
            lambda view, **o: DecisionForm(is_dispute=view.item.dispute_id is not None, **o),
            lambda view, said: decide(view.item, by=view.person, at=timezone.now(), **said),
            lambda view: view.runs and view.item.sitting_id is not None,
        ),
        Deed(
            "take-off",
            gettext_lazy("Take it off the agenda"),
            gettext_lazy("Take off"),
            text_form(gettext_lazy("Why")),
            lambda view, said: take_off(view.item, said["text"], by=view.person, at=timezone.now()),
            lambda view: view.runs and view.item.dispute_id is None,
            is_grave=True,
        ),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the item; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = AgendaItem.objects.of_conferences(self.person, on=self.today)
        related = ("suggestion__unit", "conference", "dispute", "sitting", "put_on_by")
        self.item = get_object_or_404(rows.select_related(*related), pk=kwargs["pk"])
        may = may_run(self.person, self.item.conference, on=self.today)
        self.runs = may and self.item.settled_at is None

    def get_page_title(self) -> str:
        """The suggestion's number."""
        return self.item.suggestion.receipt

    def here(self) -> str:
        """The item."""
        return reverse("supervision:item", args=[self.item.pk])

    def deed_url(self, name: str) -> str:
        """Below the item."""
        return reverse("supervision:item_deed", args=[self.item.pk, name])

    def answer(self, cards: list[Card], *, status: int = 200) -> HttpResponse:
        """The page."""
        context = self.get_context_data(
            item=self.item,
            decisions=self.item.decisions.select_related("owner"),
            cards=cards,
            media=media_of(cards),
        )
        return self.render_to_response(context, status=status)


class DecisionView(ConferencePart):
    """One decision: what its owner reports, and whether it is carried out."""

    template_name = "suggestions/supervision/decision.html"
    deeds = (
        Deed(
            "report",
            gettext_lazy("Report on it"),
            gettext_lazy("Send the report"),
            text_form(gettext_lazy("What was done")),
            lambda view, said: report_on(
                view.decision, said["text"], by=view.person, at=timezone.now()
            ),
            lambda view: (
                view.decision.done_at is None
                and may_report(view.person, view.decision, on=view.today)
            ),
        ),
        Deed(
            "finish",
            gettext_lazy("It is carried out"),
            gettext_lazy("Close"),
            text_form(gettext_lazy("Result")),
            lambda view, said: finish(
                view.decision, said["text"], by=view.person, at=timezone.now()
            ),
            lambda view: (
                view.decision.done_at is None
                and may_run(view.person, view.decision.item.conference, on=view.today)
            ),
            is_grave=True,
        ),
    )

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the decision; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = ConferenceDecision.objects.visible_to(self.person, on=self.today)
        related = ("owner", "item__conference", "item__suggestion", "decided_by", "done_by")
        self.decision = get_object_or_404(rows.select_related(*related), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """The suggestion's number."""
        return self.decision.item.suggestion.receipt

    def here(self) -> str:
        """The decision."""
        return reverse("supervision:decision", args=[self.decision.pk])

    def deed_url(self, name: str) -> str:
        """Below the decision."""
        return reverse("supervision:decision_deed", args=[self.decision.pk, name])

    def answer(self, cards: list[Card], *, status: int = 200) -> HttpResponse:
        """The page."""
        context = self.get_context_data(
            decision=self.decision,
            notes=self.decision.notes.select_related("unit", "by"),
            is_overdue=self.decision.is_overdue(self.today),
            cards=cards,
            media=media_of(cards),
        )
        return self.render_to_response(context, status=status)
