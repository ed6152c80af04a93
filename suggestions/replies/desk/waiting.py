"""What waits of replies: approvals, drafts that came back, broken promises, checks."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.rights import units_of
from portal.organisation.unit import within
from portal.organisation.waiting import Waiting, counted
from suggestions.replies.reply import Reply, ReplyQuerySet, ReplyState
from suggestions.rights import RIGHTS, Action, may_anywhere
from suggestions.suggestion import Suggestion


def waiting(person: User, on: date) -> Iterator[Waiting]:
    """The lines for those who write, approve and check replies."""
    if may_anywhere(person, Action.APPROVE_REPLY, on=on):
        rows = _reached(person, Action.APPROVE_REPLY, on).to_approve()
        rows = rows.exclude(drafted_by=person)
        yield Waiting(_("replies to approve"), counted(rows), reverse("replies:approvals"))
    if may_anywhere(person, Action.REPLY, on=on):
        own = _reached(person, Action.REPLY, on)
        returned = own.unsent().filter(state=ReplyState.RETURNED, drafted_by=person)
        yield Waiting(_("replies sent back to you"), counted(returned), reverse("replies:drafts"))
        broken = counted(own.broken(on))
        url = reverse("replies:promises")
        yield Waiting(_("promised days that have passed"), broken, url, late=broken)
    if may_anywhere(person, Action.CHECK_REPLY, on=on):
        rows = _reached(person, Action.CHECK_REPLY, on).to_check()
        yield Waiting(_("replies to check"), counted(rows), reverse("replies:checks"))


def _reached(person: User, action: Action, on: date) -> ReplyQuerySet:
    seen = Suggestion.objects.visible_to(person, on=on).order_by()
    rows: ReplyQuerySet = Reply.objects.filter(suggestion__in=seen)
    if person.is_superuser:
        return rows
    return rows.filter(within(units_of(person, RIGHTS[action], on=on), "suggestion__unit"))
