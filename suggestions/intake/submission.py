"""Submission: the one function that makes a suggestion, whatever the channel."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from portal.accounts.contact import keep_contact
from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.signals import changed
from suggestions.chain.recording import note
from suggestions.clocks.running import begin
from suggestions.clocks.step import Start
from suggestions.handling.publication import publish_at_once
from suggestions.history import Entry, Event
from suggestions.intake.attachments import Attachment
from suggestions.intake.checking import checked
from suggestions.intake.consents import Consent, ConsentText
from suggestions.intake.draft import Draft
from suggestions.intake.preparing import prepare_on_commit
from suggestions.intake.receipts import new_receipt, tracking_code, tracking_digest
from suggestions.intake.suspecting import seal_suspected, sealing_entry
from suggestions.notices import queue_notice
from suggestions.states import Classification, State
from suggestions.suggestion import Suggestion

__all__ = ["Draft", "Receipt", "submit", "unit_in_charge"]

ATTEMPTS = 20
"""Draws of a receipt number before giving up; each collides once in ten million a day's rows."""


NOT_COLUMNS = frozenset(
    {
        *("contact", "consents", "under_age", "held", "submitted_at", "unit", "enclosures"),
        *("reply", "replied_at", "sealed_for", "meant"),
    }
)
"""What a draft says that is kept elsewhere, or by other names."""


@dataclass(frozen=True)
class Receipt:
    """What the author is given: the suggestion, its secret code, and whether it is new."""

    suggestion: Suggestion
    tracking_code: str
    created: bool


def submit(draft: Draft, *, by: User | None, at: datetime) -> Receipt:
    """Check and keep `draft`, and return its receipt; the same submission key gives the same one.

    `by` is who sent it (the author, a clerk; None for a guest), `at` the moment it arrived.
    Files kept under the submission key become its attachments. The author's notice is queued
    on commit. Raises ValidationError, by field, if the draft cannot be taken; nothing is kept
    then.
    """
    earlier = _earlier(draft)
    if earlier:
        return earlier
    [draft] = seal_suspected([checked(draft, at=at)])
    for _attempt in range(ATTEMPTS):
        try:
            return _keep(draft, by=by, at=at)
        except IntegrityError:
            # Either the same form arrived twice at once, or the receipt number is taken.
            earlier = _earlier(draft)
            if earlier:
                return earlier
    raise RuntimeError(f"No free receipt number found in {ATTEMPTS} draws.")


def _earlier(draft: Draft) -> Receipt | None:
    same = Q(submission_key=draft.submission_key)
    if draft.source_key:
        same |= Q(source=draft.source, source_key=draft.source_key)
    suggestion = Suggestion.objects.filter(same).first()
    if suggestion is None:
        return None
    return Receipt(suggestion, tracking_code(suggestion.submission_key), created=False)


@transaction.atomic
def _keep(draft: Draft, *, by: User | None, at: datetime) -> Receipt:
    suggestion = unsaved(draft, at=at)
    suggestion.save(force_insert=True)
    entry = Entry.objects.create(
        suggestion=suggestion, event=Event.SUBMITTED, at=at, by=by, after=State.RECEIVED
    )
    note(entry, at=at)
    if draft.sealed_for:
        sealing = sealing_entry(suggestion, draft, at=at)
        sealing.save()
        note(sealing, at=at)
    _keep_consents(suggestion, draft)
    for enclosure in draft.enclosures:
        enclosure.keep(suggestion, by=by, at=at)
    Attachment.objects.of_form(draft.submission_key).update(suggestion=suggestion)
    begin([suggestion], Start.SUBMITTED)
    changed(Suggestion, [suggestion.pk])
    prepare_on_commit(suggestion.pk)
    publish_at_once(suggestion, at=at, waits=draft.held)
    queue_notice(entry)
    return Receipt(suggestion, tracking_code(draft.submission_key), created=True)


def unsaved(draft: Draft, *, at: datetime) -> Suggestion:
    """The suggestion of a checked `draft`, not stored yet; its contact details are."""
    submitted_at = draft.submitted_at or at
    said = {name: value for name, value in vars(draft).items() if name not in NOT_COLUMNS}
    suggestion = Suggestion(
        **said,
        contact=keep_contact(draft.contact),
        unit=unit_in_charge(draft),
        submitted_at=submitted_at,
        state_since=submitted_at,
    )
    draw_receipt(suggestion, at=at)
    return suggestion


def draw_receipt(suggestion: Suggestion, *, at: datetime) -> None:
    """Give an unsaved suggestion a receipt number of the day, and the digest that goes with it."""
    suggestion.receipt = new_receipt(timezone.localdate(at))
    code = tracking_code(suggestion.submission_key)
    suggestion.tracking_digest = tracking_digest(suggestion.receipt, code)


def unit_in_charge(draft: Draft) -> Unit:
    """Who answers first: the named unit or the organiser; for a report, the office for these.

    One that has been dissolved is answered for by its successor.
    """
    first = draft.unit or draft.campaign.organiser
    if draft.classification != Classification.REPORT:
        return first.current(timezone.localdate())
    return Unit.objects.filter(receives_reports=True).first() or first


def _keep_consents(suggestion: Suggestion, draft: Draft) -> None:
    """The wordings are those the author had before them: a station may send days later."""
    given_at = suggestion.submitted_at
    texts = ConsentText.objects.current(timezone.localdate(given_at))
    Consent.objects.bulk_create(
        Consent(suggestion=suggestion, text=text, given_at=given_at)
        for text in texts.filter(kind__in=draft.consents)
    )
