"""Acting: an agency begins, goes up and comes back, and the author is told how it stands."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.agency.agency import Agency, AgencyConsent, AgencyStep, Holder, StepKind
from suggestions.agency.rights import serves_above, serves_first
from suggestions.contacts.contact_entry import LINE_LENGTH, ContactEntry, ContactKind
from suggestions.suggestion import Suggestion

AUTHOR = "建议人"
"""With whom agents speak, as the log of contacts says: data, so in the portal's first language."""


class Refusal(models.TextChoices):
    """Why a step is not taken."""

    NOBODY_ABOVE = "nobody_above", _("There is no unit above yours that could take it.")
    NOT_WITH_YOU = "not_with_you", _("It is not with you at the moment.")
    TAKEN = "taken", _("Somebody else has taken it already.")
    NO_WORDS = "no_words", _("Please write what was done or what is asked for.")


class AgencyRefused(Exception):
    """The step was not taken; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep the reason."""
        super().__init__(refusal.label)
        self.refusal = refusal


@dataclass(frozen=True)
class AgencyTerms:
    """An enclosure of a draft: the agent acts for the author, who agreed in this way."""

    agent: User
    unit: Unit
    consent: AgencyConsent
    witness: str = ""

    def keep(self, suggestion: Suggestion, *, by: User | None, at: datetime) -> None:
        """Begin the agency with the new suggestion."""
        agency = Agency.objects.create(
            suggestion=suggestion,
            agent=self.agent,
            unit=self.unit,
            consent=self.consent,
            witness=self.witness,
            started_at=at,
        )
        _write(agency, StepKind.BEGUN, by=by, at=at)


@transaction.atomic
def hand_up(agency: Agency, *, by: User, note: str, at: datetime) -> Agency:
    """Ask the unit above for an upper agent (上级代理员); `note` says what is asked for.

    Raises AgencyRefused.
    """
    row = _locked(agency)
    if row.holder != Holder.FIRST or not serves_first(by, row, on=timezone.localdate(at)):
        raise AgencyRefused(Refusal.NOT_WITH_YOU)
    parent = row.unit.get_parent()
    if parent is None:
        raise AgencyRefused(Refusal.NOBODY_ABOVE)
    row.holder, row.upper_unit, row.upper_agent = Holder.UPPER, parent, None
    return _kept(row, StepKind.UP, by=by, note=_said(note), at=at)


@transaction.atomic
def take_up(agency: Agency, *, by: User, at: datetime) -> Agency:
    """Become the upper agent of what was handed up; the second one is refused.

    Raises AgencyRefused.
    """
    row = _locked(agency)
    if row.holder != Holder.UPPER or not serves_above(by, row, on=timezone.localdate(at)):
        raise AgencyRefused(Refusal.NOT_WITH_YOU)
    if row.upper_agent_id == by.pk:
        return row
    if row.upper_agent_id is not None:
        raise AgencyRefused(Refusal.TAKEN)
    row.upper_agent = by
    return _kept(row, StepKind.TAKEN, by=by, at=at)


@transaction.atomic
def hand_back(agency: Agency, *, by: User, note: str, at: datetime) -> Agency:
    """Give the matter back to the first agent, with what was reached. Raises AgencyRefused."""
    row = _locked(agency)
    if row.holder != Holder.UPPER or not serves_above(by, row, on=timezone.localdate(at)):
        raise AgencyRefused(Refusal.NOT_WITH_YOU)
    row.holder = Holder.FIRST
    return _kept(row, StepKind.BACK, by=by, note=_said(note), at=at)


@transaction.atomic
def tell(
    agency: Agency, *, by: User, note: str, at: datetime, how: ContactKind = ContactKind.CALL
) -> Agency:
    """Keep that the first agent told the author how it stands, also in the log of contacts.

    It meets no clock: the unit in charge still owes the author its own contact. Raises
    AgencyRefused.
    """
    row = _locked(agency)
    if not serves_first(by, row, on=timezone.localdate(at)):
        raise AgencyRefused(Refusal.NOT_WITH_YOU)
    row.told_at = at
    told = _kept(row, StepKind.TOLD, by=by, note=_said(note), at=at)
    ContactEntry.objects.create(
        suggestion_id=row.suggestion_id,
        kind=how,
        happened_at=at,
        unit=row.unit,
        spoke=by.name[:LINE_LENGTH],
        with_whom=AUTHOR,
        said=note.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    return told


def pass_on(unit: Unit, successor: Unit) -> None:
    """`unit` is dissolved: its agencies are the successor's, to whom they are handed up as well."""
    Agency.objects.filter(unit=unit).update(unit=successor)
    Agency.objects.filter(upper_unit=unit).update(upper_unit=successor)


def _locked(agency: Agency) -> Agency:
    rows = Agency.objects.select_for_update(no_key=True, of=("self",))
    return rows.prefetch_related("unit", "upper_unit").get(pk=agency.pk)


def _said(note: str) -> str:
    if not note.strip():
        raise AgencyRefused(Refusal.NO_WORDS)
    return note.strip()


def _kept(row: Agency, kind: StepKind, *, by: User, at: datetime, note: str = "") -> Agency:
    row.save()
    _write(row, kind, by=by, at=at, note=note)
    return row


def _write(
    agency: Agency, kind: StepKind, *, by: User | None, at: datetime, note: str = ""
) -> None:
    AgencyStep.objects.create(agency=agency, kind=kind, by=by, at=at, note=note)
