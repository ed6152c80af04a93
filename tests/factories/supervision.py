"""Factories of supervision: letters, cases, contacts, systemic issues, made by their functions."""

from datetime import timedelta

from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.contacts.contact_entry import ContactKind
from suggestions.contacts.logging_contact import Contact, log_contact
from suggestions.models import ContactEntry, LedCase, Suggestion, SupervisionLetter, SystemicIssue
from suggestions.supervision.leading.rung import Rung
from suggestions.supervision.leading.taking_on import take_on
from suggestions.supervision.letters.kinds import Ground, LetterKind
from suggestions.supervision.letters.writing import LetterWords, write_letter
from suggestions.systemic.gathering import link, open_issue
from tests.factories.organisation import staff


def make_letter(*suggestions: Suggestion, by=None, **fields) -> SupervisionLetter:
    """A reminder about `suggestions` to the unit of the first, written by its supervisor."""
    unit = fields.pop("unit", suggestions[0].unit)
    issuer = fields.pop("issuer", unit)
    at = fields.pop("at", timezone.now())
    given = {
        "kind": LetterKind.REMINDER,
        "issuer": issuer,
        "unit": unit,
        "ground": Ground.OVERDUE,
        "subject": "关于及时办理的提醒函",
        "text": "请尽快办理。",
        "due_on": timezone.localdate(at) + timedelta(days=5),
        **fields,
    }
    writer = by or staff(Role.SUPERVISOR, unit=issuer)
    return write_letter(LetterWords(**given), suggestions, by=writer, at=at)


def make_case(suggestion: Suggestion, *, by=None, leader=None, **fields) -> LedCase:
    """A case on the first rung, taken on by a supervisor of the unit in charge."""
    unit = suggestion.unit
    given = {"reason": "重复反映", "at": timezone.now(), **fields}
    rung = given.pop("rung", Rung.HEAD)
    leader = leader or staff(Role.LEADER, unit=unit)
    return take_on(suggestion, rung, leader, by=by or staff(Role.SUPERVISOR, unit=unit), **given)


def make_contact(suggestion: Suggestion, *, by=None, **fields) -> ContactEntry:
    """A call that a handler made just now."""
    at = fields.pop("at", timezone.now())
    given = {
        "kind": ContactKind.CALL,
        "happened_at": at,
        "unit": suggestion.unit,
        "spoke": "李干部",
        "with_whom": "建议人",
        "said": "了解了具体位置",
        **fields,
    }
    writer = by or staff(Role.HANDLER, unit=suggestion.unit)
    return log_contact(suggestion, Contact(**given), by=writer, at=at)


def make_issue(*suggestions: Suggestion, unit, by=None) -> SystemicIssue:
    """An issue of `unit` with these suggestions linked."""
    owner = by or staff(Role.SUPERVISOR, unit=unit)
    about = ("路灯不足", "多个小区反映路灯不足")
    issue = open_issue(*about, unit=unit, by=owner, at=timezone.now())
    if suggestions:
        link(issue, suggestions, by=owner, at=timezone.now())
    return issue
