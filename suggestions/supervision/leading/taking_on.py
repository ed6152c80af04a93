"""Taking a case on, raising it, planning it, and closing it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.membership import Role
from portal.organisation.rights import Person, holders, reaches
from portal.organisation.unit import Unit, paths_up
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.history import Event, record
from suggestions.rights import Action, may
from suggestions.states import OPEN, Classification, State
from suggestions.suggestion import Suggestion
from suggestions.supervision.allowed import check_receiver
from suggestions.supervision.leading.case import (
    CaseEntry,
    CaseEvent,
    CasePlan,
    LedCase,
    PeopleConcerned,
    SetAside,
)
from suggestions.supervision.leading.proposing import with_weight
from suggestions.supervision.leading.rung import EscalationRule, Rung
from suggestions.supervision.refusals import SupervisionRefused

CARRYING_OUT = (Role.HANDLER, Role.SUPERVISOR, Role.LEADER)
CLOSING = (Role.SUPERVISOR, Role.LEADER)
GONE = frozenset({State.WITHDRAWN, State.REFERRED, State.DECLINED})
"""Nothing is left to plan for a case whose suggestion stands here."""


@dataclass(frozen=True)
class Plan:
    """One case, one plan: why it came to this, what is done, by whom, until when."""

    cause: str
    measures: str
    unit: Unit
    responsible: str
    due_on: date


@transaction.atomic
def take_on(
    suggestion: Suggestion,
    rung: Rung,
    leader: User,
    *,
    reason: str,
    rule: EscalationRule | None = None,
    by: User,
    at: datetime,
) -> LedCase:
    """Put an open suggestion into the hands of `leader`; whoever answers for it carries it out.

    Raises PermissionDenied, or SupervisionRefused if somebody has it already, it is not open,
    `leader` does not lead there, or no reason is given.
    """
    row = Suggestion.objects.locked().prefetch_related("unit").get(pk=suggestion.pk)
    _check_may(row, by=by, on=localdate(at))
    if row.state not in OPEN:
        raise SupervisionRefused(_("It is not open any more."))
    _check_leader(leader, row.unit, by=by, on=localdate(at))
    if not reason.strip():
        raise SupervisionRefused(_("Please say why a leader takes it on."))
    weighed = with_weight(Suggestion.objects.filter(pk=row.pk)).get()
    try:
        with transaction.atomic():
            case = LedCase.objects.create(
                suggestion=row,
                unit=row.unit,
                rung=rung,
                leader=leader,
                rule=rule,
                reason=reason.strip(),
                repeats=weighed.said_again,  # type: ignore[attr-defined]
                people=weighed.people,  # type: ignore[attr-defined]
                taken_by=by,
                taken_at=at,
            )
    except IntegrityError:
        raise SupervisionRefused(_("Somebody has taken it on already.")) from None
    _enter(case, CaseEvent.TAKEN, f"{leader}: {reason.strip()}", by=by, at=at)
    record(row, Event.LED, by=by, internal_note=f"{Rung(rung).label}: {leader}")
    return case


@transaction.atomic
def raise_case(
    case: LedCase, rung: Rung, leader: User, *, reason: str, by: User, at: datetime
) -> None:
    """Hand the case to a higher leader (or to another one on the same rung).

    Raises PermissionDenied, or SupervisionRefused for a lower rung, a wrong leader or no reason.
    """
    row = _open_case(case, by=by, at=at)
    _check_may(row.suggestion, by=by, on=localdate(at))
    if rung < row.rung:
        raise SupervisionRefused(_("A case does not go down the ladder."))
    if rung == row.rung and leader.pk == row.leader_id:
        raise SupervisionRefused(_("It is in these hands already."))
    _check_leader(leader, row.suggestion.unit, by=by, on=localdate(at))
    if not reason.strip():
        raise SupervisionRefused(_("Please say why."))
    event = CaseEvent.RAISED if rung > row.rung else CaseEvent.LEADER
    row.rung, row.leader = rung, leader
    row.save(update_fields=["rung", "leader"])
    _enter(row, event, f"{leader}: {reason.strip()}", by=by, at=at)
    record(row.suggestion, Event.LED, by=by, internal_note=f"{Rung(rung).label}: {leader}")


@transaction.atomic
def make_plan(case: LedCase, plan: Plan, *, by: User, at: datetime) -> CasePlan:
    """Give the case a plan; an earlier one is kept. The unit it names carries the case out.

    Raises PermissionDenied, or SupervisionRefused if something is missing, the day is over, or
    the unit is no more or must not get it.
    """
    row = _open_case(case, by=by, at=at)
    if not all(text.strip() for text in (plan.cause, plan.measures, plan.responsible)):
        raise SupervisionRefused(_("A plan says why it came to this, what is done, and by whom."))
    if plan.due_on < localdate(at):
        raise SupervisionRefused(_("The day of the plan is over already."))
    check_receiver(row.suggestion_id, plan.unit, on=localdate(at))
    made = CasePlan.objects.create(case=row, by=by, at=at, **vars(plan))
    row.due_on, row.unit = plan.due_on, plan.unit
    row.save(update_fields=["due_on", "unit"])
    _enter(row, CaseEvent.PLAN, plan.measures, by=by, at=at)
    return made


@transaction.atomic
def add_step(case: LedCase, text: str, *, by: User, at: datetime) -> CaseEntry:
    """Keep a step that was taken. Raises PermissionDenied, SupervisionRefused without words."""
    row = _open_case(case, by=by, at=at)
    if not text.strip():
        raise SupervisionRefused(_("Please say what was done."))
    return _enter(row, CaseEvent.STEP, text.strip(), by=by, at=at)


@transaction.atomic
def close_case(case: LedCase, result: str, *, by: User, at: datetime) -> None:
    """Close the case with its result, which its leader or a supervisor says.

    Raises PermissionDenied, or SupervisionRefused without a plan or a result; what was withdrawn,
    referred or declined needs no plan.
    """
    row = _open_case(case, by=by, at=at)
    if not may_close(by, row, on=localdate(at)):
        raise PermissionDenied
    if row.suggestion.state not in GONE and not row.plans.exists():
        raise SupervisionRefused(_("A case is closed by its plan: there is none yet."))
    if not result.strip():
        raise SupervisionRefused(_("Please say what came of it."))
    row.closed_at, row.closed_by, row.result = at, by, result.strip()
    row.save(update_fields=["closed_at", "closed_by", "result"])
    _enter(row, CaseEvent.CLOSED, result.strip(), by=by, at=at)


@transaction.atomic
def set_aside(suggestion: Suggestion, rung: Rung, *, reason: str, by: User, at: datetime) -> None:
    """Leave what a rule proposes; a higher rung may be proposed later.

    Raises PermissionDenied, or SupervisionRefused without a reason.
    """
    _check_may(suggestion, by=by, on=localdate(at))
    if not reason.strip():
        raise SupervisionRefused(_("Please say why."))
    given = {"reason": reason.strip()[:200], "by": by, "at": at}
    SetAside.objects.get_or_create(suggestion=suggestion, rung=rung, defaults=given)


@transaction.atomic
def say_people(suggestion: Suggestion, number: int, *, by: User, at: datetime) -> None:
    """Keep how many people it concerns. Raises PermissionDenied."""
    if not may(by, Action.LOG_CONTACT, suggestion, on=localdate(at)):
        raise PermissionDenied
    given = {"number": number, "by": by, "at": at}
    PeopleConcerned.objects.update_or_create(suggestion=suggestion, defaults=given)


def leaders_over(unit: Unit, *, on: date) -> list[int]:
    """The keys of the leaders of `unit` and of the units above it, and of who acts for them."""
    return list(holders(paths_up(unit), [Role.LEADER], on=on).values_list("pk", flat=True))


def may_work_on(user: Person, case: LedCase, *, on: date) -> bool:
    """Whether `user` leads the case, or is of the unit that carries it out, answers, or above."""
    if case.suggestion_id in barred_keys(user, on=on):
        return False
    return user.pk == case.leader_id or _is_over(user, CARRYING_OUT, case, on=on)


def may_close(user: Person, case: LedCase, *, on: date) -> bool:
    """Whether `user` leads the case, or supervises the unit that carries it out or answers."""
    return user.pk == case.leader_id or _is_over(user, CLOSING, case, on=on)


def _is_over(user: Person, roles: tuple[Role, ...], case: LedCase, *, on: date) -> bool:
    return any(reaches(user, roles, unit, on=on) for unit in (case.unit, case.suggestion.unit))


def _check_may(row: Suggestion, *, by: User, on: date) -> None:
    sealed = row.classification == Classification.REPORT
    if sealed or not may(by, Action.TAKE_ON, row, on=on):
        raise PermissionDenied


def _check_leader(leader: User, unit: Unit, *, by: User, on: date) -> None:
    """Raises SupervisionRefused unless `leader` leads; who is alone leads as well."""
    leaders = leaders_over(unit, on=on)
    if leader.pk in leaders or (not leaders and leader.pk == by.pk):
        return
    raise SupervisionRefused(_("This person does not lead the unit in charge."))


def _open_case(case: LedCase, *, by: User, at: datetime) -> LedCase:
    rows = LedCase.objects.visible_to(by, on=localdate(at)).filter(pk=case.pk)
    seen = LedCase.objects.filter(pk__in=rows.order_by().values("pk"))
    row = (
        seen.select_for_update(of=("self",), no_key=True)
        .prefetch_related("suggestion__unit", "unit", "leader")
        .first()
    )
    if row is None or not may_work_on(by, row, on=localdate(at)):
        raise PermissionDenied
    if not row.is_open:
        raise SupervisionRefused(_("The case has been closed."))
    return row


def _enter(case: LedCase, event: CaseEvent, text: str, *, by: User, at: datetime) -> CaseEntry:
    return CaseEntry.objects.create(
        case=case, event=event, rung=case.rung, text=text[:2000], by=by, at=at
    )
