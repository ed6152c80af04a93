"""Sending from the counter: one function, whether the form came from the page or from paper."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.agency.acting import AgencyTerms
from suggestions.agency.agency import AgencyConsent
from suggestions.intake.checking import LATE_FOR
from suggestions.intake.desk.entering import DeskFacts
from suggestions.intake.sending import (
    FIELD_OF,
    draft_of,
    keep_files,
    kept_files,
    says_the_same,
)
from suggestions.intake.submission import Draft, Receipt, submit
from suggestions.paper.slip import Slip
from suggestions.paper.slips import printed_slip, temporary_slip
from suggestions.states import Channel
from suggestions.stations.forms import CounterForm
from suggestions.suggestion import Suggestion

FIELDS = {**FIELD_OF, "campaign": "campaign", "temporary": None}


def send_from_counter(form: CounterForm, *, key: UUID, by: User, at: datetime) -> Receipt | None:
    """Hand in what a sound form says for its author; None, with errors on the form, if refused.

    Sending the same again gives the same receipt: the key is the one made at the counter or, of
    a printed form, the one printed with it, so that a form typed by two clerks is one. Author,
    transcriber and station stay apart.
    """
    try:
        slip = _slip(form, key)
        return _sent(form, slip, slip.key if slip else key, by=by, at=at)
    except ValidationError as refusal:
        _tell(form, refusal)
        return None


def _sent(
    form: CounterForm, slip: Slip | None, key: UUID, *, by: User, at: datetime
) -> Receipt | None:
    handed_in = form.cleaned_data["handed_in_at"] or at
    if at - handed_in > LATE_FOR:
        raise ValidationError({"handed_in_at": [too_late()]})
    _keep_files(form, key, at)
    if form.errors:
        return None
    with transaction.atomic():
        receipt = submit(_draft(form, key, by, handed_in), by=by, at=at)
        if not receipt.created and not says_the_same(receipt.suggestion, form):
            raise ValidationError(_another(receipt), code="sent_before")
        if slip is not None:
            _use(slip, receipt.suggestion, form, by=by, at=at)
    return receipt


def too_late() -> str:
    """What to say of a form that lay longer than LATE_FOR."""
    message = _("A form may be sent up to %(days)d days after it was handed in.")
    return message % {"days": LATE_FOR.days}


def _keep_files(form: CounterForm, key: UUID, at: datetime) -> None:
    """All files come with every try: those of an earlier one that are gone now are dropped."""
    if "attachments" in form.fields:
        kept = [str(attachment.key) for attachment in kept_files(key)]
        keep_files(form, key=key, dropped=kept, at=at)


def _slip(form: CounterForm, key: UUID) -> Slip | None:
    said, station = form.cleaned_data, form.cleaned_data["station"]
    field = "slip" if said["slip"] else "temporary"
    try:
        if said["slip"]:
            return printed_slip(said["slip"], station=station)
        if said["temporary"]:
            return temporary_slip(
                said["temporary"], said["temporary_code"], key=key, station=station
            )
    except ValidationError as refusal:
        raise ValidationError({field: refusal.messages}) from refusal
    return None


def _draft(form: CounterForm, key: UUID, by: User, handed_in: datetime) -> Draft:
    said, plain = form.cleaned_data, draft_of(form, key=key, author=None, held=True)
    return replace(
        plain,
        channel=Channel.STATION,
        transcriber=by,
        station=said["station"],
        submitted_at=handed_in,
        enclosures=(*plain.enclosures, DeskFacts(phone=said["phone"]), *_terms(form, by)),
    )


def _terms(form: CounterForm, by: User) -> tuple[AgencyTerms, ...]:
    """That the clerk serves the author from now on, if both want it."""
    said = form.cleaned_data
    if not said["is_agent"]:
        return ()
    consent = AgencyConsent(said["consent_form"])
    return (AgencyTerms(by, said["station"], consent, said["witness"]),)


def _use(slip: Slip, suggestion: Suggestion, form: CounterForm, *, by: User, at: datetime) -> None:
    """Tie the slip to what came of it; the first one to type it stays named."""
    fresh = Slip.objects.filter(pk=slip.pk, suggestion=None)
    fresh.update(
        suggestion=suggestion,
        consent_form=form.cleaned_data["consent_form"],
        typed_by=by,
        typed_at=at,
    )


def _another(receipt: Receipt) -> str:
    message = _(
        "This form was sent already, with other words, and has the receipt %(receipt)s. If this "
        "is another suggestion, please write it down on a new form."
    )
    return message % {"receipt": receipt.suggestion.receipt}


def _tell(form: CounterForm, refusal: ValidationError) -> None:
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, messages in refusal.message_dict.items():
        field = FIELDS.get(name, name)
        form.add_error(field if field in form.fields else None, messages)
