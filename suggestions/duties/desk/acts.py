"""Acts: what can be done with one duty or one call, by whom, when, and with which form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.duties import calling, disputing, objecting, taking
from suggestions.duties.assigning import take_back
from suggestions.duties.call import Call, CallState
from suggestions.duties.contributing import contribute
from suggestions.duties.desk import conferring
from suggestions.duties.desk import forms as desk
from suggestions.duties.duty import Duty, DutyState, Part
from suggestions.duties.objection import DutyDispute, DutyObjection
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.rights import Action, may_for

Run = Callable[..., object]
"""Takes the row, what was typed (`said`), and `by` and `at`."""


@dataclass(frozen=True)
class Act:
    """One step: its button, who may, when it fits, and the function behind it.

    `whose` answers the unit in whose name one acts.
    """

    label: str | Promise
    action: Action
    whose: Callable[[Any], Unit | None]
    fits: Callable[[Any], bool]
    run: Run
    form: type[forms.Form] = desk.SureForm
    help: str | Promise = ""
    main: bool = False

    @property
    def asks(self) -> bool:
        """Whether it has a page of its own with something to fill in."""
        return self.form is not desk.SureForm

    def is_open_to(self, row: Duty | Call, person: User, *, on: date) -> bool:
        """Whether `person` may take this step with `row` as it stands."""
        unit = self.whose(row) if self.fits(row) else None
        return unit is not None and may_for(person, self.action, row.suggestion, unit, on=on)


def objection_of(duty: Duty) -> DutyObjection | None:
    """The latest objection to `duty`."""
    return max(duty.objections.all(), key=lambda row: row.pk, default=None)


def dispute_of(duty: Duty) -> DutyDispute | None:
    """The open dispute about `duty`."""
    return next((row for row in duty.disputes.all() if row.settled_at is None), None)


def _objection(duty: Duty) -> DutyObjection:
    found = objection_of(duty)
    if found is None:
        raise DutyRefused(Fault.NO_OBJECTION)
    return found


def _dispute(duty: Duty) -> DutyDispute:
    found = dispute_of(duty)
    if found is None:
        raise DutyRefused(Fault.NO_DISPUTE)
    return found


def _unit(row: Duty | Call) -> Unit:
    return row.unit


def _sender(duty: Duty) -> Unit:
    return duty.sender


def _caller(call: Call) -> Unit:
    return call.caller


def _judge(duty: Duty) -> Unit | None:
    dispute = dispute_of(duty)
    return dispute.judge if dispute and dispute.conference_at is None else None


def _is(*states: str) -> Callable[[Duty | Call], bool]:
    return lambda row: row.state in states


def _untaken(duty: Duty) -> bool:
    return duty.is_waiting or (duty.state == DutyState.ACCEPTED and duty.handler_id is None)


def _untaken_freely(duty: Duty) -> bool:
    return _untaken(duty) and not _untaken_with_reason(duty)


def _untaken_with_reason(duty: Duty) -> bool:
    return duty.is_waiting and taking.needs_reason(duty.suggestion, duty)


def _unanswered(duty: Duty) -> bool:
    return duty.state == DutyState.OFFERED and objection_of(duty) is None


def _insisted(duty: Duty) -> bool:
    return duty.state == DutyState.OFFERED and objection_of(duty) is not None


def _helps(duty: Duty) -> bool:
    return duty.state == DutyState.ACCEPTED and duty.part == Part.CO


DUTY_ACTS: dict[str, Act] = {
    "take": Act(
        _("Accept and take in hand"),
        Action.TAKE,
        _unit,
        _untaken_freely,
        lambda duty, said, **who: taking.take(duty, **who),
        main=True,
    ),
    "take-here": Act(
        _("Accept and say why"),
        Action.TAKE,
        _unit,
        _untaken_with_reason,
        lambda duty, said, **who: taking.take(duty, because=said["text"], **who),
        form=desk.ReasonForm,
        help=_(
            "Claims and matters of the courts are referred to a legal channel, unless a unit "
            "says why it handles them itself."
        ),
        main=True,
    ),
    "contribute": Act(
        _("Hand in our part"),
        Action.CONTRIBUTE,
        _unit,
        _helps,
        lambda duty, said, **who: contribute(duty, said["text"], **who),
        form=desk.WordsForm,
        help=_("The unit in the lead puts it into the reply; it can be set right until then."),
        main=True,
    ),
    "hand": Act(
        _("Hand to a colleague"),
        Action.HAND_OVER,
        _unit,
        _is(DutyState.ACCEPTED),
        lambda duty, said, **who: taking.hand_to(duty, said["colleague"], **who),
        form=desk.HandForm,
    ),
    "object": Act(
        _("Object"),
        Action.OBJECT,
        _unit,
        _unanswered,
        lambda duty, said, **who: objecting.object_to(
            duty,
            reason=said["reason"],
            has_share=said["has_share"] == "yes",
            proposed=said["proposed"],
            **who,
        ),
        form=desk.ObjectForm,
        help=_(
            "Within five working days and with reasons in detail; it counts when the sender "
            "agrees (Regulations on Petition Work, Art. 23)."
        ),
    ),
    "dispute": Act(
        _("Take it to the common superior"),
        Action.OBJECT,
        _unit,
        _insisted,
        lambda duty, said, **who: conferring.dispute(duty, reason=said["text"], **who),
        form=desk.ReasonForm,
        help=_(
            "The next unit above both decides; without one the joint conference does "
            "(Regulations on Petition Work, Art. 24)."
        ),
    ),
    "agree": Act(
        _("Agree to the objection"),
        Action.ANSWER_OBJECTION,
        _sender,
        _is(DutyState.OBJECTED),
        lambda duty, said, **who: objecting.agree(
            _objection(duty), to=said["unit"], answer=said["note"], **who
        ),
        form=desk.AgreeForm,
        main=True,
    ),
    "refuse": Act(
        _("Insist on the duty"),
        Action.ANSWER_OBJECTION,
        _sender,
        _is(DutyState.OBJECTED),
        lambda duty, said, **who: objecting.refuse(_objection(duty), answer=said["text"], **who),
        form=desk.ReasonForm,
    ),
    "settle": Act(
        _("Decide who is in charge"),
        Action.SETTLE,
        _judge,
        _is(DutyState.DISPUTED),
        lambda duty, said, **who: disputing.settle(
            _dispute(duty), said["unit"], decision=said["text"], **who
        ),
        form=desk.SettleForm,
        help=_("The decision binds: that unit has accepted with it."),
        main=True,
    ),
    "conference": Act(
        _("Take it to the joint conference"),
        Action.SETTLE,
        _judge,
        _is(DutyState.DISPUTED),
        lambda duty, said, **who: conferring.hand_on(_dispute(duty), note=said["text"], **who),
        form=desk.MaybeWordsForm,
    ),
    "take-back": Act(
        _("Take the offer back"),
        Action.ASSIGN,
        _sender,
        _is(DutyState.OFFERED),
        lambda duty, said, **who: take_back(duty, **who),
    ),
}
CALL_ACTS: dict[str, Act] = {
    "answer": Act(
        _("Answer the call"),
        Action.RESPOND,
        _unit,
        _is(CallState.CALLED),
        lambda call, said, **who: calling.answer_call(call, said["text"], **who),
        form=desk.WordsForm,
        help=_("Say what your unit will do, and when."),
        main=True,
    ),
    "done": Act(
        pgettext_lazy("of a call", "It is done"),
        Action.RESPOND,
        _unit,
        _is(CallState.ANSWERED),
        lambda call, said, **who: calling.finish_call(call, said["text"], **who),
        form=desk.WordsForm,
        help=_("Say what was done."),
        main=True,
    ),
    "rate": Act(
        _("Rate the response"),
        Action.CALL,
        _caller,
        lambda call: call.state == CallState.DONE and call.rated_at is None,
        lambda call, said, **who: calling.rate_call(
            call, said["rating"], comment=said["text"], **who
        ),
        form=desk.RateForm,
        main=True,
    ),
    "escalate": Act(
        _("Call one tier up"),
        Action.CALL,
        _caller,
        _is(CallState.CALLED),
        lambda call, said, **who: calling.escalate(call, **who),
    ),
    "take-back": Act(
        _("Take the call back"),
        Action.CALL,
        _caller,
        _is(CallState.CALLED),
        lambda call, said, **who: calling.take_call_back(call, **who),
    ),
}


def acts_for(
    row: Duty | Call, acts: dict[str, Act], person: User, *, on: date
) -> list[tuple[str, Act]]:
    """The acts of this table that are open to `person` now, by name."""
    return [(name, act) for name, act in acts.items() if act.is_open_to(row, person, on=on)]
