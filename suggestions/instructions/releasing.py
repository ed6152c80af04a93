"""Releasing: two people decide what the public may read about an instruction."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.signals import changed
from suggestions.instructions.instruction import Instruction
from suggestions.instructions.refusals import InstructionRefused
from suggestions.instructions.release import Release
from suggestions.instructions.rights import Act, may


@transaction.atomic
def ask_release(instruction: Instruction, wording: str, *, by: User, at: datetime) -> Release:
    """Ask that the public may read "taken up by `wording`".

    Raises PermissionDenied; InstructionRefused without a wording, if the wording repeats
    words of the instruction, or while another release is asked for or in force.
    """
    if not may(by, Act.ASK_RELEASE, instruction.suggestion, on=localdate(at)):
        raise PermissionDenied
    wording = wording.strip()
    if not wording:
        raise InstructionRefused(_("Please say by whom it was taken up."))
    if wording in instruction.text or instruction.text in wording:
        raise InstructionRefused(_("The instruction's own words stay internal."))
    try:
        with transaction.atomic():
            return Release.objects.create(
                instruction=instruction, wording=wording, asked_by=by, asked_at=at
            )
    except IntegrityError as error:
        raise InstructionRefused(
            _("A release has been asked for or is in force already.")
        ) from error


@transaction.atomic
def release(asked: Release, *, by: User, at: datetime) -> None:
    """Let the public read it; never whoever asked.

    Raises PermissionDenied, or InstructionRefused if it was decided already.
    """
    row = _locked(asked)
    _demand(row, Act.RELEASE, by=by, at=at)
    _undecided(row)
    row.released_by, row.released_at = by, at
    row.save(update_fields=["released_by", "released_at"])
    _show_again(row)


@transaction.atomic
def refuse_release(asked: Release, *, by: User, at: datetime) -> None:
    """Refuse it; another wording can be asked for. Raises as `release` does."""
    row = _locked(asked)
    _demand(row, Act.RELEASE, by=by, at=at)
    _undecided(row)
    row.refused_by, row.refused_at = by, at
    row.save(update_fields=["refused_by", "refused_at"])


@transaction.atomic
def revoke_release(asked: Release, *, by: User, at: datetime) -> None:
    """Take it back: it is gone from the site at once.

    Raises PermissionDenied, or InstructionRefused if it is not live.
    """
    row = _locked(asked)
    if not may(by, Act.REVOKE_RELEASE, row.instruction.suggestion, on=localdate(at)):
        raise PermissionDenied
    if not row.is_live:
        raise InstructionRefused(_("It has been taken back already."))
    row.revoked_by, row.revoked_at = by, at
    row.save(update_fields=["revoked_by", "revoked_at"])
    _show_again(row)


def _locked(asked: Release) -> Release:
    rows = Release.objects.select_for_update(of=("self",))
    return rows.prefetch_related("instruction__suggestion__unit").get(pk=asked.pk)


def _demand(row: Release, act: Act, *, by: User, at: datetime) -> None:
    allowed = may(by, act, row.instruction.suggestion, on=localdate(at))
    if not allowed or row.asked_by_id == by.pk:
        raise PermissionDenied


def _undecided(row: Release) -> None:
    if not row.is_live or row.released_at is not None:
        raise InstructionRefused(_("Someone else has decided it already."))


def _show_again(row: Release) -> None:
    """Pages kept by a cache are made anew; what is indexed does not change."""
    suggestion = row.instruction.suggestion
    changed(type(suggestion), [suggestion.pk])
