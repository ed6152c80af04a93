"""What can be done with one call."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.organisation.unit import Unit
from suggestions.duties import calling
from suggestions.duties.call import Call, CallState
from suggestions.duties.desk import forms as desk
from suggestions.duties.desk.act import Act, is_in, unit_of
from suggestions.rights import Action


def _caller(call: Call) -> Unit:
    return call.caller


CALL_ACTS: dict[str, Act] = {
    "answer": Act(
        _("Answer the call"),
        Action.RESPOND,
        unit_of,
        is_in(CallState.CALLED),
        lambda call, said, **who: calling.answer_call(call, said["text"], **who),
        form=desk.WordsForm,
        help=_("Say what your unit will do, and when."),
        main=True,
    ),
    "done": Act(
        pgettext_lazy("of a call", "It is done"),
        Action.RESPOND,
        unit_of,
        is_in(CallState.ANSWERED),
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
        is_in(CallState.CALLED),
        lambda call, said, **who: calling.escalate(call, **who),
    ),
    "take-back": Act(
        _("Take the call back"),
        Action.CALL,
        _caller,
        is_in(CallState.CALLED),
        lambda call, said, **who: calling.take_call_back(call, **who),
    ),
}
