"""What can be done with one duty."""

from django.utils.translation import gettext_lazy as _

from portal.organisation.unit import Unit
from suggestions.duties import disputing, objecting, taking
from suggestions.duties.assigning import take_back
from suggestions.duties.contributing import contribute
from suggestions.duties.desk import conferring
from suggestions.duties.desk import forms as desk
from suggestions.duties.desk.act import Act, is_in, unit_of
from suggestions.duties.duty import Duty, DutyState, Part
from suggestions.duties.objection import DutyDispute, DutyObjection
from suggestions.duties.refusals import DutyRefused, Fault
from suggestions.rights import Action


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


def _sender(duty: Duty) -> Unit:
    return duty.sender


def _judge(duty: Duty) -> Unit | None:
    dispute = dispute_of(duty)
    return dispute.judge if dispute and dispute.conference_at is None else None


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
        unit_of,
        _untaken_freely,
        lambda duty, said, **who: taking.take(duty, **who),
        main=True,
    ),
    "take-here": Act(
        _("Accept and say why"),
        Action.TAKE,
        unit_of,
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
        unit_of,
        _helps,
        lambda duty, said, **who: contribute(duty, said["text"], **who),
        form=desk.WordsForm,
        help=_("The unit in the lead puts it into the reply; it can be set right until then."),
        main=True,
    ),
    "hand": Act(
        _("Hand to a colleague"),
        Action.HAND_OVER,
        unit_of,
        is_in(DutyState.ACCEPTED),
        lambda duty, said, **who: taking.hand_to(duty, said["colleague"], **who),
        form=desk.HandForm,
    ),
    "object": Act(
        _("Object"),
        Action.OBJECT,
        unit_of,
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
        unit_of,
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
        is_in(DutyState.OBJECTED),
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
        is_in(DutyState.OBJECTED),
        lambda duty, said, **who: objecting.refuse(_objection(duty), answer=said["text"], **who),
        form=desk.ReasonForm,
    ),
    "settle": Act(
        _("Decide who is in charge"),
        Action.SETTLE,
        _judge,
        is_in(DutyState.DISPUTED),
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
        is_in(DutyState.DISPUTED),
        lambda duty, said, **who: conferring.hand_on(_dispute(duty), note=said["text"], **who),
        form=desk.MaybeWordsForm,
    ),
    "take-back": Act(
        _("Take the offer back"),
        Action.ASSIGN,
        _sender,
        is_in(DutyState.OFFERED),
        lambda duty, said, **who: take_back(duty, **who),
    ),
}
