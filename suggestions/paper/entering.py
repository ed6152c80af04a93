"""Entering: a sheet that was typed becomes a suggestion, and is typed again if it was drawn."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from portal.accounts.user import User
from suggestions.intake.submission import Receipt
from suggestions.paper.claiming import claim
from suggestions.paper.comparing import compare
from suggestions.paper.drafts import forget
from suggestions.paper.fields import REASON_NEEDED
from suggestions.paper.refusals import PaperRefused
from suggestions.paper.sheet import Sheet, SheetState
from suggestions.paper.slip import Slip
from suggestions.paper.typing import Part, Typing
from suggestions.states import Classification
from suggestions.stations.forms import CounterForm
from suggestions.stations.sending import send_from_counter

NOON = time(12)


def handed_in_at(received_on: date, at: datetime) -> datetime:
    """When forms of that day count as handed in: at noon, or now if that is ahead."""
    return min(make_aware(datetime.combine(received_on, NOON)), at)


def enter(sheet: Sheet, form: CounterForm, *, by: User, at: datetime) -> Receipt | None:
    """Hand in what was typed from `sheet`; None, with errors on the form, if it is refused.

    Sent twice it is one suggestion. Raises PaperRefused if somebody else has the sheet or it
    has been typed.
    """
    claim(sheet, by=by, at=at)
    if sheet.state != SheetState.READY:
        raise PaperRefused(_("This sheet has been typed already."))
    receipt = send_from_counter(form, key=sheet.key, by=by, at=at)
    if receipt is None:
        return None
    with transaction.atomic():
        _close_first(sheet, receipt, by=by, at=at)
    return receipt


def _close_first(sheet: Sheet, receipt: Receipt, *, by: User, at: datetime) -> None:
    suggestion = receipt.suggestion
    if Sheet.objects.exclude(pk=sheet.pk).filter(suggestion=suggestion).exists():
        # the same form was photographed twice; its number says so
        set_aside(
            sheet,
            _("Typed from another picture: %(receipt)s") % {"receipt": suggestion.receipt},
            by=by,
            at=at,
        )
        return
    Sheet.objects.filter(pk=sheet.pk).update(
        state=SheetState.TYPED,
        suggestion=suggestion,
        slip=Slip.objects.filter(suggestion=suggestion).first(),
        typed_by=by,
        typed_at=at,
        claimed_by=None,
        claimed_at=None,
    )
    if sheet.in_sample and suggestion.classification != Classification.REPORT:
        Typing.objects.filter(sheet=sheet, part=Part.FIRST).update(finished_at=at, by=by)
    else:
        forget(sheet)


@transaction.atomic
def enter_again(sheet: Sheet, *, by: User, at: datetime) -> bool:
    """Close the second typing, which was saved as a draft; True if both read the same.

    Raises PaperRefused if `by` typed it the first time, or it has been typed twice.
    """
    claim(sheet, by=by, at=at)
    row = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if row.typed_by_id == by.pk:
        raise PaperRefused(_("You typed this sheet yourself: somebody else types it again."))
    if row.state != SheetState.TYPED or not row.in_sample or row.second_at is not None:
        raise PaperRefused(_("This sheet has been typed already."))
    Typing.objects.filter(sheet=row, part=Part.SECOND).update(finished_at=at, by=by)
    row.second_by, row.second_at = by, at
    row.claimed_by = row.claimed_at = None
    row.save(update_fields=["second_by", "second_at", "claimed_by", "claimed_at"])
    return compare(row, by=by, at=at)


@transaction.atomic
def set_aside(sheet: Sheet, reason: str, *, by: User, at: datetime) -> None:
    """Leave `sheet` out because it is blank, twice there or unreadable; `reason` is kept.

    Raises PaperRefused without a reason, or if somebody else has the sheet or typed it.
    """
    if not reason.strip():
        raise PaperRefused(REASON_NEEDED)
    claim(sheet, by=by, at=at)
    open_ = Sheet.objects.filter(pk=sheet.pk).exclude(state=SheetState.TYPED)
    changes = {"claimed_by": None, "claimed_at": None, "typed_by": by, "typed_at": at}
    if not open_.update(state=SheetState.SET_ASIDE, reason=reason.strip()[:200], **changes):
        raise PaperRefused(_("This sheet has been typed already."))
    forget(sheet)


def take_up(sheet: Sheet, *, by: User) -> None:
    """Put a sheet that was set aside back among those to be typed."""
    aside = Sheet.objects.filter(pk=sheet.pk, state=SheetState.SET_ASIDE).exclude(picture="")
    aside.update(state=SheetState.READY, reason="", typed_by=None, typed_at=None)


def leave_single(sheet: Sheet, *, by: User) -> None:
    """Note that nobody else could type `sheet` again; it leaves the sample."""
    alone = Sheet.objects.filter(pk=sheet.pk, in_sample=True, second_at=None)
    if alone.update(in_sample=False, reason=_("Nobody else could type it again.")):
        forget(sheet)
