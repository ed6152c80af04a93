"""Verifying: nothing counts as carried out because those who act say so."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from portal.organisation.membership import Role
from suggestions.conversion.answering import answer_as_author
from suggestions.conversion.proposal import ProposalState
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.conversion.rights import default_verifier
from suggestions.conversion.verifying import propose, send_back, verify
from suggestions.history import Event, MoveNotAllowed
from suggestions.models import FollowUpRules, Notice, Proposal, Verdict
from suggestions.states import State
from tests.factories import UnitFactory, UserFactory, staff
from tests.suggestions.conversion.following import NOW, claim, put_forward, today


def test_a_claim_alone_converts_nothing(here):
    proposal = put_forward(here)

    assert here.state == State.ADOPTED
    assert (proposal.proposed_by, proposal.is_open) == (here.handler, True)
    days = FollowUpRules.load().answer_days
    assert proposal.answer_until == today() + timedelta(days=days)


def test_the_author_is_asked_at_once(here):
    here.idea.suggestion.author = UserFactory()
    here.idea.suggestion.save()

    put_forward(here)

    entry = here.idea.suggestion.history.last()
    assert (entry.event, entry.note) == (Event.ASKED, "已全部完成")
    assert Notice.objects.filter(entry=entry).exists()


def test_the_second_units_word_alone_converts_nothing(here):
    row = verify(put_forward(here), "到现场看过", by=here.judge, at=NOW())

    assert (here.state, row.is_open, row.verified_by) == (State.ADOPTED, True, here.judge)


def test_both_words_convert(here):
    proposal = put_forward(here, kind="rule")
    verify(proposal, "到现场看过", by=here.judge, at=NOW())

    answer_as_author(here.idea.suggestion, True, "", at=NOW())

    kept, verdict = Proposal.objects.get(), Verdict.objects.get()
    assert (here.state, here.again().kind) == (State.CONVERTED, "rule")
    assert (kept.state, kept.answer) == (ProposalState.ACCEPTED, "agrees")
    assert (verdict.by, verdict.unit, verdict.note) == (here.judge, here.county, "到现场看过")


def test_the_author_may_speak_first(here):
    proposal = put_forward(here, outcome=State.PARTLY_CONVERTED)
    answer_as_author(here.idea.suggestion, True, "", at=NOW())

    verify(proposal, "到现场看过", by=here.judge, at=NOW())

    assert here.state == State.PARTLY_CONVERTED


def test_what_was_partly_carried_out_can_still_be_carried_out(here):
    for outcome in (State.PARTLY_CONVERTED, State.CONVERTED):
        proposal = put_forward(here, outcome=outcome)
        answer_as_author(here.idea.suggestion, True, "", at=NOW())
        verify(proposal, "到现场看过", by=here.judge, at=NOW())

    assert here.state == State.CONVERTED


def test_what_is_carried_out_stays_so(here):
    proposal = put_forward(here)
    answer_as_author(here.idea.suggestion, True, "", at=NOW())
    verify(proposal, "到现场看过", by=here.judge, at=NOW())

    with pytest.raises(MoveNotAllowed):
        put_forward(here)


def test_a_claim_sent_back_can_be_made_again(here):
    send_back(put_forward(here), "照片看不出来", by=here.judge, at=NOW())

    again = put_forward(here)

    first = Proposal.objects.exclude(pk=again.pk).get()
    assert (here.state, first.state) == (State.ADOPTED, ProposalState.SENT_BACK)
    assert first.verdicts.get().note == "照片看不出来"


def test_the_same_form_twice_is_one_claim(here):
    key = uuid4()

    assert put_forward(here, form_key=key) == put_forward(here, form_key=key)
    assert here.idea.suggestion.history.filter(event=Event.ASKED).count() == 1


def test_one_claim_at_a_time(here):
    put_forward(here)

    with pytest.raises(FollowUpRefused):
        put_forward(here)

    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"note": " "},
        {"kind": ""},
        {"proof": ""},
        {"document_title": " "},
        {"proof": "regulation"},
        {"proof": "minutes", "document_title": ""},
    ],
    ids=["no words", "no kind", "no proof", "no document", "no regulation", "no minutes"],
)
def test_a_claim_names_its_kind_and_its_proof(here, fields):
    with pytest.raises(FollowUpRefused):
        put_forward(here, **fields)

    assert not Proposal.objects.exists()


def test_unfinished_actions_are_reported_on_first(here):
    with pytest.raises(FollowUpRefused):
        propose(here.idea, claim(here.county), by=here.handler, at=NOW())


def test_in_part_may_leave_actions_unfinished(here):
    wish = claim(here.county, outcome=State.PARTLY_CONVERTED)

    assert propose(here.idea, wish, by=here.handler, at=NOW()).is_open


def test_the_acting_unit_never_verifies(here):
    below = UnitFactory(parent=here.office)
    here.finish()

    for unit in (here.office, below):
        with pytest.raises(FollowUpRefused):
            propose(here.again(), claim(unit), by=here.handler, at=NOW())


def test_a_unit_that_takes_part_never_verifies(here):
    here.action.co_units.add(here.county)

    with pytest.raises(FollowUpRefused):
        put_forward(here)


def test_who_is_offered_as_verifier_does_not_act(here):
    assert default_verifier(here.idea) == here.county

    here.action.co_units.add(here.county)

    assert default_verifier(here.again()) == here.city


def test_who_proposed_does_not_verify(here):
    here.finish()
    proposal = propose(here.again(), claim(here.county), by=here.editor, at=NOW())

    with pytest.raises(PermissionDenied):
        verify(proposal, "x", by=here.editor, at=NOW())


def test_a_verdict_needs_words(here):
    proposal = put_forward(here)

    for act in (verify, send_back):
        with pytest.raises(FollowUpRefused):
            act(proposal, " ", by=here.judge, at=NOW())

    assert not Verdict.objects.exists()


@pytest.mark.parametrize("first", [verify, send_back])
def test_the_second_verdict_is_told(here, first):
    proposal = put_forward(here)
    first(proposal, "一", by=here.judge, at=NOW())

    with pytest.raises(FollowUpRefused):
        verify(proposal, "二", by=staff(Role.CHAIR, unit=here.county), at=NOW())

    assert Verdict.objects.get().note == "一"


def test_strangers_neither_propose_nor_verify(here):
    stranger = staff(Role.EDITOR, unit=UnitFactory())
    proposal = put_forward(here)

    with pytest.raises(PermissionDenied):
        propose(here.again(), claim(here.county), by=stranger, at=NOW())
    for act in (verify, send_back):
        with pytest.raises(PermissionDenied):
            act(proposal, "x", by=stranger, at=NOW())


def test_each_step_raises_the_version_by_which_others_know_it(here):
    versions = [here.again().version]
    proposal = put_forward(here)
    versions.append(here.again().version)
    verify(proposal, "x", by=here.judge, at=NOW())
    versions.append(here.again().version)
    answer_as_author(here.idea.suggestion, True, "", at=NOW())
    versions.append(here.again().version)

    assert versions == list(range(versions[0], versions[0] + 4))
