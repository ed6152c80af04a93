"""The desk: legal channels, held words, several at once, undo, and who was first."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.handling.screening import accept
from suggestions.handling.words.keeping import add_words
from suggestions.handling.words.word_list import Treatment
from suggestions.intake.submission import Draft, submit
from suggestions.models import Hold, LegalChannel, Suggestion, WordList
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import link
from suggestions.states import Classification, State
from tests.factories import SuggestionFactory, UnitFactory, staff
from tests.suggestions.handling.desk.asking import AGREED, text_of, url

pytestmark = pytest.mark.django_db
PILE, BULK = reverse("handling:pile"), reverse("handling:bulk")


def test_a_claim_without_a_channel_stays_and_what_was_typed_comes_back(client, sign_in, suggestion):
    Suggestion.objects.update(classification=Classification.CLAIM)
    sign_in(Role.HANDLER)

    response = client.post(url("step", suggestion, "refer"), {"note": "请走法律程序"})

    assert response.status_code == 422
    assert "请走法律程序</textarea>" in text_of(response)
    assert Suggestion.objects.get().state == State.RECEIVED


def test_a_claim_is_referred_with_the_channel_that_was_chosen(client, sign_in, suggestion):
    Suggestion.objects.update(classification=Classification.COURT)
    channel = LegalChannel.objects.first()
    sign_in(Role.HANDLER)

    client.post(url("step", suggestion, "refer"), {"channel": channel.pk})

    assert Suggestion.objects.get().state == State.REFERRED
    assert channel.name in suggestion.history.get(after=State.REFERRED).note


def test_the_second_of_two_screeners_is_told_who_was_first(client, sign_in, suggestion, unit):
    sign_in(Role.HANDLER)
    first = staff(Role.HANDLER, unit=unit, name="先到的人")
    accept(suggestion, by=first)

    response = client.post(
        url("step", suggestion, "back"), {"note": "我也看过", "seen": 0}, follow=True
    )

    assert "Someone was first: 先到的人" in text_of(response)
    assert "我也看过</textarea>" in text_of(response)
    assert Suggestion.objects.get().state == State.ACCEPTED


def test_the_pile_shows_what_is_held_and_the_page_marks_the_words(client, sign_in, campaign):
    word_list = WordList.objects.create(name="词表", treatment="hold")
    word_list.words.create(word="坏词")
    held = SuggestionFactory(campaign=campaign, problem="有坏词。", receipt="20261122-0000001-1")
    SuggestionFactory(campaign=campaign)
    Hold.objects.create(suggestion=held, found=["坏词"], at=timezone.now())
    sign_in(Role.EDITOR)

    listed = client.get(PILE, {"held": "on", "state": "all"}).context["window"].rows
    page = text_of(client.get(url("item", held)))
    client.post(url("release", held), {"note": "引用原文"})

    assert list(listed) == [held]
    assert '<mark class="desk-found">坏词</mark>' in page
    assert Hold.objects.get().released_at is not None


def test_several_are_referred_each_with_its_outcome_and_undone_together(client, sign_in, campaign):
    rows = SuggestionFactory.create_batch(2, campaign=campaign)
    claim = SuggestionFactory(campaign=campaign, classification=Classification.CLAIM)
    sign_in(Role.HANDLER)
    ticked = {"selected": [row.pk for row in [*rows, claim]]}

    done = client.post(BULK, ticked | {"step": "refer", "note": "请向物业反映"})
    states = dict(Suggestion.objects.values_list("pk", "state"))
    client.post(BULK, ticked | {"step": "undo"})

    assert [bool(one.refusal) for one in done.context["outcomes"]].count(True) == 1
    assert states == {rows[0].pk: "referred", rows[1].pk: "referred", claim.pk: "received"}
    assert set(Suggestion.objects.values_list("state", flat=True)) == {State.RECEIVED}


def test_several_get_their_class_at_once(client, sign_in, campaign):
    rows = SuggestionFactory.create_batch(2, campaign=campaign)
    sign_in(Role.HANDLER)

    client.post(
        BULK,
        {"selected": [row.pk for row in rows], "step": "classify", "classification": "court"},
    )

    assert set(Suggestion.objects.values_list("classification", flat=True)) == {"court"}


def test_the_office_is_told_which_words_brought_a_message_to_it(client, sign_in, campaign):
    office = UnitFactory(receives_reports=True)
    words = WordList.objects.create(name="检举用语", treatment=Treatment.SEAL)
    add_words(words, ["回扣"])
    draft = Draft(
        campaign=campaign,
        title="采购要公开",
        problem="科长收受回扣。",
        proposal="公开采购结果。",
        consents=AGREED,
    )
    row = submit(draft, by=None, at=timezone.now()).suggestion
    sign_in(Role.HANDLER, where=office)

    page = text_of(client.get(url("item", row)))
    client.post(url("classify", row), {"classification": "suggestion"})

    assert "The words “回扣” brought it here" in page
    row.refresh_from_db()
    assert (row.classification, row.unit) == (Classification.SUGGESTION, campaign.organiser)


def test_a_matter_in_hand_is_answered_with_its_progress(client, sign_in, suggestion, campaign):
    earlier = suggestion
    person = sign_in(Role.HANDLER)
    accept(earlier, by=person)
    later = SuggestionFactory(campaign=campaign, receipt="20261123-0000002-2")
    link(later, earlier, verdict=Verdict.SAME, by=person, at=timezone.now())

    client.post(url("in_hand", later), {"earlier": earlier.receipt})

    later.refresh_from_db()
    note = later.history.get(after=State.ANSWERED).note
    assert later.state == State.ANSWERED
    assert "已受理" in note or "受理" in note
    assert earlier.receipt not in note, "somebody else's number"


def test_one_that_is_only_related_is_no_case_in_hand(client, sign_in, suggestion, campaign):
    person = sign_in(Role.HANDLER)
    later = SuggestionFactory(campaign=campaign, receipt="20261123-0000002-2")
    link(later, suggestion, verdict=Verdict.RELATED, by=person, at=timezone.now())

    client.post(url("in_hand", later), {"earlier": suggestion.receipt})

    later.refresh_from_db()
    assert later.state == State.RECEIVED


def test_a_list_is_kept_with_its_words_and_bad_lines_are_named(client, sign_in):
    sign_in(Role.EDITOR)
    said = {"name": "词表", "treatment": "hold", "in_use": "on"}

    refused = client.post(reverse("word_lists:add"), said | {"lines": "坏词\n一"})
    client.post(reverse("word_lists:add"), said | {"lines": "坏词\n另词\n坏 词"})

    assert "一" in text_of(refused)
    assert set(WordList.objects.get().words.values_list("word", flat=True)) == {"坏词", "另词"}
