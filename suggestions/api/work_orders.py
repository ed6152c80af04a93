"""Work orders over the interface: they come in, and changes are asked for by a cursor."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from suggestions.api.access import KeyAuth
from suggestions.api.api import KEY_PARAMETER, REFUSALS, After, answered
from suggestions.api.drafting import area_for, contact_of, found, key_of, sound, topic_for
from suggestions.api.idempotency import once
from suggestions.api.key import ApiKey, Scope
from suggestions.api.problems import Both, Problem
from suggestions.api.schemas import ChangesOut, ReceiptOut, StatusOut, WorkOrderIn
from suggestions.api.status import described
from suggestions.api.submitting import kept, own, with_code
from suggestions.api.system import ConnectedSystem
from suggestions.intake.draft import Draft
from suggestions.states import Channel, Classification
from suggestions.suggestion import Suggestion
from suggestions.workorders.changes import number_waiting, told
from suggestions.workorders.receiving import OrderFacts, link_same
from suggestions.workorders.shown import change_as_json

orders = Router(tags=["work orders"])
Answer = dict[str, Any]


@orders.post(
    "/work-orders",
    auth=KeyAuth(Scope.WORKORDERS),
    response={201: ReceiptOut, **REFUSALS},
    openapi_extra=KEY_PARAMETER,
    summary="Hand in a work order",
)
def post_work_order(request: HttpRequest, said: WorkOrderIn) -> HttpResponse:
    """Hands in one work order under its own number; the same one again gets the same receipt."""
    system, now = request.auth.system, timezone.now()  # type: ignore[attr-defined]

    def work(_key: str) -> Answer:
        answer = kept(draft_of(said, system, at=now), at=now)
        if said.same_as:
            row = Suggestion.objects.get(receipt=answer["receipt"])
            link_same(row, said.same_as, at=now)
        return answer

    answer, replayed = once(request, system, work, at=now)
    return answered(with_code(answer, system), replayed=replayed)


@orders.get(
    "/work-orders/changes",
    auth=KeyAuth(Scope.WORKORDERS),
    response={200: ChangesOut, **REFUSALS},
    summary="What has changed since",
)
def get_changes(request: HttpRequest, query: Query[After]) -> Answer:
    """The changes after the one with number `after`, in order; none is ever passed by."""
    system = request.auth.system  # type: ignore[attr-defined]
    number_waiting(system)
    rows = list(told(system).filter(number__gt=query.after)[: query.limit + 1])
    shown = rows[: query.limit]
    return {
        "items": [change_as_json(row) for row in shown],
        "last": shown[-1].number if shown else query.after,
        "more": len(rows) > query.limit,
    }


@orders.get(
    "/work-orders/{path:number}",
    auth=KeyAuth(Scope.WORKORDERS),
    response={200: StatusOut, **REFUSALS},
    summary="Where one work order stands",
)
def get_work_order(request: HttpRequest, number: str) -> Answer:
    """One work order by its own number; of a sealed report only that it is at an end."""
    key: ApiKey = request.auth  # type: ignore[attr-defined]
    rows = own(key).filter(work_order__number=number).select_related("unit", "work_order")
    row = rows.first()
    return described(row) if row else _ended(key.system, number)


def _ended(system: ConnectedSystem, number: str) -> Answer:
    number_waiting(system)
    sealed = {"order__number": number, "order__suggestion__classification": Classification.REPORT}
    last = told(system).filter(**sealed).last()
    if last is None:
        raise Problem("not_found")
    suggestion = last.order.suggestion
    return {
        "receipt": suggestion.receipt,
        "number": number,
        "status": last.status,
        "since": last.at,
        "unit": "",
        "steps": [],
    }


def draft_of(said: WorkOrderIn, system: ConnectedSystem, *, at: datetime) -> Draft:
    """The checked draft of a work order. Raises Problem with every fault.

    A category nobody has translated leaves the topic open: the order must come in all the same.
    """
    faults: dict[str, list[Both]] = {}
    draft = Draft(
        campaign=system.campaign,
        unit=system.unit,
        title=said.title,
        problem=said.problem,
        classification=Classification(said.kind),
        topic=topic_for(said.category_code, system),
        area=found(area_for(said.area), said.area, "area", faults),
        place=said.place,
        author_name=said.author_name,
        contact=contact_of(said.contact, faults),
        channel=Channel.HOTLINE,
        held=True,
        submitted_at=_moment(said.received_at, at),
        submission_key=key_of(system, said.number),
        source=system.code,
        source_key=said.number,
        enclosures=(OrderFacts(system, said.number, said.category_code, said.category),),
    )
    return sound(draft, faults, at=at)


def _moment(said: datetime | None, at: datetime) -> datetime:
    """When the call came; a clock that is ahead counts as now."""
    if said is None:
        return at
    aware = said if timezone.is_aware(said) else timezone.make_aware(said)
    return min(aware, at)
