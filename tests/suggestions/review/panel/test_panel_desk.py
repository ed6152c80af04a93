"""The panel's pages: what they show, what their forms do, and what they cost."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import move
from suggestions.models import Decision, EarlierDecision, Letter, PanelNote, Suggestion
from suggestions.review.publication import PublicationRun
from suggestions.review.publishing import publish_decisions
from suggestions.review.revising import revise
from suggestions.review.ruling import Ruling
from suggestions.states import State
from tests.factories import RoundFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now
MOST_QUERIES = 15


@pytest.fixture
def chair(client, round):
    client.force_login(round.opened_by)
    return round.opened_by


def address(name, round, *more):
    return reverse(f"review:{name}", args=[round.pk, *more])


def titles(response):
    return [row["standing"].suggestion.title for row in response.context["rows"]]


def test_the_panel_sees_the_ranking_with_marks_notes_and_decisions(client, chair, round, decided):
    decision = decided(1)
    standing = round.standings.get(suggestion=decision.suggestion)
    PanelNote.objects.create(standing=standing, text="意见", by=chair, at=NOW())

    page = client.get(address("panel", round))

    rows = {row["standing"].pk: row["standing"] for row in page.context["rows"]}
    assert len(rows) == 3
    shown = rows[standing.pk]
    assert (shown.note_count, shown.outcome, shown.is_published) == (1, State.ADOPTED, False)
    assert page.context["to_publish"] == 1


@pytest.mark.parametrize(
    ("show", "number"),
    [("all", 3), ("shortlisted", 1), ("undecided", 2), ("unpublished", 1), ("published", 0)],
)
def test_the_ranking_is_narrowed(client, chair, round, decided, show, number):
    decided(0)
    round.standings.filter(pk=round.standings.order_by("pk")[1].pk).update(is_shortlisted=True)

    page = client.get(address("panel", round), {"show": show})

    assert len(page.context["rows"]) == number


def test_ticked_ones_are_marked_and_the_filter_stays(client, chair, round):
    keys = list(round.standings.values_list("pk", flat=True))

    data = {"selected": keys, "value": "1", "show": "undecided"}
    answer = client.post(address("shortlist", round), data)

    assert answer.url == address("panel", round) + "?show=undecided"
    assert round.standings.filter(is_shortlisted=True).count() == 3


def test_from_the_panel_one_goes_on_to_decide_on_the_ticked_ones(client, chair, round):
    key = round.standings.first().pk

    answer = client.post(address("shortlist", round), {"selected": [key], "value": "decide"})

    assert answer.url == address("bulk_decide", round) + f"?selected={key}"


def test_a_note_is_added_and_an_empty_one_comes_back(client, chair, round):
    receipt = round.standings.first().suggestion.receipt

    empty = client.post(address("note", round, receipt), {"text": " \n"})
    full = client.post(address("note", round, receipt), {"text": "预算够吗？"})

    assert empty.context["note_form"].errors
    assert full.url == address("standing", round, receipt)
    assert [note.text for note in PanelNote.objects.all()] == ["预算够吗？"]
    assert "预算够吗？" in client.get(full.url).content.decode()


def test_a_decision_is_changed_and_the_earlier_one_shown(client, chair, round, decided):
    decision = decided()
    receipt = decision.suggestion.receipt
    data = {"outcome": "kept", "reason": "条件不成熟", "settling": "C"}

    page = client.get(address("standing", round, receipt))
    answer = client.post(address("revise", round, receipt), data | {"seen": page.context["seen"]})

    assert answer.url == address("standing", round, receipt)
    assert Decision.objects.get().reason == "条件不成熟"
    assert "可以落实" in client.get(answer.url).content.decode()


def test_the_second_chair_who_changes_it_is_told_and_keeps_the_words(client, chair, round, decided):
    decision = decided()
    seen = decision.at
    ruling = Ruling(State.NOT_ADOPTED, "先到")
    other = staff(Role.CHAIR, unit=round.campaign.organiser)
    revise(decision, ruling, seen=seen, by=other, at=NOW())

    data = {"outcome": "kept", "reason": "后到的理由", "seen": seen.isoformat()}
    answer = client.post(address("revise", round, decision.suggestion.receipt), data)

    text = answer.content.decode()
    assert answer.context["decision_form"].non_field_errors()
    assert "后到的理由" in text
    assert Decision.objects.get().reason == "先到"


@pytest.mark.parametrize("seen", ["", "yesterday", "2026-11-22T10:00:00"])
def test_without_the_moment_that_was_seen_nothing_is_changed(client, chair, round, decided, seen):
    decision = decided()

    data = {"outcome": "kept", "reason": "别的", "seen": seen}
    client.post(address("revise", round, decision.suggestion.receipt), data)

    assert not EarlierDecision.objects.exists()


def test_a_decision_is_taken_back(client, chair, round, decided):
    decision = decided()
    receipt = decision.suggestion.receipt

    client.post(address("take_back", round, receipt), {"seen": decision.at.isoformat()})

    assert not Decision.objects.exists()
    assert "可以落实" in client.get(address("standing", round, receipt)).content.decode()


def test_the_letter_is_previewed_for_what_was_typed_and_nothing_is_kept(client, chair, round):
    receipt = round.standings.first().suggestion.receipt

    data = {"outcome": "kept", "reason": "条件不成熟"}
    page = client.post(address("letter", round, receipt), data)

    assert "条件不成熟" in page.context["text"]
    assert not Letter.objects.exists()
    assert not Decision.objects.exists()


def test_the_letter_of_a_decision_is_previewed_before_and_shown_after(
    client, chair, round, decided
):
    decision = decided()
    at = address("letter", round, decision.suggestion.receipt)

    before = client.get(at)
    publish_decisions(round, by=chair, at=NOW())
    after = client.get(at)

    assert before.context["letter"] is None
    assert after.context["letter"] == Letter.objects.get()
    assert before.context["text"] == after.context["text"]


def test_publishing_is_confirmed_with_counts_and_done(
    client, chair, round, decided, django_capture_on_commit_callbacks
):
    decided(0, State.ADOPTED)
    decided(1, State.KEPT)
    gone = decided(2, State.KEPT)
    move(gone.suggestion, State.WITHDRAWN, by=None)

    page = client.get(address("publish", round))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("publish", round))
    after = client.get(address("publish", round))

    assert [count for _label, count in page.context["outcomes"]] == [1, 0, 1, 0]
    assert (page.context["total"], page.context["gone_count"]) == (2, 1)
    assert (after.context["done"], after.context["total"]) == (2, 0)
    assert gone.suggestion.title in after.content.decode()
    assert Suggestion.objects.filter(state=State.ADOPTED).count() == 1


def test_while_it_goes_on_the_page_shows_how_far_and_looks_again(client, chair, round, decided):
    decided(0)
    PublicationRun.objects.create(round=round, by=chair, began_at=NOW(), total=1)

    page = client.get(address("publish", round))

    assert page["Refresh"] == "5"
    assert 'max="1"' in page.content.decode()


def test_an_editor_sees_the_page_of_publishing_but_cannot_publish(client, round, decided):
    decided(0)
    client.force_login(staff(Role.EDITOR, unit=round.campaign.organiser))

    page = client.get(address("publish", round))
    answer = client.post(address("publish", round))

    assert page.context["may_publish"] is False
    assert answer.url == reverse("wagtailadmin_home")
    assert not PublicationRun.objects.exists()


def test_a_foreign_round_is_not_found(client, chair):
    foreign = RoundFactory()

    for name in ("panel", "publish"):
        assert client.get(address(name, foreign)).status_code == 404
    assert client.post(address("shortlist", foreign), {"value": "1"}).status_code == 404


@pytest.mark.parametrize("name", ["panel", "publish"])
def test_pages_cost_the_same_whatever_the_size(
    client, chair, round, decided, name, django_assert_max_num_queries
):
    decided(0)
    client.get(address(name, round))
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        client.get(address(name, round))
    large = RoundFactory(
        campaign=round.campaign, suggestions=30, reviewers=2, by=chair, per_suggestion=2
    )

    with django_assert_max_num_queries(MOST_QUERIES) as many:
        page = client.get(address(name, large))

    assert len(many) <= len(few)
    if name == "panel":
        assert len(page.context["rows"]) == 25
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(address(name, large), {"page": page.context["page"].older})
