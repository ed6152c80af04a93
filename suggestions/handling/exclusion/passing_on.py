"""Passing on: what a dissolved unit must not see its successor must not see either.

信访工作条例 Arts. 28, 30: its people would otherwise read under another name what is about them.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.signals import changed
from suggestions.chain.recording import note_many
from suggestions.duties.excluding import take_parts_from
from suggestions.handling.exclusion.declaring import Party, others_left
from suggestions.handling.exclusion.exclusion import Exclusion, ExclusionState, Ground
from suggestions.handling.exclusion.offices import pass_to_office
from suggestions.history import Entry, Event
from suggestions.suggestion import Suggestion


@transaction.atomic
def pass_exclusions_on(unit: Unit, successor: Unit, *, by: User | None, at: datetime) -> int:
    """Keep `successor` out of all that `unit` is kept out of; returns how many were written.

    A report in the successor's hands goes to another office; an interest is only noted where
    nobody else could do the work. The exclusions of `unit` stay: it may work for some days yet.
    Call it when suggestions, duties and clocks have passed on.
    """
    copies = _missing(unit, successor)
    for copy in copies:
        _make_own(copy, successor, at=at)
    Exclusion.objects.bulk_create(copies)
    _write_down(copies, unit, by=by, at=at)
    _take_parts(copies, successor, by=by, at=at)
    for copy in copies:
        if copy.ground == Ground.COMPLAINED_OF:
            pass_to_office(copy.suggestion, by=by, on=localdate(at))
    changed(Suggestion, {copy.suggestion_id for copy in copies})
    return len(copies)


def _missing(unit: Unit, successor: Unit) -> list[Exclusion]:
    """Those of `unit` that `successor` has not, with their suggestions held."""
    ours = Exclusion.objects.in_force().filter(unit=unit)
    about = Suggestion.objects.filter(pk__in=ours.order_by().values("suggestion"))
    rows = {row.pk: row for row in about.locked().order_by("pk").prefetch_related("unit")}
    held = ours.filter(suggestion__in=rows).select_for_update(of=("self",), no_key=True)
    there = Exclusion.objects.in_force().filter(unit=successor, suggestion__in=rows)
    known = set(there.order_by().values_list("suggestion", "ground"))
    missing = [row for row in held.order_by("pk") if (row.suggestion_id, row.ground) not in known]
    for exclusion in missing:
        exclusion.suggestion = rows[exclusion.suggestion_id]
    return missing


def _make_own(copy: Exclusion, successor: Unit, *, at: datetime) -> None:
    """Turn what was read of the dissolved unit into a new row: same words, same declarant."""
    copy.pk, copy.unit = None, successor
    if copy.ground == Ground.COMPLAINED_OF:
        return
    if not others_left(copy.suggestion, Party(unit=successor), on=localdate(at)):
        copy.state = ExclusionState.NOTED


def _write_down(copies: Sequence[Exclusion], unit: Unit, *, by: User | None, at: datetime) -> None:
    entries = Entry.objects.bulk_create(
        Entry(
            suggestion=copy.suggestion,
            event=Event.EXCLUDED,
            at=at,
            by=by,
            after=copy.state,
            internal_note=f"{unit} → {copy.unit}: {copy.reason}".strip(": "),
        )
        for copy in copies
    )
    note_many(entries, at=at)


def _take_parts(
    copies: Sequence[Exclusion], successor: Unit, *, by: User | None, at: datetime
) -> None:
    """End what `successor` and all below it had in hand, where it ever had anything."""
    barred = {copy.suggestion_id: copy.suggestion for copy in copies if copy.is_in_force}
    ways = ("duties", "calls", "clocks")
    parts = [Q(**{f"{way}__unit__path__startswith": successor.path}) for way in ways]
    having = Suggestion.objects.filter(parts[0] | parts[1] | parts[2], pk__in=barred)
    for key in having.order_by("pk").values_list("pk", flat=True).distinct():
        take_parts_from(barred[key], successor, by=by, at=at)
