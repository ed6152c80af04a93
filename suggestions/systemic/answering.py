"""Answering a class at once: one public answer, a final reply to every linked suggestion."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.replies.batching import send_to_many
from suggestions.suggestion import Suggestion
from suggestions.systemic.refusals import SystemicRefused
from suggestions.systemic.rights import Act, may
from suggestions.systemic.systemic_issue import SystemicIssue, SystemicLink

MOST_NAMED = 100
"""Suggestions named on the public page; all of them are counted."""


@transaction.atomic
def close_together(
    issue: SystemicIssue, answer: str, *, is_reviewed: bool, by: User, at: datetime
) -> SystemicIssue:
    """Close the class with one answer, which goes to all linked suggestions in pieces.

    A run that is broken off is taken up again by the replies' schedule, and nobody hears twice.
    `is_reviewed` says that `by` looked for personal data and secrets in the words: they are
    public. Raises PermissionDenied; SystemicRefused without words, review or suggestions,
    while an action is open, or the second time.
    """
    rows = SystemicIssue.objects.select_for_update(no_key=True)
    row = rows.prefetch_related("unit").get(pk=issue.pk)
    if not may(by, Act.ANSWER, row, on=localdate(at)):
        raise PermissionDenied
    if not row.is_open:
        raise SystemicRefused(_("Its answer has gone out already."))
    if not answer.strip():
        raise SystemicRefused(_("Please write the answer."))
    if not is_reviewed:
        raise SystemicRefused(_("Somebody has to look for personal data and secrets first."))
    if row.actions.filter(done_at=None).exists():
        raise SystemicRefused(_("An action is still open: finish it first."))
    links = row.links.standing()
    if not links.exists():
        raise SystemicRefused(_("No suggestion is linked."))
    chosen = Suggestion.objects.filter(pk__in=links.order_by().values("suggestion"))
    row.answer, row.answered_by, row.answered_at = answer.strip(), by, at
    row.batch = send_to_many(chosen, row.answer, reviewed_by=by, unit=row.unit, by=by, at=at)
    row.save(update_fields=["answer", "answered_by", "answered_at", "batch"])
    return row


@transaction.atomic
def show(issue: SystemicIssue, *, by: User, at: datetime) -> None:
    """Put the issue's page on the site. Raises PermissionDenied."""
    if not may(by, Act.SHOW, issue, on=localdate(at)):
        raise PermissionDenied
    SystemicIssue.objects.filter(pk=issue.pk, public_since=None).update(public_since=at)


@transaction.atomic
def hide(issue: SystemicIssue, *, by: User, at: datetime) -> None:
    """Take the issue's page off the site. Raises PermissionDenied."""
    if not may(by, Act.SHOW, issue, on=localdate(at)):
        raise PermissionDenied
    SystemicIssue.objects.filter(pk=issue.pk).update(public_since=None)


def public_links(issue: SystemicIssue) -> tuple[list[Suggestion], int]:
    """The linked suggestions that anybody may see, and how many more there are.

    Sealed reports are in neither.
    """
    links = SystemicLink.objects.standing().filter(issue=issue).order_by()
    shown = Suggestion.objects.public().filter(pk__in=links.values("suggestion"))
    listed = list(shown.order_by("-public_since", "-pk")[:MOST_NAMED])
    return listed, links.count() - shown.count()
