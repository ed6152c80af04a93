"""The pages of a round's statistics: what they say, what they cost, and the files."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.review.ranking import rank
from suggestions.review.round import Aggregation, TieRule
from suggestions.review.scoring import Judgement, submit_review
from suggestions.review.statistics.kept import RoundStatistics
from suggestions.review.statistics.waking import compute_now
from tests.factories import RoundFactory, UnitFactory, UserFactory, staff
from tests.suggestions.review.judged import judged

pytestmark = pytest.mark.django_db
PAGES = ("statistics", "reviewer_figures", "compare")
COSTS: dict[str, int] = {}


@pytest.fixture
def chair(client):
    """Signs in the chair of the round that it is called with."""

    def sign_in(round):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        client.force_login(round.opened_by)
        return client

    return sign_in


def page(client, name, round, query=""):
    return client.get(reverse(f"review:{name}", args=[round.pk]) + query)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", Role)
def test_organisers_of_the_unit_get_in_and_nobody_else(client, name, role):
    round = RoundFactory()
    client.force_login(staff(role, unit=round.campaign.organiser))

    answer = page(client, name, round)

    allowed = role in {Role.EDITOR, Role.CHAIR}
    assert (answer.status_code == 200) == allowed
    assert allowed or answer.status_code in {302, 403}


@pytest.mark.parametrize("name", PAGES)
def test_a_chair_of_a_foreign_unit_finds_nothing(client, name):
    client.force_login(staff(Role.CHAIR, unit=UnitFactory()))

    assert page(client, name, RoundFactory()).status_code == 404


def test_reviewers_never_see_severity_not_even_their_own(client):
    round = judged()
    compute_now(round)
    client.force_login(round.panel.first().user)

    for name in PAGES:
        assert page(client, name, round).status_code in {302, 403}
    answer = client.get(reverse("review:export", args=[round.pk, "reviewers", "csv"]))
    assert answer.status_code in {302, 403}


def test_before_the_first_computation_the_pages_say_so(chair):
    round = RoundFactory()

    for name in ("statistics", "reviewer_figures"):
        assert "Nothing has been computed yet" in text_of(page(chair(round), name, round))


def test_the_page_shows_alpha_with_interval_and_what_it_means(chair):
    round = judged(suggestions=12)
    kept = compute_now(round)

    words = text_of(page(chair(round), "statistics", round))

    for found in kept.agreement.values():
        assert f"{found['alpha']:.2f}" in words
        assert f"{found['low']:.2f} to {found['high']:.2f}" in words
    assert "agreement" in words
    assert f"Reviews: {kept.review_count}, suggestions: 12" in words
    assert "Up to date" in words


def test_a_chart_stands_beside_its_table(chair):
    round = judged()
    compute_now(round)

    for name in ("statistics", "reviewer_figures"):
        content = page(chair(round), name, round).content.decode()
        assert content.count('<svg class="chart"') == 1
        assert content.count("chart-dot") == 4


def test_what_is_stale_is_called_stale(chair):
    round = judged()
    compute_now(round)
    RoundStatistics.objects.update(stale=True)

    assert "Reviews have changed since" in text_of(page(chair(round), "statistics", round))


def test_compute_now_computes_and_shows(chair):
    round = judged()

    answer = chair(round).post(reverse("review:compute_statistics", args=[round.pk]), follow=True)

    assert "The statistics are up to date." in text_of(answer)
    assert RoundStatistics.objects.get().review_count == 18


def test_looking_computes_nothing(chair):
    round = judged()

    assert (
        chair(round).get(reverse("review:compute_statistics", args=[round.pk])).status_code == 405
    )
    page(chair(round), "statistics", round)

    assert not RoundStatistics.objects.filter(computed_at__isnull=False).exists()


def test_raw_and_adjusted_place_stand_side_by_side_on_the_ranking(chair):
    round = judged()
    compute_now(round)

    words = text_of(page(chair(round), "round", round))

    for standing in rank(round):
        assert f"{standing.figure:.2f}" in words
        assert f"{standing.adjusted_place} {standing.adjusted:.2f}" in words


def test_the_reviewers_page_names_everyone_kindly(chair):
    round = judged()
    compute_now(round)

    words = text_of(page(chair(round), "reviewer_figures", round))

    for member in round.panel.select_related("user", "figures"):
        assert str(member.user) in words
        assert f"{member.figures.severity_low:.2f} to {member.figures.severity_high:.2f}" in words
    assert "strict and generous readers are equally welcome" in words
    assert "On the calibration set" not in words


def test_the_calibration_set_has_a_column_of_its_own(chair):
    round = judged(reviewers=3)
    first = rank(round).first()
    round.standings.filter(pk=first.pk).update(is_calibration=True)
    compute_now(round)

    assert "On the calibration set" in text_of(page(chair(round), "reviewer_figures", round))


@pytest.mark.parametrize("name", ["statistics", "reviewer_figures"])
@pytest.mark.parametrize("suggestions", [6, 30])
def test_pages_cost_the_same_at_any_size(chair, django_assert_max_num_queries, name, suggestions):
    round = judged(suggestions=suggestions)
    compute_now(round)
    client = chair(round)
    page(client, name, round)

    with django_assert_max_num_queries(15) as queries:
        page(client, name, round)

    assert len(queries) == COSTS.setdefault(name, len(queries))


def test_the_comparison_costs_little(chair, django_assert_max_num_queries):
    round = judged()
    client = chair(round)
    query = f"?first={rank(round).last().suggestion.receipt}"
    page(client, "compare", round, query)

    with django_assert_max_num_queries(15):
        page(client, "compare", round, query)


@pytest.mark.parametrize("aggregation", Aggregation)
def test_why_is_this_above_that_shows_parts_that_add_up(chair, aggregation):
    round = judged(aggregation=aggregation)
    first, second = rank(round)[:2]

    answer = page(chair(round), "compare", round, f"?first={second.suggestion.receipt.lower()}")

    found = answer.context["comparison"]
    assert (found.first, found.second) == (first, second)
    assert f"{found.difference_of_means:+.3f}" in text_of(answer)


@pytest.mark.parametrize(
    ("rule", "words"), [(TieRule.SHARED, "share a place"), (TieRule.EARLIER, "handed in earlier")]
)
def test_why_names_the_rule_where_figures_are_equal(chair, rule, words):
    round = RoundFactory(suggestions=2, tie_rule=rule)
    for assignment in round.assignments.all():
        criteria = round.rubric.criteria.all()
        submit_review(
            assignment,
            Judgement(levels={criterion.pk: 3 for criterion in criteria}),
            by=assignment.reviewer,
            at=timezone.now(),
        )
    receipt = rank(round).first().suggestion.receipt

    assert words in text_of(page(chair(round), "compare", round, f"?first={receipt}"))


@pytest.mark.parametrize("receipt", ["", "T999", "x" * 200, "\x00"])
def test_a_receipt_that_is_not_in_the_round_is_told_so(chair, receipt):
    answer = chair(round := judged()).get(
        reverse("review:compare", args=[round.pk]), {"first": receipt}
    )

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "comparison" not in answer.context


def test_one_suggestion_alone_has_nothing_to_compare_with(chair):
    round = RoundFactory()
    receipt = round.standings.get().suggestion.receipt

    words = text_of(page(chair(round), "compare", round, f"?first={receipt}"))

    assert "nothing to compare it with" in words


def test_citizens_are_sent_away(client):
    client.force_login(UserFactory())

    assert page(client, "statistics", RoundFactory()).status_code == 302
