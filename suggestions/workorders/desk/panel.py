"""The work order on the page of one suggestion: its own number, category and committed date."""

from datetime import date

from portal.accounts.user import User
from suggestions.handling.desk.panels import Panel
from suggestions.rights import Action, may
from suggestions.states import OPEN, Channel
from suggestions.suggestion import Suggestion
from suggestions.workorders.desk.forms import CommitForm
from suggestions.workorders.order import WorkOrder

ORDER = 320


def work_order_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """The order's numbers and what waits to be told; None for what came otherwise.

    The number at the source is shown for other systems as well. 2 queries for a work order.
    """
    if not suggestion.source_key or suggestion.channel not in (Channel.HOTLINE, Channel.API):
        return None
    order = None
    if suggestion.channel == Channel.HOTLINE:
        rows = WorkOrder.objects.select_related("system")
        order = rows.filter(suggestion=suggestion).first()
    may_commit = order is not None and suggestion.state in OPEN
    context = {
        "suggestion": suggestion,
        "order": order,
        "unpushed": order.changes.unpushed().count() if order and order.system.push_url else 0,
        "may_commit": may_commit and may(person, Action.COMMIT_DATE, suggestion, on=on),
        "form": CommitForm(),
    }
    return Panel("suggestions/workorders/desk/panel.html", context, order=ORDER)
