"""What one has to do about golden ideas: reports, verifications, decisions on lapsed ones."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.organisation.membership import Role
from portal.organisation.rights import units_of
from portal.organisation.unit import Unit, within
from suggestions.conversion.action import Action
from suggestions.conversion.desk.views import IdeaDeskView
from suggestions.conversion.golden_idea import FOLLOWERS
from suggestions.conversion.progress import DueReport
from suggestions.conversion.proposal import Proposal, ProposalState
from suggestions.conversion.rights import VERIFIERS, may_verify
from suggestions.conversion.stages import GOING_ON
from suggestions.states import State

MOST = 50
"""Rows of each part of the page; the earliest come first."""
IDEA = ("action__unit", "action__idea__suggestion")
PROPOSAL = ("idea__suggestion__unit", "verifying_unit")


class TodoView(IdeaDeskView):
    """Everything that waits for somebody of one's units, what is late first."""

    template_name = "suggestions/conversion/desk/todo.html"

    def get_page_title(self) -> str:
        """What this page is for."""
        return _("Golden ideas: to do")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        units = self.units(*FOLLOWERS)
        reports = DueReport.objects.open().filter(action__in=Action.objects.of_units(units))
        reports = reports.select_related(*IDEA).order_by("due_on", "pk")
        late = Action.objects.overdue(self.today).of_units(units)
        context = self.get_context_data(
            overdue_reports=reports.filter(due_on__lt=self.today)[:MOST],
            due_reports=reports.filter(due_on__gte=self.today)[:MOST],
            overdue_actions=late.select_related("unit", "idea__suggestion")[:MOST],
            to_verify=self.to_verify(),
            stale=self.stale(),
            sent_back=self.sent_back(units),
            today=self.today,
        )
        return self.render_to_response(context)

    def units(self, *roles: Role) -> list[Unit]:
        """The units for which one holds any of `roles`; all for a superuser."""
        if self.person.is_superuser:
            return list(Unit.get_root_nodes())
        return units_of(self.person, roles, on=self.today)

    def to_verify(self) -> list[Proposal]:
        """Claims that wait for one's word, the earliest first; four queries."""
        rows = Proposal.objects.to_verify().filter(within(self.units(*VERIFIERS), "verifying_unit"))
        rows = rows.select_related(*PROPOSAL).order_by("proposed_at")
        acting = ("idea__actions__unit", "idea__actions__co_units", "idea__actions__notes")
        found = rows.prefetch_related(*acting)[:MOST]
        return [one for one in found if may_verify(self.person, one, on=self.today)]

    def stale(self) -> QuerySet[Proposal]:
        """Ideas that the portal put forward as lapsed, for who decides about them."""
        units = self.units(Role.EDITOR, Role.CHAIR)
        rows = Proposal.objects.open().filter(within(units, "idea__suggestion__unit"))
        rows = rows.filter(outcome=State.LAPSED).select_related(*PROPOSAL)
        return rows.order_by("proposed_at")[:MOST]

    def sent_back(self, units: list[Unit]) -> QuerySet[Proposal]:
        """Claims of one's units that were sent back, with nothing put forward since."""
        later = Proposal.objects.filter(idea=OuterRef("idea"), pk__gt=OuterRef("pk"))
        mine = Action.objects.of_units(units)
        rows = Proposal.objects.of_work().filter(
            ~Exists(later),
            state=ProposalState.SENT_BACK,
            idea__suggestion__state__in=GOING_ON,
            idea__in=mine.values("idea"),
        )
        return rows.select_related(*PROPOSAL).prefetch_related("verdicts")[:MOST]
