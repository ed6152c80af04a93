"""The card of replies on a suggestion's page: the thread, the draft, and what may be done."""

from collections.abc import Iterable
from datetime import date

from portal.accounts.user import User
from suggestions.handling.desk.panels import Panel
from suggestions.rating.asking import Asking
from suggestions.replies.batch import BatchItem
from suggestions.replies.drafting import telling_refusal
from suggestions.replies.reply import UNSENT, Publicity, Reply, ReplyKind, ReplyState
from suggestions.rights import Action, may
from suggestions.states import State
from suggestions.suggestion import Suggestion

RELATED = ("unit", "drafted_by", "approved_by", "reviewed_by", "sent_by", "returned_by")


def replies_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """What was said to the author, what is being written, and the ways on; three queries."""
    rows = list(suggestion.replies.select_related(*RELATED).select_related("check_made__by"))
    unsent = next((row for row in rows if _is_draft(row) and _of_unit(row, suggestion)), None)
    may_reply = may(person, Action.REPLY, suggestion, on=on)
    if not rows and not may_reply:
        return None
    return Panel(
        "suggestions/replies/desk/panel.html",
        {
            "suggestion": suggestion,
            "sent": _with_others(row for row in rows if row.state == ReplyState.SENT),
            "put_aside": [row for row in rows if row.text and _is_put_aside(row, suggestion)],
            "unsent": unsent,
            "obstacle": telling_refusal(suggestion, unsent.kind) if unsent else None,
            "may_reply": may_reply,
            "may_approve": may(person, Action.APPROVE_REPLY, suggestion, on=on),
            "may_release": may(person, Action.RELEASE_REPLY, suggestion, on=on),
            "may_check": _waits_for_check(rows, suggestion)
            and may(person, Action.CHECK_REPLY, suggestion, on=on),
            "may_begin": unsent is None and _may_tell(suggestion, ReplyKind.FINAL),
            "may_begin_interim": unsent is None and _may_tell(suggestion, ReplyKind.INTERIM),
            "publicities": Publicity.choices,
            "today": on,
        },
        order=150,
        wide=True,
    )


def rating_panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """How the author was asked and what was said; None before that."""
    rows = Asking.objects.filter(suggestion=suggestion).select_related("rating__by", "unit")
    askings = list(rows.prefetch_related("attempts__by").order_by("-pk"))
    if not askings:
        return None
    context = {
        "suggestion": suggestion,
        "askings": askings,
        "may_call": may(person, Action.CALL_BACK, suggestion, on=on),
    }
    return Panel("suggestions/rating/desk/panel.html", context, order=500)


def _with_others(sent: Iterable[Reply]) -> list[tuple[Reply, dict[str, int]]]:
    """Each reply with how many others its words went to, and how many were left out."""
    rows = list(sent)
    tally = BatchItem.objects.tally(rows)
    return [(row, tally.get(row.pk, {})) for row in rows]


def _is_draft(row: Reply) -> bool:
    return row.state in UNSENT


def _of_unit(row: Reply, suggestion: Suggestion) -> bool:
    return row.unit_id == suggestion.unit_id


def _is_put_aside(row: Reply, suggestion: Suggestion) -> bool:
    """Given up, or of a unit that has passed the suggestion on: its words stay to be read."""
    return row.state == ReplyState.DISCARDED or (_is_draft(row) and not _of_unit(row, suggestion))


def _may_tell(suggestion: Suggestion, kind: ReplyKind) -> bool:
    return telling_refusal(suggestion, kind) is None


def _waits_for_check(rows: list[Reply], suggestion: Suggestion) -> bool:
    return suggestion.state == State.ANSWERED and any(
        row.state == ReplyState.SENT and row.kind == ReplyKind.FINAL and row.checked_at is None
        for row in rows
    )
