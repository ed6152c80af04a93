"""The board in the admin, and the switch that shows it to everyone."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.organisation.membership import Role
from portal.organisation.rights import Person, has_role
from suggestions.figures.desk.pages import FiguresDeskView
from suggestions.figures.overdue.board import SHOWN, overdue
from suggestions.figures.overdue.setting import OverdueBoard
from suggestions.figures.rights import units_to_read


class BoardView(FiguresDeskView):
    """What the units in one's reach owe."""

    template_name = "suggestions/figures/overdue.html"

    def get_page_title(self) -> str:
        """What this page shows."""
        return _("Overdue board")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        now = timezone.now()
        context = self.get_context_data(
            owed=overdue(units_to_read(self.person, on=self.today), at=now),
            now=now,
            shown=SHOWN,
            board=OverdueBoard.load(),
            may_show=self.may_show(self.person),
        )
        return self.render_to_response(context)

    def may_show(self, person: Person) -> bool:
        """Whether this person decides what everyone sees."""
        return person.is_superuser or has_role(person, Role.PUBLISHER, on=self.today)


class PublishView(BoardView):
    """Shows the board to everyone, or takes it back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Turn the switch; raises PermissionDenied for who is no publisher."""
        if not self.may_show(self.person):
            raise PermissionDenied
        board = OverdueBoard.load()
        board.is_public = request.POST.get("show") == "yes"
        board.shown_since = timezone.now() if board.is_public else None
        board.save()
        action = "suggestions.board_shown" if board.is_public else "suggestions.board_hidden"
        log(instance=board, action=action, user=self.person)
        return redirect("figures:overdue")
