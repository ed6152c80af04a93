"""Opening a round from the form: every rule arrives, every source is offered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.phases import PhaseKind
from portal.organisation.membership import Role
from suggestions.review.closing import close_round
from suggestions.review.round import Aggregation, Publication, Round, RoundKind, TieRule
from tests.factories import (
    CampaignFactory,
    DecisionFactory,
    ExpertFactory,
    RoundFactory,
    SuggestionFactory,
    TopicFactory,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory(phase=PhaseKind.REVIEWING)


@pytest.fixture
def reviewers(client, campaign):
    client.force_login(staff(Role.EDITOR, unit=campaign.organiser))
    return [staff(Role.REVIEWER, unit=campaign.organiser) for _ in range(3)]


def posted(client, campaign, reviewers, **fields):
    due = timezone.localtime() + timedelta(days=3)
    data = {
        "name": "第二轮",
        "kind": "panel",
        "source": "accepted",
        "reviewers": [reviewer.pk for reviewer in reviewers],
        "per_suggestion": 3,
        "deadline": due.strftime("%Y-%m-%d %H:%M"),
        "aggregation": "mean",
    }
    data |= {} if "preview" in fields else {"open": "1"}
    return client.post(reverse("review:open_round", args=[campaign.pk]), data | fields)


def test_every_rule_of_the_form_becomes_a_rule_of_the_round(client, campaign, reviewers):
    SuggestionFactory.create_batch(4, campaign=campaign, accepted=True)

    posted(
        client,
        campaign,
        reviewers,
        kind="screening",
        aggregation="trimmed",
        tie_rule="agreement",
        spread_limit="1.2",
        alpha_limit="0.4",
        publication="together",
        calibration="2",
    )

    round = Round.objects.get()
    assert (round.kind, round.aggregation) == (RoundKind.SCREENING, Aggregation.TRIMMED)
    assert (round.tie_rule, round.publication) == (TieRule.AGREEMENT, Publication.TOGETHER)
    assert (round.spread_limit, round.alpha_limit) == (1.2, 0.4)
    assert (round.author_hidden, round.others_hidden) == (False, False)
    assert round.standings.filter(is_calibration=True).count() == 2


def test_by_hand_with_whatever_stands_between_the_numbers(client, campaign, reviewers):
    rows = SuggestionFactory.create_batch(4, campaign=campaign, accepted=True)
    receipts = f"{rows[0].receipt}，{rows[2].receipt.lower()}\n{rows[0].receipt}"

    posted(client, campaign, reviewers, receipts=receipts)

    entered = Round.objects.get().standings.values_list("suggestion", flat=True)
    assert sorted(entered) == [rows[0].pk, rows[2].pk]


def test_who_cannot_enter_is_named(client, campaign, reviewers):
    foreign = SuggestionFactory(accepted=True)
    SuggestionFactory(campaign=campaign, accepted=True)

    response = posted(client, campaign, reviewers, receipts=foreign.receipt)

    assert foreign.receipt in str(response.context["form"].errors["receipts"])
    assert not Round.objects.exists()


def test_the_shortlist_of_the_screening_goes_to_the_panel(client, campaign, reviewers):
    first = RoundFactory(campaign=campaign, suggestions=3)
    listed = first.standings.first()
    first.standings.filter(pk=listed.pk).update(is_shortlisted=True)
    close_round(first, by=first.opened_by, at=timezone.now())

    posted(client, campaign, reviewers, source="earlier", earlier=first.pk, shortlisted="on")

    second = Round.objects.exclude(pk=first.pk).get()
    assert [row.suggestion_id for row in second.standings.all()] == [listed.suggestion_id]


def test_a_second_opinion_is_opened_on_what_was_not_adopted(client, reviewers, campaign):
    first = RoundFactory(campaign=campaign)
    DecisionFactory(review__assignment=first.assignments.get(), outcome="not_adopted")
    close_round(first, by=first.opened_by, at=timezone.now())

    posted(client, campaign, reviewers, source="decided", kind="second_opinion")

    assert Round.objects.filter(kind=RoundKind.SECOND_OPINION).count() == 1


def test_reviewers_are_offered_with_their_fields_and_only_in_office(client, campaign, reviewers):
    topic = TopicFactory(name="交通出行")
    ExpertFactory(user=reviewers[0], topics=[topic])
    yesterday = timezone.localdate() - timedelta(days=1)
    ExpertFactory(user=reviewers[1], starts_on=yesterday, ends_on=yesterday)

    form = client.get(reverse("review:open_round", args=[campaign.pk])).context["form"]

    offered = {choice.data["value"]: choice.choice_label for choice in form["reviewers"]}
    assert offered == {
        reviewers[0].pk: f"{reviewers[0]} · 交通出行",
        reviewers[2].pk: str(reviewers[2]),
    }


def test_someone_out_of_office_cannot_be_smuggled_in(client, campaign, reviewers):
    SuggestionFactory(campaign=campaign, accepted=True)
    ExpertFactory(user=reviewers[1], away_from=timezone.localdate())

    response = posted(client, campaign, reviewers)

    assert "reviewers" in response.context["form"].errors
    assert not Round.objects.exists()


def test_counting_first_tells_conflicts_and_fields(client, campaign, reviewers):
    topic = TopicFactory()
    ExpertFactory(user=reviewers[0], topics=[topic])
    SuggestionFactory(campaign=campaign, accepted=True, topic=topic)
    SuggestionFactory(campaign=campaign, accepted=True, author=reviewers[1])

    response = posted(client, campaign, reviewers, per_suggestion=2, preview="1")

    counts = response.context["counts"]
    assert (counts.suggestions, counts.assignments) == (2, 4)
    assert (counts.barred, counts.matches, counts.short) == (1, 1, 0)


@pytest.mark.parametrize("count", [1, 20])
def test_the_form_costs_the_same_however_many_there_are(
    client, campaign, reviewers, django_assert_max_num_queries, count
):
    SuggestionFactory.create_batch(count, campaign=campaign, accepted=True)
    for _ in range(count):
        ExpertFactory(user=staff(Role.REVIEWER, unit=campaign.organiser), topics=[TopicFactory()])
    url = reverse("review:open_round", args=[campaign.pk])
    client.get(url)

    with django_assert_max_num_queries(20):
        client.get(url)
