"""Approving and sending a reply, and the list of those to check, against one bare row.

`BENCH_HANDLING=1000,100000` measures other sizes.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.models import User
from portal.organisation.membership import Role, appoint
from suggestions.models import Reply, Suggestion
from suggestions.replies.reply import ReplyState
from suggestions.states import State
from tests.benchmarks.rows import grow_to, one_suggestion
from tests.benchmarks.test_handling import (
    MOST_GROWTH,
    REFERENCE,
    ROUNDS,
    SIZES,
    UNIT,
    WARM_UP,
    typical_time,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("left_to_the_worker")


def submitted(pattern: Suggestion, clerk: User) -> list[str]:
    """The receipts of suggestions whose replies wait for approval, one for each round."""
    now = timezone.now()
    rows = Suggestion.objects.filter(state=State.ACCEPTED).order_by("-pk")
    chosen = list(rows[: ROUNDS + WARM_UP])
    Reply.objects.bulk_create(
        Reply(
            suggestion=row,
            unit=pattern.unit,
            state=ReplyState.SUBMITTED,
            text="已经安排更换路灯，本周内完成。",
            drafted_by=clerk,
            drafted_at=now,
            saved_at=now,
            submitted_at=now,
        )
        for row in chosen
    )
    return [row.receipt for row in chosen]


@pytest.mark.benchmark_run
@pytest.mark.services
@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("tests.benchmarks.urls")
def test_sending_a_reply_does_not_grow_with_the_rows(report: Callable[..., Any]) -> None:
    pattern, clerk, person = one_suggestion(), UserFactory(), UserFactory()
    since = timezone.localdate() - timedelta(days=1)
    for one, role in ((clerk, Role.HANDLER), (person, Role.SUPERVISOR)):
        appoint(one, role, pattern.unit, starts_on=since)
    guest, staff = Client(), Client()
    staff.force_login(person)
    growth: dict[str, list[float]] = {}

    for size in SIZES:
        grow_to(size, pattern)
        receipts = submitted(pattern, clerk)

        def send(number: int, receipts: list[str] = receipts) -> None:
            url = reverse("replies:approve", args=[receipts[number]])
            assert staff.post(url, {"do": "send", "reviewed": "on"}).status_code == 302

        def checks(number: int) -> None:
            assert staff.get(reverse("replies:checks")).status_code == 200

        bound = typical_time(lambda number: guest.get("/insert/"))
        for name, ask in {"reply": send, "replies to check": checks}.items():
            ratio = typical_time(ask) / bound
            growth.setdefault(name, []).append(ratio)
            report(name, size=size, ratio=ratio, reference=REFERENCE, unit=UNIT)
    for ratios in growth.values():
        assert ratios[-1] <= MOST_GROWTH * ratios[0]
    assert Reply.objects.sent().count() == len(SIZES) * (ROUNDS + WARM_UP)
