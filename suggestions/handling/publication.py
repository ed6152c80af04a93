"""Publication: putting a suggestion on the site, and taking it off."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from campaigns.pages import Moderation
from portal.accounts.user import User
from suggestions.history import Event, record
from suggestions.intake.consents import ConsentKind, has_consent
from suggestions.states import PUBLISHABLE, Classification, State
from suggestions.suggestion import Suggestion


class Obstacle(models.TextChoices):
    """Why a suggestion cannot be published."""

    CLASS = "class", _("Only suggestions are published, not questions, claims or reports.")
    CONSENT = "consent", _("The author has not agreed to publication.")
    STATE = "state", _("It has to be accepted first.")
    PUBLIC = "public", _("It is public already.")


class CannotPublish(Exception):
    """The suggestion may not be published; `obstacle` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        """Keep the reason."""
        super().__init__(obstacle.label)
        self.obstacle = obstacle


def obstacle_to(suggestion: Suggestion) -> Obstacle | None:
    """What stands against publishing `suggestion` now; None if nothing does."""
    if suggestion.classification != Classification.SUGGESTION:
        return Obstacle.CLASS
    if suggestion.public_since is not None:
        return Obstacle.PUBLIC
    if suggestion.state not in PUBLISHABLE:
        return Obstacle.STATE
    return None if has_consent(suggestion, ConsentKind.PUBLISH) else Obstacle.CONSENT


@transaction.atomic
def publish(suggestion: Suggestion, *, by: User | None, at: datetime) -> None:
    """Show `suggestion` to everyone from `at` on. Raises CannotPublish."""
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    obstacle = obstacle_to(row)
    if obstacle:
        raise CannotPublish(obstacle)
    _show(row, by=by, at=at)
    suggestion.public_since, suggestion.version = at, row.version


@transaction.atomic
def hide(suggestion: Suggestion, *, by: User | None, note: str = "") -> None:
    """Take `suggestion` off the site; nothing happens if it is not on it.

    `by` is None when the author takes the consent back; the author may read `note`.
    """
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    if row.public_since is None:
        return
    row.public_since = None
    row.save(update_fields=["public_since"])
    suggestion.public_since, suggestion.version = None, row.version
    record(row, Event.HIDDEN, by=by, note=note)


def publish_at_once(suggestion: Suggestion, *, at: datetime) -> bool:
    """Publish a new suggestion unseen where its campaign allows that (先发后审).

    Only suggestions of verified accounts, with consent, and only in campaigns that say so;
    returns whether it was published. Staff screen it afterwards.
    """
    trusted = (
        suggestion.campaign.moderation == Moderation.AFTER_FOR_VERIFIED
        and suggestion.author is not None
        and suggestion.author.is_verified
        and suggestion.state == State.RECEIVED
        and suggestion.classification == Classification.SUGGESTION
        and has_consent(suggestion, ConsentKind.PUBLISH)
    )
    if trusted:
        _show(suggestion, by=None, at=at)
    return trusted


def _show(row: Suggestion, *, by: User | None, at: datetime) -> None:
    row.public_since = at
    row.save(update_fields=["public_since"])
    record(row, Event.PUBLISHED, by=by)
