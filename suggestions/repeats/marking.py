"""Marking: saying what a suggestion has to do with an earlier one, and taking that back."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.history import Event, record
from suggestions.repeats.link import Link, Verdict, locked_ends
from suggestions.repeats.rights import in_order
from suggestions.repeats.shown import Shown
from suggestions.states import Classification
from suggestions.suggestion import Suggestion


class Obstacle(models.TextChoices):
    """Why two suggestions cannot be linked."""

    ITSELF = "itself", _("A suggestion is no repeat of itself.")
    NO_VERDICT = "no_verdict", _("Please choose one of the verdicts.")
    SEALED = "sealed", _("Reports against someone are not linked with anything.")


class CannotLink(Exception):
    """The two may not be linked; `obstacle` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        """Keep the reason."""
        super().__init__(obstacle.label)
        self.obstacle = obstacle


@transaction.atomic
def link(
    suggestion: Suggestion,
    earlier: Suggestion,
    *,
    verdict: Verdict,
    by: User | None,
    at: datetime,
    shown: Shown | None = None,
) -> Link:
    """Keep `verdict` about the two; the link goes from the later to the earlier one.

    The same verdict again changes nothing, another one replaces the first. `shown` is what the
    page said of the pair. Raises CannotLink.
    """
    later, earlier = _locked(suggestion, earlier)
    row, _made = Link.objects.get_or_create(later=later, earlier=earlier, defaults={"at": at})
    if row.verdict == verdict:
        return row
    before, row.verdict, row.by, row.at = row.verdict, verdict, by, at
    if shown is not None:
        row.likeness, row.threshold, row.warned = shown.likeness, shown.threshold, shown.warned
    row.save()
    _write(row, Event.LINKED, by=by, before=before, after=verdict)
    return row


@transaction.atomic
def unlink(suggestion: Suggestion, earlier: Suggestion, *, by: User | None, at: datetime) -> bool:
    """Take the verdict about the two back; returns whether there was one. Raises CannotLink."""
    later, earlier = _locked(suggestion, earlier)
    row = Link.objects.standing().filter(later=later, earlier=earlier).first()
    if row is None:
        return False
    before, row.verdict, row.by, row.at = row.verdict, "", by, at
    row.save(update_fields=["verdict", "by", "at"])
    _write(row, Event.UNLINKED, by=by, before=before)
    return True


def _locked(one: Suggestion, other: Suggestion) -> tuple[Suggestion, Suggestion]:
    """The later and the earlier one, both locked. Raises CannotLink."""
    if one.pk == other.pk:
        raise CannotLink(Obstacle.ITSELF)
    first, second = locked_ends([one.pk, other.pk])
    if Classification.REPORT in (first.classification, second.classification):
        raise CannotLink(Obstacle.SEALED)
    return in_order(first, second)


def _write(row: Link, event: Event, *, by: User | None, before: str, after: str = "") -> None:
    """One entry at each end. The earlier one's names no number: who may see it may not be
    allowed to know of the later one.
    """
    note = row.earlier.receipt
    record(row.later, event, by=by, before=before, after=after, internal_note=note)
    record(row.earlier, event, by=by, before=before, after=after)
