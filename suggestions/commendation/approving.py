"""Approving: the panel's word, the approval by somebody else than the drafter, the order."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.draw import PanelMember
from suggestions.commendation.issuing import issue_certificates
from suggestions.commendation.moving import demand, locked, move_on
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.rights import Act
from suggestions.commendation.steps import Step


@transaction.atomic
def say(commendation: Commendation, agrees: bool, words: str, *, by: User, at: datetime) -> None:
    """Keep what a member of the panel says about the list; until the approval it can change.

    Raises PermissionDenied for anyone who was not drawn, CommendationRefused outside the
    panel's step or for a no without a reason.
    """
    row = locked(commendation)
    member = PanelMember.objects.filter(draw__commendation=row, user=by).first()
    if member is None:
        raise PermissionDenied
    if row.step != Step.PANEL:
        raise CommendationRefused(_("The panel does not sit now."))
    if not agrees and not words.strip():
        raise CommendationRefused(_("Please say why not."))
    member.agrees, member.words, member.said_at = agrees, words.strip(), at
    member.save(update_fields=["agrees", "words", "said_at"])


def panel_agrees(commendation: Commendation) -> bool:
    """Whether everyone who was drawn has spoken and more than half agree."""
    said = list(PanelMember.objects.filter(draw__commendation=commendation))
    spoken = [member.agrees for member in said if member.agrees is not None]
    return bool(said) and len(spoken) == len(said) and 2 * sum(spoken) > len(said)


@transaction.atomic
def approve(commendation: Commendation, *, by: User, at: datetime) -> None:
    """Approve the list; the second of two who try is told that the first was faster.

    Raises PermissionDenied if `by` may not approve, drafted the list, nominated for it or
    stands on it; CommendationRefused if the panel has not agreed or nobody is left.
    """
    demand(by, Act.APPROVE, commendation, at=at)
    row = locked(commendation)
    standing = row.nominees.standing()
    own = standing.filter(person=by) | standing.filter(nominated_by=by)
    if row.drafted_by_id == by.pk or own.exists():
        raise PermissionDenied
    if row.step == Step.PANEL:
        if not panel_agrees(row):
            raise CommendationRefused(_("The panel has not agreed to the list."))
        if not standing.exists():
            raise CommendationRefused(_("Nobody is on the list."))
    move_on(commendation, Step.APPROVED, by=by, at=at, approved_by=by)


@transaction.atomic
def publish_order(commendation: Commendation, *, by: User, at: datetime) -> None:
    """Publish the order and issue a certificate for everyone on it, drawn in the background.

    Raises PermissionDenied or CommendationRefused.
    """
    demand(by, Act.PUBLISH, commendation, at=at)
    move_on(commendation, Step.PUBLISHED, by=by, at=at, published_at=at)
    issue_certificates(commendation, at=at)
