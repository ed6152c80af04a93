"""Commendations, instructions and special reports of one unit, for the addresses that name them."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from suggestions.commendation.codes import digest_of, new_code
from suggestions.commendation.objection import Objection
from suggestions.instructions.instruction import Instruction
from suggestions.instructions.report import ReportItem, SpecialReport
from suggestions.models import Certificate
from tests.factories import CommendationFactory, NomineeFactory


def honours_of(unit: Any, suggestion: Any, *, leader: Any) -> SimpleNamespace:
    """One of everything, at `unit` and on its `suggestion`."""
    nominee = NomineeFactory(commendation__unit=unit)
    return SimpleNamespace(
        nominee=nominee,
        certificate=certificate_of(nominee),
        objection=objection_to(nominee),
        shown=CommendationFactory(unit=unit, step="notice", notice_until=timezone.localdate()),
        instruction=instruction_on(suggestion, leader),
        report_item=report_item_on(suggestion, leader),
    )


def certificate_of(nominee: Any) -> Certificate:
    """A certificate that has been drawn."""
    code = new_code()
    return Certificate.objects.create(
        nominee=nominee,
        code=code,
        digest=digest_of(code),
        award="表扬",
        issuer="单位",
        issued_on=timezone.localdate(),
        picture=ContentFile(b"PNG", "certificate.png"),
        document=ContentFile(b"%PDF-1.4", "certificate.pdf"),
    )


def objection_to(nominee: Any) -> Objection:
    """An objection nobody has answered."""
    return Objection.objects.create(
        commendation=nominee.commendation,
        key=f"key{nominee.pk}",
        form_key=uuid4(),
        text="不属实",
        at=timezone.now(),
    )


def instruction_on(suggestion: Any, leader: Any) -> Instruction:
    """What a leader wrote on `suggestion`, to the unit in charge."""
    row = Instruction.objects.create(
        suggestion=suggestion,
        leader=leader,
        entered_by=leader,
        entered_at=timezone.now(),
        text="请研究",
        given_on=timezone.localdate(),
    )
    row.units.add(suggestion.unit)
    return row


def report_item_on(suggestion: Any, leader: Any) -> ReportItem:
    """An idea in the draft of a special report."""
    today = timezone.localdate()
    report = SpecialReport.objects.create(
        title="专报",
        unit=suggestion.unit,
        leader=leader,
        starts_on=today,
        ends_on=today,
        drafted_by=leader,
        drafted_at=timezone.now(),
    )
    return report.items.create(suggestion=suggestion, summary="摘要")
