"""Reporting: drafting a special report, sending it, and entering what the leader decided."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.user import User
from portal.organisation.rights import reaches
from portal.organisation.unit import Unit
from suggestions.instructions.instructing import Written, instruct
from suggestions.instructions.refusals import InstructionRefused
from suggestions.instructions.report import ItemOutcome, ReportItem, ReportState, SpecialReport
from suggestions.instructions.rights import RIGHTS, Act, is_leader_for, may_report
from suggestions.review.standing import Standing
from suggestions.states import GOLDEN, Classification
from suggestions.suggestion import Suggestion


def worth_reporting(unit: Unit, starts_on: date, ends_on: date) -> QuerySet[Suggestion]:
    """Ideas of `unit` and below that a panel found valuable or adopted between both days."""
    shortlisted = Standing.objects.in_round().filter(suggestion=OuterRef("pk"), is_shortlisted=True)
    rows = Suggestion.objects.filter(
        unit__path__startswith=unit.path,
        classification=Classification.SUGGESTION,
        state_since__date__gte=starts_on,
        state_since__date__lte=ends_on,
    ).annotate(is_shortlisted=Exists(shortlisted))
    golden = rows.filter(state__in=GOLDEN)
    return (golden | rows.filter(is_shortlisted=True)).order_by("-is_shortlisted", "state_since")


@transaction.atomic
def draft_report(
    title: str,
    unit: Unit,
    leader: User,
    starts_on: date,
    ends_on: date,
    *,
    by: User,
    at: datetime,
) -> SpecialReport:
    """A new draft without items. Raises PermissionDenied or InstructionRefused."""
    on = localdate(at)
    if not reaches(by, RIGHTS[Act.REPORT], unit, on=on):
        raise PermissionDenied
    if not is_leader_for(leader, unit, on=on):
        raise InstructionRefused(_("This person does not lead the reporting unit."))
    if ends_on < starts_on:
        raise InstructionRefused(_("The period ends before it begins."))
    return SpecialReport.objects.create(
        title=title,
        unit=unit,
        leader=leader,
        starts_on=starts_on,
        ends_on=ends_on,
        drafted_by=by,
        drafted_at=at,
    )


@transaction.atomic
def put_in(
    report: SpecialReport, suggestion: Suggestion, summary: str, *, by: User, at: datetime
) -> ReportItem:
    """Put an idea into a draft with its summary, or change the summary of one that is in.

    Raises PermissionDenied; InstructionRefused once it was sent, without a summary, or for
    what is not worth reporting in the period.
    """
    row = _draft(report, by=by, at=at)
    if not summary.strip():
        raise InstructionRefused(_("Each idea needs a summary."))
    offered = worth_reporting(row.unit, row.starts_on, row.ends_on)
    if not offered.filter(pk=suggestion.pk).exists():
        raise InstructionRefused(_("Only shortlisted or adopted ideas of the period go in."))
    item, _made = ReportItem.objects.update_or_create(
        report=row,
        suggestion=suggestion,
        defaults={"summary": summary.strip()},
        create_defaults={"summary": summary.strip(), "place": row.items.count() + 1},
    )
    return item


@transaction.atomic
def take_out(item: ReportItem, *, by: User, at: datetime) -> None:
    """Take an idea out of a draft. Raises PermissionDenied or InstructionRefused."""
    _draft(item.report, by=by, at=at)
    item.delete()


@transaction.atomic
def send_report(report: SpecialReport, *, by: User, at: datetime) -> None:
    """Put the report before the leader; its items are fixed from now on.

    What became a report against someone (检举控告) since it was put in is thrown out silently:
    its summary is to be read by nobody. Raises PermissionDenied, or InstructionRefused if it is
    empty, was sent, or holds ideas that are not worth reporting any more.
    """
    row = _draft(report, by=by, at=at)
    stale = _no_longer_worth_reporting(row)
    if stale:
        raise InstructionRefused(
            _("No longer shortlisted or adopted in the period, please take out: %(receipts)s")
            % {"receipts": ", ".join(stale)}
        )
    if not row.items.unsealed().exists():
        raise InstructionRefused(_("The report has no ideas yet."))
    row.items.sealed().delete()
    _save(report, row, state=ReportState.SENT, sent_at=at)


@transaction.atomic
def enter_outcome(
    item: ReportItem,
    outcome: ItemOutcome,
    words: str,
    *,
    by: User,
    at: datetime,
    units: Iterable[Unit] = (),
    due_on: date | None = None,
) -> ReportItem:
    """Keep what the leader decided about one idea, once; an instruction becomes a row of its own.

    When the last item has its outcome the report has come back. Raises PermissionDenied;
    InstructionRefused before it was sent, the second time, or for an instruction without
    words or units.
    """
    report = _locked(item.report)
    if not may_report(by, Act.ENTER_OUTCOME, report, on=localdate(at)):
        raise PermissionDenied
    rows = ReportItem.objects.unsealed().select_related("suggestion__unit")
    row = rows.filter(pk=item.pk).first()
    if report.state != ReportState.SENT or row is None or row.outcome:
        raise InstructionRefused(_("There is nothing to enter for this idea now."))
    if outcome == ItemOutcome.INSTRUCTED:
        written = Written(words, localdate(at), tuple(units), due_on)
        row.instruction = instruct(row.suggestion, report.leader, written, by=by, at=at)
    row.outcome, row.words, row.entered_by, row.entered_at = outcome, words.strip(), by, at
    row.save()
    if not report.items.unsealed().filter(outcome="").exists():
        _save(item.report, report, state=ReportState.RETURNED, returned_at=at)
    return row


def _no_longer_worth_reporting(report: SpecialReport) -> list[str]:
    """The receipts in `report` that could not be put in now, in their order."""
    offered = worth_reporting(report.unit, report.starts_on, report.ends_on).order_by()
    stale = report.items.unsealed().exclude(suggestion__in=offered.values("pk"))
    return list(stale.values_list("suggestion__receipt", flat=True))


def _locked(report: SpecialReport) -> SpecialReport:
    rows = SpecialReport.objects.select_for_update().prefetch_related("unit", "leader")
    return rows.get(pk=report.pk)


def _draft(report: SpecialReport, *, by: User, at: datetime) -> SpecialReport:
    row = _locked(report)
    if not may_report(by, Act.REPORT, row, on=localdate(at)):
        raise PermissionDenied
    if row.state != ReportState.DRAFT:
        raise InstructionRefused(_("The report has been sent: it stays as it is."))
    return row


def _save(report: SpecialReport, row: SpecialReport, **changes: object) -> None:
    for field, value in changes.items():
        setattr(row, field, value)
        setattr(report, field, value)
    row.save(update_fields=list(changes))
