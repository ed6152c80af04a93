"""The scoring page beyond the form: saving as one goes, changed texts, the others, leaving."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.handling.correcting import correct
from suggestions.models import Review, Score
from suggestions.review.saving import save_score
from suggestions.review.texts import text_hash
from suggestions.revision import words_of
from tests.factories import AssignmentFactory, ReviewFactory, RoundFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return AssignmentFactory()


@pytest.fixture
def reviewer(client, assignment):
    client.force_login(assignment.reviewer)
    return assignment.reviewer


def address(name, assignment):
    return reverse(f"review:{name}", args=[assignment.pk])


def page(client, assignment):
    return client.get(address("score", assignment))


def first(assignment):
    return assignment.round.rubric.criteria.first().pk


def saved(client, assignment, **data):
    answer = client.post(address("save_score", assignment), data)
    return answer.status_code, json.loads(answer.content)


def change(assignment, problem="改过的说明"):
    correct(
        assignment.suggestion, replace(words_of(assignment.suggestion), problem=problem), by=None
    )


def full(assignment, level=4):
    return {f"level_{c.pk}": level for c in assignment.round.rubric.criteria.all()}


def test_a_saved_score_is_answered_with_the_time(client, assignment, reviewer):
    code, answer = saved(client, assignment, criterion=first(assignment), level=3)

    assert code == 200
    assert answer == {"saved": f"{timezone.localtime(Review.objects.get().updated_at):%H:%M}"}
    assert Score.objects.get().level == 3


def test_parts_are_saved_on_their_own(client, assignment, reviewer):
    criterion = first(assignment)
    saved(client, assignment, criterion=criterion, level=3)
    saved(client, assignment, criterion=criterion, comment=" 缺  数据 ")
    saved(client, assignment, criterion=criterion, fixer="organiser")
    saved(client, assignment, comment="总体")

    score = Score.objects.get()
    assert (score.level, score.comment, score.fixer) == (3, "缺 数据", "organiser")
    assert score.review.comment == "总体"


def test_what_was_saved_is_in_the_form(client, assignment, reviewer):
    criterion = first(assignment)
    saved(client, assignment, criterion=criterion, level=2, fixer="later")

    form = page(client, assignment).context["form"]

    assert (form[f"level_{criterion}"].value(), form[f"fixer_{criterion}"].value()) == (2, "later")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"criterion": "1"},
        {"criterion": "x", "level": "3"},
        {"criterion": "99999999999", "level": "3"},
        {"criterion": "FIRST", "level": "x"},
        {"criterion": "FIRST", "comment": "长" * 501},
        {"comment": "长" * 2001},
        {"comment": "好", "text": "0" * 65},
    ],
)
def test_what_makes_no_sense_is_told_and_not_kept(client, assignment, reviewer, data):
    data = {key: str(first(assignment)) if v == "FIRST" else v for key, v in data.items()}

    code, answer = saved(client, assignment, **data)

    assert (code, set(answer)) == (400, {"refused"})
    assert not Review.objects.exists()


@pytest.mark.parametrize("part", [{"level": "9"}, {"level": ""}, {"fixer": "nobody"}])
def test_what_is_refused_is_told_in_words(client, assignment, reviewer, part):
    code, answer = saved(client, assignment, criterion=first(assignment), **part)

    assert code == 409
    assert answer["refused"]
    assert not Score.objects.exists()


def test_a_submitted_review_refuses_what_another_tab_still_sends(client, assignment, reviewer):
    client.post(address("score", assignment), full(assignment))

    code, _answer = saved(client, assignment, criterion=first(assignment), level=1)

    assert code == 409
    assert set(Score.objects.values_list("level", flat=True)) == {4}


@pytest.mark.parametrize("name", ["save_score", "confirm", "abstain", "declare", "reopen"])
@pytest.mark.parametrize("role", Role)
def test_nobody_acts_on_anothers_assignment(client, assignment, role, name):
    save_score(assignment.pk, first(assignment), level=2, by=assignment.reviewer, at=timezone.now())
    client.force_login(staff(role, unit=assignment.round.campaign.organiser))

    data = {"criterion": first(assignment), "level": 5, "reason": "理由", "text": ""}
    answer = client.post(address(name, assignment), data)

    assert answer.status_code == (404 if role == Role.REVIEWER else 302)
    assignment.refresh_from_db()
    assert assignment.dropped_at is None
    assert Score.objects.get().level == 2


@pytest.mark.parametrize("role", Role)
def test_nobody_reads_anothers_draft(client, assignment, role):
    save_score(
        assignment.pk,
        first(assignment),
        comment="谁也不给看的草稿",
        by=assignment.reviewer,
        at=timezone.now(),
    )
    person = staff(role, unit=assignment.round.campaign.organiser)
    receipt = assignment.suggestion.receipt
    client.force_login(person)

    addresses = [
        address("score", assignment),
        reverse("review:mine"),
        reverse("review:round", args=[assignment.round_id]),
        reverse("review:standing", args=[assignment.round_id, receipt]),
    ]
    pages = [client.get(url, follow=True).content.decode() for url in addresses]

    assert not any("谁也不给看的草稿" in text for text in pages)


def test_another_reader_of_the_same_suggestion_sees_no_draft(client):
    round = RoundFactory(reviewers=2, per_suggestion=2)
    round.others_hidden = False
    round.save()
    mine, other = round.assignments.all()
    save_score(other.pk, first(other), comment="还没想好", by=other.reviewer, at=timezone.now())
    client.force_login(mine.reviewer)

    assert "还没想好" not in page(client, mine).content.decode()


def test_other_reviews_appear_when_ones_own_is_in_and_without_names(client):
    round = RoundFactory(reviewers=2, per_suggestion=2)
    mine, other = round.assignments.all()
    ReviewFactory(assignment=other, comment="依据不足")
    client.force_login(mine.reviewer)
    before = page(client, mine).content.decode()

    client.post(address("score", mine), full(mine))
    after = page(client, mine).content.decode()

    assert "依据不足" not in before
    assert "依据不足" in after
    assert other.reviewer.name not in after


def test_a_changed_text_is_confirmed_on_the_page(client, assignment, reviewer):
    ReviewFactory(assignment=assignment)
    change(assignment)
    shown = page(client, assignment).context["fingerprint"]

    client.post(address("confirm", assignment), {"text": shown})

    assert not Review.objects.get().is_stale
    assert 'role="alert"' not in page(client, assignment).content.decode()


def test_a_changed_text_is_listed_in_the_queue_until_something_is_said(
    client, assignment, reviewer
):
    ReviewFactory(assignment=assignment)
    change(assignment)
    listed = client.get(reverse("review:mine")).context["stale"]

    client.post(address("reopen", assignment))

    assert [review.assignment for review in listed] == [assignment]
    assert client.get(reverse("review:mine")).context["stale"] == []


def test_what_was_read_before_the_change_is_not_submitted(client, assignment, reviewer):
    read = page(client, assignment).context["fingerprint"]
    change(assignment)

    answer = client.post(address("score", assignment), full(assignment) | {"text": read})

    assert answer.context["form"].non_field_errors()
    assert answer.context["fingerprint"] == text_hash(assignment.suggestion) != read
    assert not Review.objects.exists()


def test_place_and_neighbours_follow_ones_own_order(client):
    round = RoundFactory(suggestions=3)
    first_row, second, third = round.assignments.order_by("position")
    ReviewFactory(assignment=first_row)
    client.force_login(second.reviewer)

    place = page(client, second).context["place"]

    assert (place.number, place.total, place.done) == (2, 3, 1)
    assert (place.before, place.after) == (first_row.pk, third.pk)


def test_there_is_nothing_before_the_first_and_after_the_last(client, assignment, reviewer):
    place = page(client, assignment).context["place"]

    assert (place.number, place.total, place.before, place.after) == (1, 1, None, None)


def test_calibration_comes_first_and_the_rest_waits_for_it(client):
    round = RoundFactory(suggestions=3)
    *others, last = round.assignments.order_by("position")
    round.standings.filter(suggestion=last.suggestion).update(is_calibration=True)
    client.force_login(last.reviewer)

    listed = list(client.get(reverse("review:mine")).context["page"])
    answer = client.post(address("score", others[0]), full(others[0]))

    assert [row.pk for row in listed] == [last.pk, *(row.pk for row in others)]
    assert answer.context["form"].non_field_errors()
    assert not Review.objects.exists()


def test_who_could_fix_it_is_kept_only_where_something_is_marked_down(client, assignment, reviewer):
    criteria = list(assignment.round.rubric.criteria.all())
    fixers = {f"fixer_{criterion.pk}": "author" for criterion in criteria}
    best = {f"level_{criteria[0].pk}": 5}

    client.post(address("score", assignment), full(assignment) | fixers | best)

    kept = Score.objects.order_by("criterion__sort_order").values_list("fixer", flat=True)
    assert list(kept) == ["", "author", "author", "author"]


def test_the_chair_sees_which_reviews_are_of_a_text_that_changed(client, assignment):
    client.force_login(assignment.round.opened_by)
    url = reverse("review:readers", args=[assignment.round_id])
    ReviewFactory(assignment=assignment)
    before = client.get(url).content.decode()
    change(assignment)

    after = client.get(url).content.decode()

    assert 'id="stale-reviews"' not in before
    assert 'id="stale-reviews"' in after
