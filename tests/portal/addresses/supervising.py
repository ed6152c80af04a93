"""Letters, cases, the conference, contacts and a systemic issue of one unit, for the addresses."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.supervision.conference.deciding import call_sitting, decide
from suggestions.supervision.conference.putting_on import put_on_agenda
from suggestions.systemic.answering import show
from tests.factories import make_case, make_contact, make_issue, make_letter, staff


def supervised_of(unit: Any, suggestion: Any) -> SimpleNamespace:
    """One of everything, at `unit` and on its open `suggestion`."""
    now, supervisor = timezone.now(), staff(Role.SUPERVISOR, unit=unit)
    item = put_on_agenda(suggestion, by=supervisor, at=now, question="谁办")
    sitting = call_sitting(
        unit,
        held_at=now,
        place="会议室",
        chair="区长",
        attendees=[unit],
        items=[item],
        by=supervisor,
        at=now,
    )
    issue = make_issue(suggestion, unit=unit, by=supervisor)
    show(issue, by=staff(Role.PUBLISHER, unit=unit), at=now)
    return SimpleNamespace(
        supervision_letter=make_letter(suggestion, by=supervisor),
        led_case=make_case(suggestion, by=supervisor),
        agenda_item=item,
        sitting=sitting,
        conference_decision=decide(
            item,
            "限期办理",
            owner=unit,
            due_on=timezone.localdate() + timedelta(days=3),
            by=supervisor,
            at=now,
        ),
        contact_entry=make_contact(suggestion, by=staff(Role.HANDLER, unit=unit)),
        systemic_issue=issue,
    )
