"""Publication: putting a suggestion on the site, and taking it off."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from campaigns.pages import Moderation
from portal.accounts.user import User
from suggestions.handling.holding import hold_if_found
from suggestions.handling.public_text import mask_texts
from suggestions.handling.words.word_list import Hold
from suggestions.history import Event, record
from suggestions.intake.consents import ConsentKind, has_consent
from suggestions.revision import words_of
from suggestions.states import PUBLISHABLE, Classification, State
from suggestions.suggestion import Suggestion


class Obstacle(models.TextChoices):
    """Why a suggestion cannot be published."""

    CLASS = "class", _("Only suggestions are published, not questions, claims or reports.")
    CONSENT = "consent", _("The author has not agreed to publication.")
    STATE = "state", _("It has to be accepted first.")
    CAMPAIGN = "campaign", _("Nothing that is handed in here is published.")
    PUBLIC = "public", _("It is public already.")
    HELD = "held", _("Words of the editors' lists were found: somebody has to release it first.")


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
    if not suggestion.campaign.publishes_suggestions:
        return Obstacle.CAMPAIGN
    if suggestion.public_since is not None:
        return Obstacle.PUBLIC
    if suggestion.state not in PUBLISHABLE:
        return Obstacle.STATE
    if not has_consent(suggestion, ConsentKind.PUBLISH):
        return Obstacle.CONSENT
    held = Hold.objects.filter(suggestion=suggestion, released_at__isnull=True)
    return Obstacle.HELD if held.exists() else None


def publish(suggestion: Suggestion, *, by: User | None, at: datetime) -> None:
    """Show `suggestion` to everyone from `at` on, with personal data masked.

    Raises CannotPublish; that words were found which hold it back is written down even then.
    """
    obstacle = _publish(suggestion, by=by, at=at)
    if obstacle:
        raise CannotPublish(obstacle)


@transaction.atomic
def _publish(suggestion: Suggestion, *, by: User | None, at: datetime) -> Obstacle | None:
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    obstacle = obstacle_to(row)
    if obstacle is None and hold_if_found(row, at=at):
        obstacle = Obstacle.HELD
    if obstacle is None:
        _show(row, by=by, at=at)
        _take_over(suggestion, row)
    return obstacle


def keep_fit(row: Suggestion, *, at: datetime) -> None:
    """See to the locked `row` after its words have changed: what is public stays masked, and
    leaves the site where its words have to be looked at first.
    """
    held = hold_if_found(row, at=at)
    if row.public_since is None:
        return
    mask_texts(row)
    if held:
        row.public_since = None
        row.save(update_fields=["public_since"])
        record(row, Event.HIDDEN, by=None)


def _take_over(suggestion: Suggestion, row: Suggestion) -> None:
    """What publishing has changed, for whoever holds another copy of the row."""
    for name in ("public_since", "version", *vars(words_of(row))):
        setattr(suggestion, name, getattr(row, name))


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


def publish_at_once(suggestion: Suggestion, *, at: datetime, waits: bool = False) -> bool:
    """Publish a new suggestion unseen where its campaign allows that (先发后审).

    Only suggestions of verified accounts, with consent, and only in campaigns that say so;
    returns whether it was published. Staff screen it afterwards; one that `waits` they look at
    first. Words that hold a text back
    are looked for in every new suggestion, so that they are seen at once.
    """
    held = hold_if_found(suggestion, at=at)
    trusted = (
        suggestion.campaign.publishes_suggestions
        and suggestion.campaign.moderation == Moderation.AFTER_FOR_VERIFIED
        and suggestion.author is not None
        and suggestion.author.is_verified
        and suggestion.state == State.RECEIVED
        and suggestion.classification == Classification.SUGGESTION
        and has_consent(suggestion, ConsentKind.PUBLISH)
        and held is None
        and not waits
    )
    if trusted:
        _show(suggestion, by=None, at=at)
    return trusted


def show_again(suggestion: Suggestion, *, by: User, at: datetime) -> None:
    """Put back on the site what a step took off it that has been undone since."""
    row = Suggestion.objects.locked().get(pk=suggestion.pk)
    if has_consent(row, ConsentKind.PUBLISH) and row.classification == Classification.SUGGESTION:
        _show(row, by=by, at=at)
        _take_over(suggestion, row)


def _show(row: Suggestion, *, by: User | None, at: datetime) -> None:
    mask_texts(row)
    row.public_since = at
    row.save(update_fields=["public_since"])
    record(row, Event.PUBLISHED, by=by)
