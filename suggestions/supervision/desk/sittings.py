"""Sittings of the joint conference at the desk, and the items of their agendas."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from suggestions.handling.desk.deeds import Card, Deed, media_of
from suggestions.supervision.conference.agenda import AgendaItem, ConferenceDecision, Sitting
from suggestions.supervision.conference.deciding import (
    close_sitting,
    decide,
    may_run,
    take_off,
    write_minutes,
)
from suggestions.supervision.desk.conference import ConferencePart
from suggestions.supervision.desk.forms import DecisionForm
from suggestions.supervision.desk.letters import text_form


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
        self.is_ours = may_run(self.person, self.sitting.conference, on=self.today)
        self.runs = self.is_ours and self.sitting.is_open

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
        """The page; who only attends is led to nothing that is not theirs."""
        decisions = ConferenceDecision.objects.visible_to(self.person, on=self.today)
        seen = decisions.filter(item__sitting=self.sitting).values_list("pk", flat=True)
        items = self.sitting.items.open_to(self.person, on=self.today)
        items = items.select_related("suggestion", "dispute")
        context = self.get_context_data(
            sitting=self.sitting,
            attendees=self.sitting.attendees.all(),
            items=items.prefetch_related("decisions__owner"),
            minutes=list(self.sitting.minutes.select_related("by")),
            runs=self.runs,
            is_ours=self.is_ours,
            seen=set(seen),
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
            lambda view: view.runs and not view.item.has_open_dispute,
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
