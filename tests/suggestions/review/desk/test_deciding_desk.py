"""Deciding at the desk: one, many, too late, and what was typed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.models import Decision, ReasonTemplate, Suggestion
from suggestions.review.deciding import decide
from suggestions.review.scoring import Judgement, save_draft
from suggestions.states import State
from tests.factories import ReviewFactory, RoundFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return RoundFactory(suggestions=3)


@pytest.fixture
def standing(round):
    ReviewFactory(assignment=round.assignments.order_by("suggestion").first())
    return round.standings.order_by("suggestion").first()


@pytest.fixture
def chair(client, round):
    client.force_login(round.opened_by)
    return round.opened_by


def page_of(standing):
    return reverse("review:standing", args=[standing.round_id, standing.suggestion.receipt])


def deciding(client, standing, **data):
    url = reverse("review:decide", args=[standing.round_id, standing.suggestion.receipt])
    return client.post(url, {"outcome": "adopted", "reason": "可以落实"} | data)


def test_a_chair_decides(client, chair, standing):
    response = deciding(client, standing)

    assert response.url == page_of(standing)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.reason, decision.by) == ("adopted", "可以落实", chair)
    assert "可以落实" in client.get(page_of(standing)).content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {"reason": ""},
        {"reason": " \u200b\n"},
        {"reason": "长" * 2001},
        {"outcome": ""},
        {"outcome": "converted"},
    ],
    ids=["empty", "unseen", "long", "no outcome", "no such outcome"],
)
def test_a_wrong_form_keeps_what_was_typed(client, chair, standing, data):
    response = deciding(client, standing, **data)

    form = response.context["decision_form"]
    assert form.errors
    assert form["reason"].value() == data.get("reason", "可以落实")
    assert not Decision.objects.exists()


def test_the_second_chair_is_told_and_keeps_the_words(client, chair, round, standing):
    client.get(page_of(standing))
    first = staff(Role.CHAIR, unit=round.campaign.organiser)
    decide(standing.suggestion, State.KEPT, "先到", round=round, by=first, at=timezone.now())

    response = deciding(client, standing, reason="后到的理由")

    text = response.content.decode()
    assert response.context["decision_form"]["reason"].value() == "后到的理由"
    assert "先到" in text
    assert str(State.KEPT.label) in str(response.context["decision_form"].errors)
    assert Decision.objects.get().reason == "先到"


def test_adopting_what_nobody_scored_is_refused_in_words(client, chair, round, standing):
    unscored = round.standings.order_by("suggestion").last()

    response = deciding(client, unscored)

    assert response.context["decision_form"].non_field_errors()
    assert not Decision.objects.exists()


def test_an_editor_reads_but_does_not_decide(client, round, standing):
    client.force_login(staff(Role.EDITOR, unit=round.campaign.organiser))

    page = client.get(page_of(standing))
    deciding(client, standing)

    assert page.context["may_decide"] is False
    assert not Decision.objects.exists()


def test_drafts_are_not_shown_to_the_chair(client, chair, round):
    assignment = round.assignments.first()
    save_draft(assignment, Judgement(comment="还没想好"), by=assignment.reviewer, at=timezone.now())

    text = client.get(page_of(round.standings.get(suggestion=assignment.suggestion))).content

    assert "还没想好" not in text.decode()


def test_a_template_fills_outcome_and_reason_in(client, chair, standing):
    template = ReasonTemplate.objects.create(
        name="条件不成熟", outcome=State.NOT_ADOPTED, text="“{title}”得分{mark}"
    )

    response = client.get(page_of(standing), {"template": template.pk})

    form = response.context["decision_form"]
    assert form["outcome"].value() == State.NOT_ADOPTED
    assert form["reason"].value() == f"“{standing.suggestion.title}”得分4.00"


def bulk(round):
    return reverse("review:bulk_decide", args=[round.pk])


def keys(round):
    return [standing.pk for standing in round.standings.all()]


def test_several_are_decided_with_one_template(client, chair, round):
    data = {"selected": keys(round), "outcome": "not_adopted", "reason": "“{title}”暂不采纳"}

    response = client.post(bulk(round), data)

    assert response.url == reverse("review:round", args=[round.pk])
    assert Decision.objects.count() == 3
    for decision in Decision.objects.select_related("suggestion"):
        assert decision.reason == f"“{decision.suggestion.title}”暂不采纳"


def test_the_form_for_several_names_them_and_keeps_what_was_typed(client, chair, round):
    shown = client.get(bulk(round), {"selected": keys(round)})
    again = client.post(bulk(round), {"selected": keys(round), "reason": "写了一半"})

    assert len(shown.context["standings"]) == 3
    assert len(again.context["standings"]) == 3
    assert again.context["form"]["reason"].value() == "写了一半"
    assert not Decision.objects.exists()


@pytest.mark.parametrize("selected", [[], ["x"], ["999999"]])
def test_nothing_ticked_leads_back_to_the_round(client, chair, round, selected):
    response = client.get(bulk(round), {"selected": selected})

    assert response.url == reverse("review:round", args=[round.pk])


def test_ticks_from_another_round_are_ignored(client, chair, round):
    foreign = keys(RoundFactory())
    data = {"selected": foreign, "outcome": "kept", "reason": "理由"}

    client.post(bulk(round), data)

    assert not Decision.objects.exists()


def test_editors_do_not_decide_on_several(client, round):
    client.force_login(staff(Role.EDITOR, unit=round.campaign.organiser))
    data = {"selected": keys(round), "outcome": "kept", "reason": "理由"}

    client.get(bulk(round), {"selected": keys(round)})
    client.post(bulk(round), data)

    assert not Decision.objects.exists()


def test_one_refused_is_named_and_the_others_are_decided(client, chair, round, standing):
    data = {"selected": keys(round), "outcome": "adopted", "reason": "理由"}

    response = client.post(bulk(round), data, follow=True)

    assert Suggestion.objects.filter(state=State.ADOPTED).get() == standing.suggestion
    text = response.content.decode()
    for other in round.standings.exclude(pk=standing.pk):
        assert other.suggestion.receipt in text


def test_a_reviewer_is_added_and_taken_back_by_hand(client, chair, round, standing):
    reviewer = staff(Role.REVIEWER, unit=round.campaign.organiser)
    place = [round.pk, standing.suggestion.receipt]

    client.post(reverse("review:assign", args=place), {"reviewer": reviewer.pk})
    added = standing.suggestion.assignments.get(reviewer=reviewer)
    client.post(reverse("review:unassign", args=[*place, added.pk]))

    assert added.made_by == chair
    assert not standing.suggestion.assignments.filter(reviewer=reviewer).exists()


def test_a_conflict_is_told_beside_the_choice(client, chair, round, standing):
    reviewer = staff(Role.REVIEWER, unit=round.campaign.organiser)
    Suggestion.objects.filter(pk=standing.suggestion_id).update(author=reviewer)

    response = client.post(
        reverse("review:assign", args=[round.pk, standing.suggestion.receipt]),
        {"reviewer": reviewer.pk},
    )

    assert response.context["form"].errors["reviewer"]
    assert not standing.suggestion.assignments.filter(reviewer=reviewer).exists()


def test_an_assignment_of_another_suggestion_cannot_be_taken_back_here(client, chair, round):
    one, other = round.assignments.order_by("suggestion")[:2]
    place = [round.pk, one.suggestion.receipt, other.pk]

    response = client.post(reverse("review:unassign", args=place))

    assert response.status_code == 404
    assert round.assignments.count() == 3
