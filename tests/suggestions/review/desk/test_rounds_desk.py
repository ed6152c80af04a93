"""The desk of rounds: listing, opening, progress and ranking, running."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.phases import PhaseKind
from portal.organisation.membership import Role
from suggestions.review.round import Round
from suggestions.states import State
from tests.factories import (
    CampaignFactory,
    ReviewFactory,
    RoundFactory,
    SuggestionFactory,
    TopicFactory,
    UnitFactory,
    staff,
)

pytestmark = pytest.mark.django_db
ROUNDS = reverse("review:rounds")
CHOOSE = reverse("review:choose_campaign")


@pytest.fixture
def campaign():
    return CampaignFactory(phase=PhaseKind.REVIEWING)


@pytest.fixture
def editor(client, campaign):
    person = staff(Role.EDITOR, unit=campaign.organiser)
    client.force_login(person)
    return person


def filled(reviewers, **fields):
    due = timezone.localtime() + timedelta(days=3)
    return {
        "name": "初评",
        "kind": "panel",
        "source": "accepted",
        "reviewers": [reviewer.pk for reviewer in reviewers],
        "per_suggestion": 1,
        "deadline": due.strftime("%Y-%m-%d %H:%M"),
        "author_hidden": "on",
        "aggregation": "mean",
    } | fields


def opening(client, campaign, data):
    return client.post(reverse("review:open_round", args=[campaign.pk]), data)


def test_the_list_shows_own_rounds_with_their_progress(client, campaign, editor):
    own = RoundFactory(campaign=campaign, suggestions=3, name="本单位轮次")
    ReviewFactory(assignment=own.assignments.first())
    RoundFactory(name="外单位轮次")

    text = client.get(ROUNDS).content.decode()

    assert "本单位轮次" in text
    assert "1 / 3" in text
    assert "0 / 3" in text
    assert "外单位轮次" not in text


def test_campaigns_to_choose_are_own_reviewing_and_have_something(client, campaign, editor):
    SuggestionFactory(campaign=campaign, accepted=True)
    foreign = CampaignFactory(phase=PhaseKind.REVIEWING)
    collecting = CampaignFactory(organiser=campaign.organiser)
    empty = CampaignFactory(organiser=campaign.organiser, phase=PhaseKind.REVIEWING)
    for other in (foreign, collecting):
        SuggestionFactory(campaign=other, accepted=True)

    shown = client.get(CHOOSE).context["campaigns"]

    assert list(shown) == [campaign]
    assert empty not in shown


def test_a_round_is_opened_from_the_form(client, campaign, editor):
    suggestions = SuggestionFactory.create_batch(3, campaign=campaign, accepted=True)
    reviewer = staff(Role.REVIEWER, unit=campaign.organiser)

    response = opening(client, campaign, filled([reviewer], open="1"))

    round = Round.objects.get()
    assert response.url == reverse("review:round", args=[round.pk])
    assert (round.name, round.opened_by, round.author_hidden) == ("初评", editor, True)
    assert round.suggestion_count == 3
    suggestions[0].refresh_from_db()
    assert suggestions[0].state == State.REVIEWING


def test_topics_narrow_what_enters(client, campaign, editor):
    topic = TopicFactory()
    SuggestionFactory.create_batch(2, campaign=campaign, accepted=True, topic=topic)
    SuggestionFactory(campaign=campaign, accepted=True, topic=TopicFactory())
    reviewer = staff(Role.REVIEWER, unit=campaign.organiser)

    opening(client, campaign, filled([reviewer], topics=[topic.pk], open="1"))

    assert Round.objects.get().suggestion_count == 2


def test_counting_first_opens_nothing_and_keeps_what_was_typed(client, campaign, editor):
    SuggestionFactory.create_batch(3, campaign=campaign, accepted=True)
    reviewer = staff(Role.REVIEWER, unit=campaign.organiser)

    response = opening(client, campaign, filled([reviewer], preview="1"))

    assert response.context["counts"].assignments == 3
    assert 'value="初评"' in response.content.decode()
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "长" * 61},
        {"name": "\x00\u200b"},
        {"per_suggestion": "2"},
        {"per_suggestion": "0"},
        {"per_suggestion": "三"},
        {"deadline": "2020-01-01 08:00"},
        {"deadline": "明天"},
        {"reviewers": []},
        {"reviewers": ["999999"]},
        {"aggregation": "best"},
        {"aggregation": "trimmed"},
        {"kind": "party"},
        {"source": "anywhere"},
        {"source": "decided"},
        {"calibration": "2"},
        {"calibration": "-1"},
        {"spread_limit": "-1"},
        {"alpha_limit": "1.5"},
        {"tie_rule": "coin"},
        {"publication": "never"},
        {"receipts": "JY-NOT-THERE"},
        {"earlier": "1"},
    ],
    ids=lambda fields: str(fields)[:40],
)
def test_what_does_not_fit_comes_back_with_everything_typed(client, campaign, editor, fields):
    SuggestionFactory(campaign=campaign, accepted=True)
    reviewer = staff(Role.REVIEWER, unit=campaign.organiser)

    response = opening(client, campaign, filled([reviewer], open="1") | fields)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Round.objects.exists()


def test_the_round_page_ranks_with_spread_and_means_by_criterion(client, campaign, editor):
    round = RoundFactory(campaign=campaign, reviewers=2, per_suggestion=2)
    for assignment, level in zip(round.assignments.all(), (2, 5), strict=True):
        ReviewFactory(assignment=assignment, level=level)

    response = client.get(reverse("review:round", args=[round.pk]))

    text = response.content.decode()
    assert "3.50" in text
    assert "± 2.12" in text
    assert response.context["rows"][0]["means"] == [3.5] * 4
    assert response.context["rows"][0]["place"] == 1
    assert (response.context["submitted"], response.context["assigned"]) == (2, 2)


def test_the_ranking_is_paged_without_losing_its_places(client, campaign, editor):
    round = RoundFactory(campaign=campaign, suggestions=30)
    for assignment in round.assignments.all()[:28]:
        ReviewFactory(assignment=assignment, level=3)
    url = reverse("review:round", args=[round.pk])

    first = client.get(url).context
    second = client.get(url, {"page": first["page"].older}).context

    assert [row["place"] for row in first["rows"]] == [1] * 25
    assert [row["place"] for row in second["rows"]] == [1, 1, 1, None, None]
    shown = {row["standing"].pk for row in first["rows"] + second["rows"]}
    assert len(shown) == 30


def test_decided_and_undecided_can_be_told_apart(client, campaign, editor):
    round = RoundFactory(campaign=campaign, suggestions=3)
    round.standings.filter(pk=round.standings.first().pk).update(outcome=State.KEPT)
    url = reverse("review:round", args=[round.pk])

    counts = {
        show: len(client.get(url, {"show": show}).context["rows"])
        for show in ("all", "decided", "undecided", "nonsense")
    }

    assert counts == {"all": 3, "decided": 1, "undecided": 2, "nonsense": 3}


def test_the_deadline_is_moved_from_the_page(client, campaign, editor):
    round = RoundFactory(campaign=campaign)
    url = reverse("review:move_deadline", args=[round.pk])

    client.post(url, {"deadline": "2099-01-01 09:00"})

    round.refresh_from_db()
    assert timezone.localtime(round.deadline).strftime("%Y-%m-%d %H:%M") == "2099-01-01 09:00"


@pytest.mark.parametrize("deadline", ["2020-01-01 09:00", "", "后天"])
def test_a_wrong_deadline_comes_back_with_the_page(client, campaign, editor, deadline):
    round = RoundFactory(campaign=campaign)

    response = client.post(reverse("review:move_deadline", args=[round.pk]), {"deadline": deadline})

    assert response.context["deadline_form"].errors
    assert Round.objects.get().deadline == round.deadline


def test_a_round_is_closed_once(client, campaign, editor):
    round = RoundFactory(campaign=campaign)
    url = reverse("review:close_round", args=[round.pk])

    client.post(url)
    closed_at = Round.objects.get().closed_at
    client.post(url)

    assert closed_at is not None
    assert Round.objects.get().closed_at == closed_at


@pytest.mark.parametrize("role", Role)
def test_every_role_at_every_address_of_its_own_unit(client, campaign, role):
    round = RoundFactory(campaign=campaign)
    receipt = round.standings.get().suggestion.receipt
    client.force_login(staff(role, unit=campaign.organiser))

    allowed = [client.get(url).status_code == 200 for url in addresses(round, receipt)]

    assert allowed == [role in {Role.EDITOR, Role.CHAIR}] * len(allowed)


def addresses(round, receipt):
    return [
        ROUNDS,
        CHOOSE,
        reverse("review:open_round", args=[round.campaign_id]),
        reverse("review:round", args=[round.pk]),
        reverse("review:standing", args=[round.pk, receipt]),
    ]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CHAIR])
def test_a_foreign_units_round_does_not_exist(client, role):
    round = RoundFactory()
    receipt = round.standings.get().suggestion.receipt
    client.force_login(staff(role, unit=UnitFactory()))

    codes = [client.get(url).status_code for url in addresses(round, receipt)]

    assert codes == [200, 200, 404, 404, 404]
    for name in ("close_round", "move_deadline", "bulk_decide"):
        assert client.post(reverse(f"review:{name}", args=[round.pk])).status_code == 404
    for name in ("decide", "assign"):
        url = reverse(f"review:{name}", args=[round.pk, receipt])
        assert client.post(url).status_code == 404
    assert Round.objects.get().is_open


def test_strangers_are_sent_to_sign_in(client):
    response = client.get(ROUNDS)

    assert response.status_code == 302
    assert "login" in response.url
