"""The reviewer's queue and scoring page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import move
from suggestions.models import Review, Suggestion
from suggestions.review.closing import close_round
from suggestions.review.scoring import Judgement, save_draft
from suggestions.states import State
from tests.factories import (
    AssignmentFactory,
    CampaignFactory,
    ReviewFactory,
    RoundFactory,
    SuggestionFactory,
    staff,
)

pytestmark = pytest.mark.django_db
MINE = reverse("review:mine")


@pytest.fixture
def assignment():
    return AssignmentFactory()


@pytest.fixture
def reviewer(client, assignment):
    client.force_login(assignment.reviewer)
    return assignment.reviewer


def score_page(assignment):
    return reverse("review:score", args=[assignment.pk])


def levels(assignment, level=4):
    return {f"level_{c.pk}": level for c in assignment.round.rubric.criteria.all()}


def listed(client, **query):
    return [row.pk for row in client.get(MINE, query).context["page"]]


def test_the_queue_holds_the_open_work_of_all_campaigns_most_urgent_first(client):
    campaign = CampaignFactory(phase="reviewing")
    reviewer = staff(Role.REVIEWER, unit=campaign.organiser)
    other = CampaignFactory(phase="reviewing", organiser=campaign.organiser)
    later = RoundFactory(campaign=campaign, reviewers=[reviewer])
    sooner = RoundFactory(
        campaign=other, reviewers=[reviewer], deadline=timezone.now() + timedelta(days=1)
    )
    client.force_login(reviewer)

    assert listed(client) == [sooner.assignments.get().pk, later.assignments.get().pk]


def test_others_work_is_not_in_the_queue(client, assignment, reviewer):
    RoundFactory(campaign=assignment.round.campaign)

    assert listed(client) == [assignment.pk]


def test_what_is_submitted_moves_to_the_other_tab(client, assignment, reviewer):
    ReviewFactory(assignment=assignment)

    assert listed(client) == []
    assert listed(client, done="") == [assignment.pk]


def test_a_draft_stays_in_the_queue(client, assignment, reviewer):
    save_draft(assignment, Judgement(), by=reviewer, at=timezone.now())

    assert listed(client) == [assignment.pk]


@pytest.mark.parametrize("end", ["withdrawn", "decided elsewhere", "closed"])
def test_what_needs_no_review_any_more_leaves_the_queue(client, assignment, reviewer, end):
    if end == "closed":
        close_round(assignment.round, by=assignment.round.opened_by, at=timezone.now())
    else:
        to = State.WITHDRAWN if end == "withdrawn" else State.KEPT
        move(assignment.suggestion, to, by=None)

    assert listed(client) == []


def test_the_page_shows_both_texts_and_every_anchor(client, assignment, reviewer):
    text = client.get(score_page(assignment)).content.decode()

    assert assignment.suggestion.problem in text
    assert assignment.suggestion.proposal in text
    for criterion in assignment.round.rubric.criteria.all():
        for _level, anchor in criterion.anchors():
            assert anchor in text


@pytest.mark.parametrize("hidden", [True, False])
def test_a_blind_round_hides_the_author_everywhere(client, hidden):
    campaign = CampaignFactory(phase="reviewing")
    suggestion = SuggestionFactory(
        campaign=campaign,
        accepted=True,
        author_name="诸葛·明",
        title="诸葛·明的建议标题",
        problem="我叫诸葛·明",
    )
    round = RoundFactory(campaign=campaign, suggestions=[suggestion], author_hidden=hidden)
    assignment = round.assignments.get()
    client.force_login(assignment.reviewer)

    pages = [client.get(url).content.decode() for url in (MINE, score_page(assignment))]

    assert [("诸葛·明" in page) for page in pages] == [not hidden] * 2


def test_submitting_goes_to_what_was_submitted(client, assignment, reviewer):
    response = client.post(score_page(assignment), levels(assignment) | {"submit": "1"})

    assert response.url == score_page(assignment)
    assert Review.objects.get().mark == 4.0


def test_submit_and_next_goes_on_and_ends_at_the_queue(client):
    round = RoundFactory(suggestions=2)
    first, second = round.assignments.order_by("position")
    client.force_login(first.reviewer)

    onward = client.post(score_page(first), levels(first) | {"next": "1"})
    home = client.post(score_page(second), levels(second) | {"next": "1"})

    assert onward.url == score_page(second)
    assert home.url == MINE


def test_a_draft_may_be_incomplete_and_is_shown_again(client, assignment, reviewer):
    criterion = assignment.round.rubric.criteria.first()
    data = {f"level_{criterion.pk}": 2, f"comment_{criterion.pk}": "缺数据", "draft": "1"}

    client.post(score_page(assignment), data)

    form = client.get(score_page(assignment)).context["form"]
    assert form[f"level_{criterion.pk}"].value() == 2
    assert form[f"comment_{criterion.pk}"].value() == "缺数据"
    assert not Review.objects.get().is_submitted


@pytest.mark.parametrize("level", ["", "0", "6", "五", "4.5"])
def test_a_missing_or_wrong_level_keeps_the_rest(client, assignment, reviewer, level):
    criterion = assignment.round.rubric.criteria.first()
    data = levels(assignment) | {f"level_{criterion.pk}": level, "comment": "写了很久的意见"}

    response = client.post(score_page(assignment), data)

    form = response.context["form"]
    assert list(form.errors) == [f"level_{criterion.pk}"]
    assert form["comment"].value() == "写了很久的意见"
    assert not Review.objects.exists()


def test_an_endless_comment_is_refused_and_kept(client, assignment, reviewer):
    response = client.post(score_page(assignment), levels(assignment) | {"comment": "长" * 2001})

    assert list(response.context["form"].errors) == ["comment"]
    assert not Review.objects.exists()


def test_script_in_a_comment_is_shown_as_text(client, assignment, reviewer):
    data = levels(assignment) | {"comment": "<script>alert(1)</script>"}
    client.post(score_page(assignment), data)
    receipt = assignment.suggestion.receipt
    client.force_login(assignment.round.opened_by)

    page = client.get(reverse("review:standing", args=[assignment.round_id, receipt]))

    assert "&lt;script&gt;alert(1)" in page.content.decode()


def test_too_late_is_told_and_nothing_typed_is_lost(client, assignment, reviewer):
    assignment.round.deadline = timezone.now()
    assignment.round.save()

    response = client.post(score_page(assignment), levels(assignment) | {"comment": "意见"})

    assert response.context["form"].non_field_errors()
    assert response.context["form"]["comment"].value() == "意见"
    assert not Review.objects.exists()


def test_a_double_click_is_told_and_counts_once(client, assignment, reviewer):
    for _click in range(2):
        response = client.post(score_page(assignment), levels(assignment))

    assert response.context["form"].non_field_errors()
    assert assignment.round.standings.get().review_count == 1


def test_a_submitted_review_is_taken_back_and_open_again(client, assignment, reviewer):
    ReviewFactory(assignment=assignment)

    client.post(reverse("review:reopen", args=[assignment.pk]))

    assert not Review.objects.get().is_submitted
    assert listed(client) == [assignment.pk]


def test_taking_back_after_the_decision_is_told(client, assignment, reviewer):
    ReviewFactory(assignment=assignment)
    assignment.round.standings.update(outcome=State.KEPT)

    response = client.post(reverse("review:reopen", args=[assignment.pk]), follow=True)

    assert Review.objects.get().is_submitted
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_what_is_decided_offers_no_form(client, assignment, reviewer):
    move(assignment.suggestion, State.KEPT, by=None)

    response = client.get(score_page(assignment))

    assert response.context["obstacle"]
    assert 'name="draft"' not in response.content.decode()


def test_a_changed_text_is_told(client, assignment, reviewer):
    ReviewFactory(assignment=assignment)
    Suggestion.objects.filter(pk=assignment.suggestion_id).update(problem="改过")

    text = client.get(score_page(assignment)).content.decode()

    assert 'role="alert"' in text


@pytest.mark.parametrize("role", Role)
def test_nobody_opens_anothers_assignment(client, assignment, role):
    client.force_login(staff(role, unit=assignment.round.campaign.organiser))

    codes = {
        client.get(score_page(assignment)).status_code,
        client.post(score_page(assignment), levels(assignment)).status_code,
        client.post(reverse("review:reopen", args=[assignment.pk])).status_code,
    }

    assert codes == ({404} if role == Role.REVIEWER else {302})
    assert not Review.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_only_reviewers_have_a_queue(client, assignment, role):
    client.force_login(staff(role, unit=assignment.round.campaign.organiser))

    assert (client.get(MINE).status_code == 200) == (role == Role.REVIEWER)
