"""Passing on: the conference of a dissolved unit is its successor's, agenda and sittings."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.duties.objection import DutyDispute
from suggestions.supervision.conference.agenda import LINE_LENGTH, AgendaItem, Sitting


@transaction.atomic
def pass_conference_on(unit: Unit, successor: Unit, *, by: User | None, at: datetime) -> int:
    """Give `successor` what waits on the agenda of `unit` and its open sittings; how many.

    What waits on both agendas is decided once: the successor's item takes in the question and
    an open dispute, and the other is taken off.
    """
    held = AgendaItem.objects.filter(settled_at=None).order_by("pk").prefetch_related("dispute")
    locked = held.select_for_update(of=("self",), no_key=True)
    items = list(locked.filter(conference=unit))
    same = locked.filter(conference=successor, suggestion__in=[row.suggestion_id for row in items])
    there = {row.suggestion_id: row for row in same}
    for item in items:
        if waiting := there.get(item.suggestion_id):
            _take_in(waiting, item, successor)
            _take_off(item, successor, by=by, at=at)
    AgendaItem.objects.filter(conference=unit, settled_at=None).update(conference=successor)
    sittings = Sitting.objects.filter(conference=unit, closed_at__isnull=True)
    return len(items) + sittings.update(conference=successor)


def _take_in(waiting: AgendaItem, item: AgendaItem, successor: Unit) -> None:
    """Two open disputes do not fit into one item: the second is the successor's to judge again."""
    dispute = item.dispute if item.has_open_dispute else None
    if dispute and waiting.has_open_dispute:
        _give_back(dispute, successor)
        dispute = None
    waiting.take_in(item.question, dispute=dispute)
    if waiting.sitting_id is None and item.sitting_id is not None:
        waiting.sitting_id = item.sitting_id
        waiting.save(update_fields=["sitting"])


def _give_back(dispute: DutyDispute, judge: Unit) -> None:
    """Let `judge` decide, or hand it to the joint conference anew."""
    dispute.judge, dispute.conference_at = judge, None
    dispute.save(update_fields=["judge", "conference_at"])


def _take_off(item: AgendaItem, successor: Unit, *, by: User | None, at: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        why = _("Decided with the same matter on the agenda of %(unit)s.") % {"unit": successor}
    item.settled_at, item.settled_by, item.why_taken_off = at, by, why[:LINE_LENGTH]
    item.save(update_fields=["settled_at", "settled_by", "why_taken_off"])
