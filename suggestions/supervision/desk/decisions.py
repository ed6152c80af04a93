"""What the joint conference decided, at the desk: reports on it, and its end."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from suggestions.handling.desk.deeds import Card, Deed, media_of
from suggestions.supervision.conference.agenda import AgendaItem, ConferenceDecision
from suggestions.supervision.conference.deciding import finish, may_report, may_run, report_on
from suggestions.supervision.desk.conference import ConferencePart
from suggestions.supervision.desk.letters import text_form


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
        item = self.decision.item
        items = AgendaItem.objects.of_conferences(self.person, on=self.today)
        context = self.get_context_data(
            decision=self.decision,
            sees_item=item.sitting_id is not None and items.filter(pk=item.pk).exists(),
            sees_suggestion=self.sees(item.suggestion),
            notes=self.decision.notes.select_related("unit", "by"),
            is_overdue=self.decision.is_overdue(self.today),
            cards=cards,
            media=media_of(cards),
        )
        return self.render_to_response(context, status=status)
