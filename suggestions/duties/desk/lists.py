"""Lists of duties: what waits for one's unit to accept, answer, decide or rate."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.rights import units_of
from portal.organisation.unit import within
from portal.paging import window
from suggestions.duties.call import Call, CallState
from suggestions.duties.duty import Duty, DutyState
from suggestions.duties.extension import Extension
from suggestions.duties.objection import DutyDispute, DutyObjection
from suggestions.handling.desk.entrance import DeskView
from suggestions.rights import ONES_OWN, RIGHTS, Action, may_anywhere
from suggestions.suggestion import Suggestion

PAGE_SIZE = 50
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Kind:
    """One list: its rows, the way to the unit it waits for and to the suggestion, the right."""

    label: str | Promise
    action: Action
    rows: Callable[[], Rows]
    unit: str
    suggestion: str = "suggestion"
    since: str = "at"

    def for_person(self, person: User, *, on: date) -> Rows:
        """What waits for `person`: of their units, and below these unless people speak for
        their own unit only.
        """
        rows = self.rows()
        if not person.is_superuser:
            units = units_of(person, RIGHTS[self.action], on=on)
            own = Q(**{f"{self.unit}__in": units})
            rows = rows.filter(own if self.action in ONES_OWN else within(units, self.unit))
        seen = Suggestion.objects.visible_to(person, on=on).order_by()
        return rows.filter(**{f"{self.suggestion}__in": seen})


KINDS: dict[str, Kind] = {
    "offers": Kind(
        _("offers to accept"),
        Action.TAKE,
        lambda: Duty.objects.filter(state__in=[DutyState.OFFERED, DutyState.OBJECTED]),
        "unit",
        since="sent_at",
    ),
    "objections": Kind(
        _("objections to answer"),
        Action.ANSWER_OBJECTION,
        lambda: DutyObjection.objects.filter(answered_at=None),
        "duty__sender",
        "duty__suggestion",
    ),
    "disputes": Kind(
        _("disputes to decide"),
        Action.SETTLE,
        lambda: DutyDispute.objects.open().filter(conference_at=None),
        "judge",
        "duty__suggestion",
    ),
    "extensions": Kind(
        _("requests for more time"),
        Action.APPROVE_EXTENSION,
        Extension.objects.open,
        "suggestion__unit",  # who answers decides for those who help, too
    ),
    "calls": Kind(
        _("calls to answer"),
        Action.RESPOND,
        lambda: Call.objects.filter(state=CallState.CALLED),
        "unit",
    ),
    "answered-calls": Kind(
        _("calls to deal with"),
        Action.RESPOND,
        lambda: Call.objects.filter(state=CallState.ANSWERED),
        "unit",
    ),
    "ratings": Kind(
        _("responses to rate"),
        Action.CALL,
        lambda: Call.objects.filter(state=CallState.DONE, rated_at=None),
        "caller",
    ),
}


class ListView(DeskView):
    """One of the lists, page by page, the longest waiting first."""

    template_name = "suggestions/duties/desk/list.html"
    header_icon = "group"
    page_title = _("Between units")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list that `?list=` names, offers without it."""
        name = request.GET.get("list", "")
        name = name if name in KINDS else "offers"
        kind = KINDS[name]
        rows = kind.for_person(self.person, on=self.today).select_related(
            f"{kind.suggestion}__unit", kind.unit
        )
        page = window(rows, (kind.since, "id"), cursor=request.GET.get("page", ""), size=PAGE_SIZE)
        context = self.get_context_data(
            name=name, kinds=self.kinds(), kind=kind, window=page, lines=self.lines(kind, page)
        )
        return self.render_to_response(context)

    def kinds(self) -> dict[str, Kind]:
        """The lists in which something may wait for this person."""
        return {
            name: kind
            for name, kind in KINDS.items()
            if may_anywhere(self.person, kind.action, on=self.today)
        }

    def lines(self, kind: Kind, page: Any) -> list[dict[str, Any]]:
        """Each row with its suggestion, the unit it waits for and since when."""
        return [
            {
                "suggestion": _follow(row, kind.suggestion),
                "unit": _follow(row, kind.unit),
                "since": getattr(row, kind.since),
            }
            for row in page.rows
        ]


def _follow(row: Any, way: str) -> Any:
    for name in way.split("__"):
        row = getattr(row, name)
    return row
