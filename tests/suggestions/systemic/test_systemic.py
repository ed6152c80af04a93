"""One case, one class: linked, worked on, answered together, and shown to the public."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import move
from suggestions.models import Reply, SystemicLink
from suggestions.replies.batching import carry_on_batch, send_piece
from suggestions.states import Classification, State
from suggestions.systemic.answering import close_together, show
from suggestions.systemic.gathering import finish_action, link, plan_action, unlink
from suggestions.systemic.refusals import SystemicRefused
from tests.factories import (
    SuggestionFactory,
    UnitFactory,
    make_issue,
    staff,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now
ANSWER = "今年将在全市补装路灯八百盏。"


@pytest.fixture
def issue(campaign, supervisor, three):
    return make_issue(*three, unit=campaign.organiser, by=supervisor)


def answered(issue, by, **fields):
    return close_together(issue, ANSWER, **{"is_reviewed": True, "by": by, "at": NOW(), **fields})


def test_a_suggestion_stands_in_one_issue(issue, campaign, supervisor, three):
    other = make_issue(unit=campaign.organiser, by=supervisor)

    assert link(other, three, by=supervisor, at=NOW()).put_in == 0

    unlink(issue.links.get(suggestion=three[0]), by=supervisor, at=NOW())
    done = link(other, three, by=supervisor, at=NOW())
    assert (done.put_in, [receipt for receipt, _why in done.left_out]) == (
        1,
        [three[1].receipt, three[2].receipt],
    )


def test_foreign_suggestions_and_reports_are_left_out(issue, campaign, supervisor):
    foreign = SuggestionFactory(accepted=True)
    report = SuggestionFactory(campaign=campaign, classification=Classification.REPORT)

    done = link(issue, [foreign, report], by=supervisor, at=NOW())
    assert (done.put_in, len(done.left_out)) == (0, 2)


def test_all_hear_the_one_answer_once(issue, supervisor, three):
    closed = answered(issue, supervisor)
    carry_on_batch(closed.batch_id)
    carry_on_batch(closed.batch_id)

    assert Reply.objects.filter(text=ANSWER).count() == 3
    for row in three:
        row.refresh_from_db()
        assert row.state == State.ANSWERED
    with pytest.raises(SystemicRefused):
        answered(issue, supervisor)


def test_a_run_that_was_broken_off_is_taken_up_again(issue, supervisor, monkeypatch):
    monkeypatch.setattr("suggestions.replies.batching.PIECE", 2)
    closed = answered(issue, supervisor)
    send_piece(closed.batch_id, at=NOW())
    assert Reply.objects.filter(text=ANSWER).count() == 2

    carry_on_batch(closed.batch_id)

    assert Reply.objects.filter(text=ANSWER).count() == 3


def test_who_withdrew_and_what_became_a_report_hears_nothing(issue, supervisor, three):
    move(three[0], State.WITHDRAWN, by=None)
    three[1].classification = Classification.REPORT
    three[1].save()

    closed = answered(issue, supervisor)
    carry_on_batch(closed.batch_id)

    assert [reply.suggestion for reply in Reply.objects.filter(text=ANSWER)] == [three[2]]


def test_nothing_is_answered_before_the_actions_are_done(issue, campaign, supervisor):
    day = timezone.localdate() + timedelta(days=3)
    action = plan_action(
        issue, "补装路灯", unit=campaign.organiser, due_on=day, by=supervisor, at=NOW()
    )
    with pytest.raises(SystemicRefused):
        answered(issue, supervisor)

    finish_action(action, "已补装", by=supervisor, at=NOW())

    assert answered(issue, supervisor).answer == ANSWER


@pytest.mark.parametrize("wrong", [{"is_reviewed": False}, {"answer": " "}], ids=str)
def test_an_answer_needs_words_and_a_review(issue, supervisor, wrong):
    given = {"answer": ANSWER, "is_reviewed": True, **wrong}

    with pytest.raises(SystemicRefused):
        close_together(issue, by=supervisor, at=NOW(), **given)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SUPERVISOR, Role.LEADER}))
def test_only_supervisors_and_leaders_answer_for_a_class(issue, role):
    with pytest.raises(PermissionDenied):
        answered(issue, staff(role, unit=issue.unit))


def test_nothing_is_linked_after_the_answer(issue, campaign, supervisor):
    answered(issue, supervisor)

    with pytest.raises(SystemicRefused):
        link(issue, [SuggestionFactory(campaign=campaign)], by=supervisor, at=NOW())


def test_the_public_page_names_public_suggestions_and_counts_the_rest(
    client, issue, campaign, supervisor, three
):
    public = SuggestionFactory(campaign=campaign, published=True, title="公开的路灯建议")
    hidden = three[0]
    link(issue, [public], by=supervisor, at=NOW())
    three[1].classification = Classification.REPORT
    three[1].save()
    assert client.get(issue.get_absolute_url()).status_code == 404
    show(issue, by=staff(Role.PUBLISHER, unit=issue.unit), at=NOW())

    page = client.get(issue.get_absolute_url())

    assert (page.context["named"], page.context["others"]) == ([public], 2)
    assert hidden.title not in page.content.decode()


def test_a_handler_beside_does_not_find_the_issue(client, issue):
    client.force_login(staff(Role.HANDLER, unit=UnitFactory()))

    assert client.get(reverse("systemic:issue", args=[issue.pk])).status_code == 404


def test_the_desk_links_by_numbers_and_gives_back_what_was_typed(client, issue, supervisor):
    client.force_login(supervisor)
    address = reverse("systemic:deed", args=[issue.pk, "link"])

    refused = client.post(address, {"link-receipts": "20261122-0000000-0"})

    assert "20261122-0000000-0" in refused.content.decode()
    assert SystemicLink.objects.count() == 3
