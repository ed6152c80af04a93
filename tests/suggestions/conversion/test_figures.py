"""Adoption and conversion: the same as counting row by row, and never a rate without counts."""

import random
from collections import defaultdict
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext

from suggestions.conversion.figures import (
    GROUPS,
    Figures,
    figures,
    figures_by,
    public_figures,
    standing_decisions,
)
from suggestions.conversion.figures_view import public_rows
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.models import Decision, Round
from suggestions.states import GOLDEN, Classification, State
from tests.factories import TopicFactory, UnitFactory, home_page
from tests.suggestions.conversion.following import NOW, idea_of, today
from tests.suggestions.conversion.many import clone

pytestmark = pytest.mark.django_db
OUTCOMES = [State.ADOPTED, State.PARTLY_ADOPTED, State.KEPT, State.NOT_ADOPTED]


@pytest.fixture
def crowd():
    """Sixty suggestions with random fates, some decided twice, some decisions unpublished."""
    dice = random.Random(7)
    first = [idea_of(UnitFactory()) for _ in range(3)]
    topics = [TopicFactory(), None]
    for number in range(60):
        model = dice.choice(first)
        outcome = dice.choice(OUTCOMES)
        golden = outcome in {State.ADOPTED, State.PARTLY_ADOPTED}
        suggestion = clone(
            model.suggestion,
            receipt=f"F{number:08}",
            topic=dice.choice(topics),
            state=dice.choice(sorted(GOLDEN)) if golden else outcome,
        )
        suggestion.save()
        published = dice.choice([NOW(), NOW(), None])
        decision = clone(
            model.decision, suggestion=suggestion, outcome=outcome, published_at=published
        )
        decision.save()
        if golden:
            due_on = dice.choice([None, today() - timedelta(days=9), today(), today()])
            adopted_at = NOW() - timedelta(days=dice.choice([0, 400, 800]))
            facts = {"due_on": due_on, "adopted_at": adopted_at}
            clone(model, suggestion=suggestion, decision=decision, **facts).save()
        elif dice.random() < 0.3:
            other = clone(Round.objects.get(pk=model.decision.round_id))
            other.save()
            clone(decision, round=other, outcome=State.KEPT, published_at=NOW()).save()


def counted(ideas, decisions, on):
    """The same figures, row by row."""
    last = {}
    for decision in sorted(decisions, key=lambda one: one.pk):
        if decision.published_at:
            last[decision.suggestion_id] = decision
    due = [idea for idea in ideas if idea.due_on and idea.due_on < on]
    states = [idea.suggestion.state for idea in due]
    early = [idea for idea in ideas if idea not in due and idea.suggestion.state == "converted"]
    outcomes = [decision.outcome for decision in last.values()]
    return Figures(
        decided=len(outcomes),
        adopted=outcomes.count("adopted"),
        partly_adopted=outcomes.count("partly_adopted"),
        ideas=len(ideas),
        due=len(due),
        converted=states.count("converted"),
        partly_converted=states.count("partly_converted"),
        lapsed=states.count("lapsed"),
        converted_early=len(early),
        unplanned=sum(idea.due_on is None for idea in ideas),
    )


def test_the_figures_are_those_counted_row_by_row(crowd):
    ideas = list(GoldenIdea.objects.select_related("suggestion"))
    expected = counted(ideas, Decision.objects.all(), today())

    assert figures(GoldenIdea.objects.all(), standing_decisions(), on=today()) == expected
    assert min(expected.converted, expected.pending, expected.partly_adopted) > 0


@pytest.mark.parametrize("group", GROUPS)
def test_told_apart_they_are_those_counted_row_by_row(crowd, group):
    of_idea = {
        "unit": lambda row: row.suggestion.unit_id,
        "topic": lambda row: row.suggestion.topic_id,
        "campaign": lambda row: row.suggestion.campaign_id,
        "year": lambda row: localdate(getattr(row, "adopted_at", None) or row.at).year,
    }[group]
    ideas, decisions = defaultdict(list), defaultdict(list)
    for idea in GoldenIdea.objects.select_related("suggestion"):
        ideas[of_idea(idea)].append(idea)
    for decision in standing_decisions().select_related("suggestion"):
        decisions[of_idea(decision)].append(decision)
    expected = {key: counted(ideas[key], decisions[key], today()) for key in {*ideas, *decisions}}

    found = figures_by(group, GoldenIdea.objects.all(), standing_decisions(), on=today())

    assert found == expected


