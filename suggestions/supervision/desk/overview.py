"""The supervisor's desk: everything that waits for a word of supervision, on one page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from suggestions.instructions.instruction import Instruction
from suggestions.supervision.conference.agenda import ConferenceDecision
from suggestions.supervision.desk.entrance import SupervisionView
from suggestions.supervision.leading.case import LedCase
from suggestions.supervision.letters.letter import SupervisionLetter
from suggestions.supervision.letters.proposing import (
    for_next_rung,
    late_calls,
    late_units,
    supervised_units,
)

MOST = 20


class OverviewView(SupervisionView):
    """What is late, by unit; letters for the next rung; answers; instructions; decisions."""

    page_title = gettext_lazy("Supervision")
    template_name = "suggestions/supervision/overview.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page; each list is cut at MOST and leads to the whole."""
        person, on, now = self.person, self.today, timezone.now()
        letters = SupervisionLetter.objects
        mine = letters.addressed_to(person, on=on).unanswered().select_related("issuer")
        answered = letters.supervised_by(person, on=on).answered().select_related("unit")
        instructions = Instruction.objects.visible_to(person, on=on).overdue(on)
        decisions = ConferenceDecision.objects.visible_to(person, on=on).overdue(on)
        cases = LedCase.objects.visible_to(person, on=on)
        supervises = bool(supervised_units(person, on=on))
        context = self.get_context_data(
            supervises=supervises,
            late=late_units(person, at=now) if supervises else [],
            calls=list(late_calls(person, at=now)[:MOST]) if supervises else [],
            next_rung=list(for_next_rung(person, on=on)[:MOST]),
            answered=list(answered.order_by("answered_at", "pk")[:MOST]),
            to_answer=list(mine.order_by("due_on", "pk")[:MOST]),
            instructions=list(
                instructions.select_related("suggestion", "leader").order_by("due_on")[:MOST]
            ),
            decisions=list(
                decisions.select_related("owner", "item__suggestion").order_by("due_on")[:MOST]
            ),
            cases=list(
                cases.overdue(on).select_related("suggestion", "leader").order_by("due_on")[:MOST]
            ),
        )
        return self.render_to_response(context)

    def crumbs(self) -> list[dict[str, object]]:
        """Nothing between the home and this page."""
        return []
