"""Two at the same moment: one verdict, one report, one conclusion."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from portal.organisation.membership import Role
from suggestions.conversion.action import ActionState
from suggestions.conversion.answering import answer_as_author, close_silent
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.conversion.reminding import write_due_reports
from suggestions.conversion.reporting import Report, report_progress
from suggestions.conversion.verifying import propose, send_back, verify
from suggestions.history import MoveNotAllowed
from suggestions.models import Action, DueReport, ProgressNote, Proposal, Verdict
from suggestions.states import State
from tests.factories import staff
from tests.suggestions.conversion.following import NOW, claim, put_forward, scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(transactional_db):
    return scene()


def at_once(*actions):
    """Run `actions` in threads that start together; what each returned or raised."""
    barrier = Barrier(len(actions))

    def run(action):
        try:
            barrier.wait(timeout=30)
            return action()
        except (MoveNotAllowed, FollowUpRefused) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def refused(results):
    return sum(isinstance(result, Exception) for result in results)


def test_two_people_verify_at_once(here):
    proposal = put_forward(here)
    judges = [here.judge, staff(Role.CHAIR, unit=here.county)]

    results = at_once(*(lambda by=by: verify(proposal, "看过", by=by, at=NOW()) for by in judges))

    assert refused(results) == 1
    assert Verdict.objects.get().by == Proposal.objects.get().verified_by


def test_one_verifies_while_the_other_sends_back(here):
    proposal = put_forward(here)
    other = staff(Role.CHAIR, unit=here.county)
    answer_as_author(here.idea.suggestion, True, "", at=NOW())

    results = at_once(
        lambda: verify(proposal, "看过", by=here.judge, at=NOW()),
        lambda: send_back(proposal, "不对", by=other, at=NOW()),
    )

    verdict, kept = Verdict.objects.get(), Proposal.objects.get()
    assert refused(results) == 1
    assert kept.state == ("accepted" if verdict.accepted else "sent_back")
    assert here.state == (State.CONVERTED if verdict.accepted else State.ADOPTED)


def test_unit_author_and_clock_settle_it_once(here):
    proposal = put_forward(here)

    at_once(
        lambda: verify(proposal, "看过", by=here.judge, at=NOW()),
        lambda: answer_as_author(here.idea.suggestion, True, "", at=NOW()),
        close_silent,
    )

    moves = here.idea.suggestion.history.filter(after=State.CONVERTED)
    assert (here.state, moves.count()) == (State.CONVERTED, 1)


def test_two_reports_on_one_period(here):
    period = {"period_start": date(2026, 3, 1), "period_end": date(2026, 3, 31)}
    due = DueReport.objects.create(action=here.action, due_on=date(2026, 4, 10), **period)
    report = Report(ActionState.UNDER_WAY, "x", due=due)

    results = at_once(
        *(
            lambda by=by: report_progress(here.action, report, by=by, at=NOW())
            for by in (here.handler, here.editor)
        )
    )

    due.refresh_from_db()
    assert refused(results) == 1
    assert due.note == ProgressNote.objects.get()


def test_a_form_sent_twice_at_once(here):
    report = Report(ActionState.UNDER_WAY, "x", form_key=uuid4())

    results = at_once(
        *[lambda: report_progress(here.action, report, by=here.handler, at=NOW())] * 3
    )

    assert len({note.pk for note in results}) == ProgressNote.objects.count() == 1


def test_two_claims_at_once(here):
    here.finish()

    results = at_once(
        *(
            lambda by=by: propose(here.again(), claim(here.city), by=by, at=NOW())
            for by in (here.handler, here.editor)
        )
    )

    assert (refused(results), Proposal.objects.count()) == (1, 1)


def test_two_workers_write_down_what_is_due(here):
    Action.objects.update(rhythm="monthly", planned_on=date(2026, 1, 15))

    at_once(*[lambda: write_due_reports(date(2026, 4, 2))] * 2)

    assert DueReport.objects.count() == 3