def test_what_is_due_today_is_not_due_yet():
    idea_of_due(today())
    rows = GoldenIdea.objects.all(), standing_decisions()

    assert figures(*rows, on=today()).due == 0
    assert figures(*rows, on=today() + timedelta(days=1)).due == 1


def idea_of_due(day):
    idea = idea_of(UnitFactory())
    idea.due_on = day
    idea.save()
    return idea


@pytest.mark.parametrize("state", sorted(GOLDEN))
def test_lapsed_and_overdue_ideas_stay_below_the_line(state):
    idea = idea_of_due(today() - timedelta(days=1))
    idea.suggestion.state = state
    idea.suggestion.save()

    told = figures(GoldenIdea.objects.all(), standing_decisions(), on=today())

    assert told.conversion_rate == (100.0 if state == State.CONVERTED else 0.0)


def test_nothing_of_nothing_is_no_rate():
    assert (Figures().adoption_rate, Figures().conversion_rate) == (None, None)


def test_hiding_an_idea_changes_no_rate():
    idea = idea_of_due(today() - timedelta(days=1))
    before = figures(GoldenIdea.objects.all(), standing_decisions(), on=today())

    idea.public = False
    idea.save()

    assert public_figures(today()) == before


def test_every_rate_on_the_page_has_its_count_beside_it(client):
    home_page()
    idea_of_due(today() - timedelta(days=1))

    for group in (*GROUPS, "nonsense"):
        text = client.get(reverse("suggestions:conversion_figures"), {"by": group}).content.decode()

        assert "100.0%" in text
        assert "1 / 1" in text
        assert "0 / 1" in text


def test_each_row_leads_to_its_ideas(client):
    home_page()
    idea = idea_of_due(today())

    text = client.get(reverse("suggestions:conversion_figures"), {"by": "unit"}).content.decode()

    address = f"{reverse('suggestions:golden_ideas')}?unit={idea.suggestion.unit_id}"
    assert address in text
    assert idea.suggestion.title in client.get(address).content.decode()


def rows_of(client, group):
    response = client.get(reverse("suggestions:conversion_figures"), {"by": group})
    return {row["name"]: row for row in response.context["rows"]}


def test_campaigns_off_the_site_are_one_row_without_a_name_and_their_sums_stay(client):
    home_page()
    shown, *hidden = (idea_of_due(today() - timedelta(days=1)) for _ in range(3))
    for idea in hidden:
        idea.suggestion.campaign.unpublish()
    whole = figures(GoldenIdea.objects.all(), standing_decisions(), on=today())

    rows, others = rows_of(client, "campaign"), gettext("Other campaigns")

    assert set(rows) == {shown.suggestion.campaign.title, others}
    assert sum((row["figures"] for row in rows.values()), Figures()) == whole
    assert (rows[others]["figures"].ideas, rows[others]["url"]) == (2, "")


def test_the_rows_cost_the_same_for_any_number_of_campaigns(client, django_assert_num_queries):
    home_page()
    idea_of_due(today()).suggestion.campaign.unpublish()
    rows = GoldenIdea.objects.all(), standing_decisions()
    with CaptureQueriesContext(connection) as few:
        public_rows("campaign", *rows)
    for _ in range(3):
        idea_of_due(today()).suggestion.campaign.unpublish()
        idea_of_due(today())

    with django_assert_num_queries(len(few)):
        assert len(public_rows("campaign", *rows)) == 4


def test_a_unit_whose_ideas_are_hidden_has_figures_but_leads_nowhere(client):
    home_page()
    idea = idea_of_due(today())
    idea.suggestion.classification = Classification.REPORT
    idea.suggestion.save()

    assert rows_of(client, "unit")[str(idea.suggestion.unit)]["url"] == ""
