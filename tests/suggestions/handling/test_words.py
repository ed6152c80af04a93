"""Word lists: held, masked or allowed; nothing is dropped, and thousands of words cost little."""

from time import perf_counter

import pytest
from django.utils import timezone

from campaigns.pages import Moderation
from suggestions.handling.correcting import correct
from suggestions.handling.holding import release
from suggestions.handling.publication import CannotPublish, Obstacle, publish
from suggestions.handling.words.keeping import add_words, replace_words
from suggestions.handling.words.looking import look_up
from suggestions.handling.words.word_list import Treatment
from suggestions.intake.consents import ConsentKind
from suggestions.intake.submission import Draft, submit
from suggestions.models import Hold, Suggestion, WordList
from suggestions.revision import Words
from suggestions.states import State
from tests.factories import CampaignFactory, UserFactory

pytestmark = pytest.mark.django_db
AGREED = frozenset({ConsentKind.PRIVACY, ConsentKind.PUBLISH})


def words(treatment, *lines):
    word_list, _made = WordList.objects.get_or_create(
        name=f"{treatment}词表", defaults={"treatment": treatment}
    )
    return add_words(word_list, lines)


def handed_in(*, author=None, **texts):
    campaign = CampaignFactory(moderation=Moderation.AFTER_FOR_VERIFIED)
    said = {"title": "公园照明", "problem": "路灯太暗。", "proposal": "加装路灯。", **texts}
    draft = Draft(campaign=campaign, author=author, consents=AGREED, **said)
    return submit(draft, by=author, at=timezone.now()).suggestion


def accepted(**texts):
    suggestion = handed_in(**texts)
    Suggestion.objects.filter(pk=suggestion.pk).update(state=State.ACCEPTED)
    suggestion.refresh_from_db()
    return suggestion


def found(text):
    return [(each.word, each.treatment) for each in look_up(text)]


def test_words_are_found_whatever_their_width_case_and_blanks():
    words(Treatment.HOLD, "坏词", "BadWord")

    assert found("这是坏 词，ＢＡＤword") == [("坏词", "hold"), ("badword", "hold")]


def test_an_allowed_word_lets_what_lies_within_it_stand():
    words(Treatment.HOLD, "坏词")
    words(Treatment.ALLOW, "不坏词典")

    assert found("不坏词典") == [("不坏词典", "allow")]
    assert ("坏词", "hold") in found("不坏词典里的坏词")


def test_a_list_out_of_use_holds_nothing():
    words(Treatment.HOLD, "坏词")
    assert found("坏词") == [("坏词", "hold")]

    WordList.objects.update(in_use=False)

    assert found("坏词") == []


def test_a_word_that_was_taken_off_holds_nothing_any_more():
    words(Treatment.HOLD, "坏词", "另词")
    assert len(found("坏词另词")) == 2

    replace_words(WordList.objects.get(), ["另词"])

    assert found("坏词另词") == [("另词", "hold")]


def test_lines_that_are_no_words_are_named():
    taken = words(Treatment.HOLD, "坏词", "坏 词", "", "一", "长" * 61)

    assert (taken.added, taken.refused) == (1, ("一", "长" * 61))


def test_five_thousand_words_in_five_thousand_characters_take_a_moment():
    words(Treatment.HOLD, *(f"词{number:05}" for number in range(5000)))
    text = "词0词00词" * 700 + "词04999"
    look_up(text)

    began = perf_counter()
    assert found(text) == [("词04999", "hold")]

    assert perf_counter() - began < 0.5


def test_a_held_one_keeps_its_receipt_and_waits_unpublished():
    words(Treatment.HOLD, "坏词")

    suggestion = handed_in(author=UserFactory(verified=True), problem="这里有坏词。")

    assert (suggestion.state, suggestion.public_since) == (State.RECEIVED, None)
    assert Hold.objects.get().found == ["坏词"]
    assert suggestion.receipt


def test_without_such_words_it_is_published_at_once():
    words(Treatment.HOLD, "坏词")

    assert handed_in(author=UserFactory(verified=True)).public_since is not None


def test_publishing_waits_for_the_release_and_new_words_hold_again():
    words(Treatment.HOLD, "坏词", "更坏")
    suggestion, editor = accepted(problem="这里有坏词。"), UserFactory()

    with pytest.raises(CannotPublish) as caught:
        publish(suggestion, by=editor, at=timezone.now())
    release(suggestion, by=editor, at=timezone.now(), note="引用法规原文")
    publish(suggestion, by=editor, at=timezone.now())

    assert caught.value.obstacle == Obstacle.HELD
    assert suggestion.public_since is not None
    correct(suggestion, Words("公园照明", "有坏词，更坏。", ""), by=editor)
    assert Suggestion.objects.get().public_since is None
    assert Hold.objects.get().released_at is None


def test_publishing_masks_and_keeps_the_original():
    words(Treatment.MASK, "某小区")
    suggestion = accepted(problem="某小区的王先生电话13912345678。")

    publish(suggestion, by=UserFactory(), at=timezone.now())

    stored = Suggestion.objects.get()
    assert stored.problem == suggestion.problem == "***的王先生电话***********。"
    assert stored.revisions.get().problem == "某小区的王先生电话13912345678。"


def test_an_allowed_number_is_not_masked():
    words(Treatment.ALLOW, "057188887777")
    suggestion = accepted(problem="请拨0571 88887777咨询，或13912345678。")

    publish(suggestion, by=UserFactory(), at=timezone.now())

    assert Suggestion.objects.get().problem == "请拨0571 88887777咨询，或***********。"


def test_a_correction_of_a_public_one_is_masked_and_both_wordings_kept():
    suggestion = accepted()
    publish(suggestion, by=UserFactory(), at=timezone.now())

    correct(suggestion, Words("公园照明", "打13912345678。", ""), by=UserFactory())

    assert suggestion.problem == Suggestion.objects.get().problem == "打***********。"
    kept = list(suggestion.revisions.values_list("problem", flat=True))
    assert kept == ["路灯太暗。", "打13912345678。"]
