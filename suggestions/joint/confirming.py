"""Confirming: a co-author says yes once, and may take the name back at any time."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.history import Event, record
from suggestions.joint.co_author import CoAuthor, ConfirmedBy
from suggestions.joint.inviting import is_too_old, may_change
from suggestions.suggestion import Suggestion


class Refusal(models.TextChoices):
    """Why a name is not added."""

    USED = "used", _("This invitation has been used already.")
    TOO_OLD = "too_old", _("This invitation is too old. Please ask for a new one.")
    DECIDED = "decided", _("It is answered or decided: nobody can join any more.")
    OWN = "own", _("You handed it in yourself: the others confirm, you need not.")
    TWICE = "twice", _("You stand behind this suggestion already.")


class CannotConfirm(Exception):
    """The name was not added; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep the reason."""
        super().__init__(refusal.label)
        self.refusal = refusal


@transaction.atomic
def confirm(
    co_author: CoAuthor,
    *,
    name: str,
    name_shown: bool,
    how: ConfirmedBy,
    by: User | None,
    at: datetime,
) -> CoAuthor:
    """Let this person stand behind the suggestion, by `name`; an invitation is used once.

    How the contact called them goes. `by` is the person's account, if they have one (of a
    paper list the clerk, who is not the co-author). Raises CannotConfirm.
    """
    suggestion = Suggestion.objects.locked().get(pk=co_author.suggestion_id)
    row = CoAuthor.objects.select_for_update(no_key=True).get(pk=co_author.pk)
    account = None if how == ConfirmedBy.PAPER else by
    refusal = _refusal(row, suggestion, account, at)
    if refusal:
        raise CannotConfirm(refusal)
    row.name, row.name_shown, row.how, row.label = name, name_shown, how, ""
    row.account, row.confirmed_at = account, at
    row.save()
    _write(suggestion, by)
    return row


@transaction.atomic
def withdraw_name(co_author: CoAuthor, *, at: datetime, by: User | None) -> bool:
    """Take the name back, or say no to the invitation; returns whether there was one to take.

    Nothing of the name stays.
    """
    suggestion = Suggestion.objects.locked().get(pk=co_author.suggestion_id)
    row = CoAuthor.objects.select_for_update(no_key=True).get(pk=co_author.pk)
    if row.withdrawn_at is not None:
        return False
    counted = row.is_confirmed
    row.name, row.label, row.name_shown, row.account = "", "", False, None
    row.withdrawn_at = at
    row.save()
    if counted:
        _write(suggestion, by)
    return True


def closed_for(co_author: CoAuthor, suggestion: Suggestion, *, at: datetime) -> Refusal | None:
    """Why nobody at all can say yes to this unanswered invitation; None while somebody can."""
    if not may_change(suggestion):
        return Refusal.DECIDED
    return Refusal.TOO_OLD if is_too_old(co_author, at=at) else None


def _refusal(
    row: CoAuthor, suggestion: Suggestion, account: User | None, at: datetime
) -> Refusal | None:
    if row.confirmed_at is not None or row.withdrawn_at is not None:
        return Refusal.USED
    closed = closed_for(row, suggestion, at=at)
    if closed or account is None:
        return closed
    if account.pk == suggestion.author_id:
        return Refusal.OWN
    twice = suggestion.co_authors.confirmed().filter(account=account).exists()
    return Refusal.TWICE if twice else None


def _write(suggestion: Suggestion, by: User | None) -> None:
    """How many stand behind it now, besides the contact; never a name."""
    count = suggestion.co_authors.confirmed().count()
    record(suggestion, Event.CO_AUTHORS, by=by, after=str(count))
