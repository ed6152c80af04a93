"""Whatever is typed into the form of a review: it is told or kept, and never an error."""

import json

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.rubrics import LEVELS
from suggestions.models import Review, Score
from suggestions.review.desk.score_form import ScoreForm
from suggestions.review.reviews import COMMENT_LENGTH, SCORE_COMMENT_LENGTH, Fixer
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db
PLAIN = st.text(max_size=40)
LEVEL = st.sampled_from([*map(str, LEVELS), "", "0", "6", "-1", "４", "五", "1e3", "3.0"]) | PLAIN
FIXER = st.sampled_from([*Fixer.values, "", "all"]) | PLAIN
COMMENT = PLAIN | st.integers(495, 505).map(lambda length: "长" * length)
WHOLE = PLAIN | st.integers(1995, 2005).map(lambda length: "长" * length)
SLOWLY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def assignment():
    return AssignmentFactory()


def typed(data, criteria):
    rows = {}
    for criterion in criteria:
        rows[f"level_{criterion.pk}"] = data.draw(LEVEL)
        rows[f"comment_{criterion.pk}"] = data.draw(COMMENT)
        rows[f"fixer_{criterion.pk}"] = data.draw(FIXER)
    return rows | {"comment": data.draw(WHOLE), "text": data.draw(PLAIN)}


@SLOWLY
@given(data=st.data(), complete=st.booleans())
def test_a_valid_form_is_a_judgement_within_all_limits(assignment, data, complete):
    criteria = list(assignment.round.rubric.criteria.all())

    form = ScoreForm(typed(data, criteria), criteria=criteria, review=None, complete=complete)

    if form.is_valid():
        judgement = form.judgement()
        assert set(judgement.levels.values()) <= set(LEVELS)
        assert not complete or len(judgement.levels) == len(criteria)
        assert all(len(text) <= SCORE_COMMENT_LENGTH for text in judgement.comments.values())
        assert len(judgement.comment) <= COMMENT_LENGTH
        assert set(judgement.fixers.values()) <= {"", *Fixer.values}
    else:
        assert form.errors


@SLOWLY
@given(data=st.data(), button=st.sampled_from(["draft", "submit", "next"]))
def test_whatever_is_posted_is_told_or_kept(client, assignment, data, button):
    client.force_login(assignment.reviewer)
    criteria = list(assignment.round.rubric.criteria.all())
    url = reverse("review:score", args=[assignment.pk])

    answer = client.post(url, typed(data, criteria) | {button: "1"})

    assert answer.status_code in (200, 302)
    assert (answer.status_code == 302) or answer.context["form"].errors
    Review.objects.all().delete()
    assignment.round.panel.update(submitted=0)


@SLOWLY
@given(level=LEVEL, comment=COMMENT, fixer=FIXER, which=st.sampled_from(["one", "x", "0", ""]))
def test_whatever_is_saved_as_one_goes_is_told_or_kept(
    client, assignment, level, comment, fixer, which
):
    client.force_login(assignment.reviewer)
    key = assignment.round.rubric.criteria.first().pk if which == "one" else which
    data = {"criterion": key, "level": level, "comment": comment, "fixer": fixer}

    answer = client.post(reverse("review:save_score", args=[assignment.pk]), data)

    told = json.loads(answer.content)
    assert (answer.status_code, set(told)) in [
        (200, {"saved"}),
        (400, {"refused"}),
        (409, {"refused"}),
    ]
    if answer.status_code == 200:
        kept = Score.objects.get(criterion=key)
        assert kept.level is None or kept.level in LEVELS
        assert kept.fixer in {"", *Fixer.values}
    Review.objects.all().delete()
