"""Drafting: a new list, computed for its period, and who is nominated or taken off by hand."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.intake_share import Share, shares
from suggestions.commendation.moving import demand, locked, write_down
from suggestions.commendation.nominee import Nominee, Source
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.rights import Act, may, may_for
from suggestions.commendation.steps import CHANGEABLE, REDUCIBLE, AwardKind, Step
from suggestions.commendation.usefulness import Useful, useful_authors
from suggestions.states import GOLDEN, Classification
from suggestions.suggestion import Suggestion

MOST_OF_A_KIND = 50
"""So many candidates of each kind are put onto a list; the others can be nominated."""


@transaction.atomic
def draft(
    title: str,
    unit: Unit,
    year: int,
    quarter: int,
    kinds: Sequence[AwardKind],
    *,
    by: User,
    at: datetime,
) -> Commendation:
    """A new list of `unit` with its computed candidates of each of `kinds`.

    Raises PermissionDenied if `by` may not draft there, CommendationRefused if the period
    has not begun.
    """
    if not may_for(by, Act.DRAFT, unit, on=localdate(at)):
        raise PermissionDenied
    row = Commendation(
        title=title, unit=unit, year=year, quarter=quarter, drafted_by=by, drafted_at=at
    )
    if row.starts_on > localdate(at):
        raise CommendationRefused(_("This period has not begun yet."))
    row.save()
    write_down(row, gettext_noop("Draft list computed"), by=by, at=at)
    for kind in kinds:
        _compute(row, AwardKind(kind), at=at)
    return row


def _compute(commendation: Commendation, kind: AwardKind, *, at: datetime) -> None:
    start, end = commendation.period
    period = (start, min(end, at))  # a list can be drafted before its period is over
    if kind == AwardKind.AUTHOR:
        found = useful_authors(commendation.unit, period)[:MOST_OF_A_KIND]
        for useful in found:
            _add_author(commendation, useful)
        return
    for share in shares(kind, commendation.unit, period)[:MOST_OF_A_KIND]:
        _add_share(commendation, kind, share, at=at)


def _add_author(commendation: Commendation, useful: Useful) -> None:
    nominee = Nominee.objects.create(
        commendation=commendation,
        kind=AwardKind.AUTHOR,
        person=useful.first.author,
        name=useful.first.author_name or str(useful.first.author or ""),
        points=useful.points,
        counts=useful.counts,
        came_at=useful.first.submitted_at,
    )
    nominee.grounds.set(useful.grounds)


def _add_share(commendation: Commendation, kind: AwardKind, share: Share, *, at: datetime) -> None:
    Nominee.objects.create(
        commendation=commendation,
        kind=kind,
        unit=share.unit,
        person=share.person,
        name=share.name,
        points=share.adopted,
        counts={"intake": share.intake, "adopted": share.adopted},
        came_at=at,
    )


@transaction.atomic
def nominate_author(
    commendation: Commendation, suggestion: Suggestion, reason: str, *, by: User, at: datetime
) -> Nominee:
    """Put the author of a golden idea onto the draft list, with a reason.

    Raises PermissionDenied if `by` may not nominate or not see the suggestion,
    CommendationRefused if it is no golden idea of the commending unit or below, if the
    list is no draft any more, or if the author is on it.
    """
    row = _open_for_nomination(commendation, by=by, at=at)
    seen = Suggestion.objects.visible_to(by, on=localdate(at)).filter(pk=suggestion.pk)
    if not seen.exists():
        raise PermissionDenied
    is_golden = suggestion.state in GOLDEN
    is_ours = suggestion.unit.path.startswith(row.unit.path)
    if not (is_golden and is_ours and suggestion.classification == Classification.SUGGESTION):
        raise CommendationRefused(_("Only authors of golden ideas of this unit can be commended."))
    if row.nominees.standing().filter(kind=AwardKind.AUTHOR, grounds=suggestion).exists():
        raise CommendationRefused(_("The list has them already."))
    nominee = _added(
        row,
        AwardKind.AUTHOR,
        reason,
        by=by,
        person=suggestion.author,
        name=suggestion.author_name or str(suggestion.author or ""),
        came_at=suggestion.submitted_at,
    )
    nominee.grounds.add(suggestion)
    return nominee


@transaction.atomic
def nominate_unit(
    commendation: Commendation,
    kind: AwardKind,
    unit: Unit,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> Nominee:
    """Put a township or a station below the commending unit onto the draft list.

    Raises as `nominate_author` does.
    """
    row = _open_for_nomination(commendation, by=by, at=at)
    if kind not in (AwardKind.UNIT, AwardKind.STATION) or not unit.path.startswith(row.unit.path):
        raise CommendationRefused(_("Only offices of this unit can be commended."))
    return _added(row, kind, reason, by=by, unit=unit, name=unit.name, came_at=at)


@transaction.atomic
def nominate_clerk(
    commendation: Commendation, person: User, reason: str, *, by: User, at: datetime
) -> Nominee:
    """Put a member of staff onto the draft list; raises as `nominate_author` does."""
    row = _open_for_nomination(commendation, by=by, at=at)
    held = person.memberships.active(localdate(at)).filter(unit__path__startswith=row.unit.path)
    if not held.exists():
        raise CommendationRefused(_("Only staff of this unit can be commended."))
    if person == by:
        raise CommendationRefused(_("Nobody nominates themselves."))
    return _added(row, AwardKind.CLERK, reason, by=by, person=person, name=str(person), came_at=at)


def _open_for_nomination(commendation: Commendation, *, by: User, at: datetime) -> Commendation:
    demand(by, Act.NOMINATE, commendation, at=at)
    row = locked(commendation)
    if row.step not in CHANGEABLE:
        raise CommendationRefused(_("Nobody can be added any more: the list has been shown."))
    return row


def _added(
    commendation: Commendation, kind: AwardKind, reason: str, *, by: User, **about: object
) -> Nominee:
    if not reason.strip():
        raise CommendationRefused(_("A nomination needs a reason."))
    try:
        with transaction.atomic():
            return Nominee.objects.create(
                commendation=commendation,
                kind=kind,
                source=Source.NOMINATED,
                reason=reason.strip(),
                nominated_by=by,
                **about,
            )
    except IntegrityError as error:
        raise CommendationRefused(_("The list has them already.")) from error


def may_take_off(user: User, nominee: Nominee, row: Commendation, *, on: date) -> bool:
    """Whether `user` drafts lists, or takes their own nomination back while it is a draft."""
    own = nominee.nominated_by_id == user.pk and row.step == Step.DRAFT
    return own or may(user, Act.DRAFT, row, on=on)


@transaction.atomic
def take_off(nominee: Nominee, reason: str, *, by: User, at: datetime) -> None:
    """Take somebody off the list, with a reason; the row stays.

    Who nominated by hand may take that back while it is a draft. Raises PermissionDenied,
    or CommendationRefused without a reason and after the approval.
    """
    row = locked(nominee.commendation)
    if not may_take_off(by, nominee, row, on=localdate(at)):
        raise PermissionDenied
    if row.step not in REDUCIBLE:
        raise CommendationRefused(_("The list has been approved: nobody can be taken off it."))
    if not reason.strip():
        raise CommendationRefused(_("Taking somebody off the list needs a reason."))
    standing = Nominee.objects.standing().filter(pk=nominee.pk)
    if standing.update(removed_at=at, removed_by=by, removed_reason=reason.strip()):
        write_down(row, gettext_noop("Somebody was taken off the list"), by=by, at=at)
