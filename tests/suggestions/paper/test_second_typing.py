"""Sheets of the sample: typed twice without sight of the other, compared, settled."""

from dataclasses import replace

import pytest
from django.utils import timezone

from portal.accounts.contact import Purpose, read_contact
from suggestions.handling.correcting import correct
from suggestions.models import Revision, Sheet, Suggestion, Typing, TypingComparison
from suggestions.paper.comparing import errors_in
from suggestions.paper.rates import rate_of, rates_by_clerk
from suggestions.paper.refusals import PaperRefused
from suggestions.paper.settling import settle
from suggestions.revision import words_of
from suggestions.states import Classification
from tests.suggestions.paper.sheets import SAID, address, colleague

pytestmark = pytest.mark.django_db


def test_the_second_typing_is_blind_and_by_somebody_else(client, typed, batch, clerk):
    assert client.get(address(typed)).status_code == 302  # who typed it does not type it again
    client.force_login(colleague(batch))

    page = client.get(address(typed)).content.decode()

    assert "老人站着等车" not in page
    assert "赵小满" not in page


def test_two_typings_that_read_the_same_settle_themselves(client, typed, batch):
    client.force_login(colleague(batch))

    client.post(address(typed), SAID)

    kept = TypingComparison.objects.get()
    assert (kept.first_errors, kept.second_errors, kept.settled_by) == (0, 0, None)
    assert kept.characters == sum(
        len(SAID[name]) for name in ("title", "problem", "proposal", "author_name", "phone")
    )
    assert not Typing.objects.exists()


@pytest.fixture
def differing(client, typed, batch):
    """Typed twice, in two ways: the first wrote 老人 for 老大爷, the second another number."""
    client.force_login(colleague(batch))
    client.post(address(typed), {**SAID, "problem": "老大爷站着等车。", "phone": "13800000009"})
    return Sheet.objects.get(pk=typed.pk)


def test_a_third_look_decides_and_the_suggestion_is_put_right(client, differing, batch):
    third = colleague(batch)
    client.force_login(third)
    page = client.get(address(differing, "settle/")).content.decode()
    assert ("老大爷" in page, "装一条带靠背的长椅" in page) == (True, False)

    client.post(
        address(differing, "settle/"),
        {"problem-choice": "second", "phone-choice": "first"},
    )

    suggestion, kept = Suggestion.objects.get(), TypingComparison.objects.get()
    assert suggestion.problem == "老大爷站着等车。"
    assert Revision.objects.get().problem == SAID["problem"]
    details = read_contact(suggestion.contact, by=third, purpose=Purpose.CONTACT)
    assert details.phone == SAID["phone"]
    assert kept.by_field["problem"] == [8, 2, 0]
    assert (kept.first_errors, kept.second_errors) == (2, 1)
    assert (kept.settled_by, kept.alone) == (third, False)
    assert not Typing.objects.exists()


def test_who_typed_it_does_not_settle_it_where_somebody_else_could(client, differing, batch):
    colleague(batch)
    client.force_login(differing.second_by)

    answer = client.post(
        address(differing, "settle/"), {"problem-choice": "second", "phone-choice": "first"}
    )

    assert answer.status_code == 422
    assert not TypingComparison.objects.exists()


def test_where_nobody_else_is_there_one_of_the_two_settles_and_that_is_kept(client, differing):
    client.force_login(differing.second_by)

    client.post(address(differing, "settle/"), {"problem-choice": "first", "phone-choice": "first"})

    assert TypingComparison.objects.get().alone


def test_what_neither_typed_can_be_settled(client, differing, batch):
    client.force_login(colleague(batch))

    client.post(
        address(differing, "settle/"),
        {
            "problem-choice": "other",
            "problem-text": "老太太站着等车。",
            "phone-choice": "other",
            "phone-text": "13800000008",
        },
    )

    assert Suggestion.objects.get().problem == "老太太站着等车。"
    assert TypingComparison.objects.get().second_errors == 2 + 1


@pytest.mark.parametrize(
    ("field", "text"), [("problem", "长" * 5001), ("phone", "1" * 31), ("problem", "")]
)
def test_what_the_suggestion_cannot_say_is_refused_and_stays_typed(
    client, differing, batch, field, text
):
    client.force_login(colleague(batch))
    chosen = {"problem-choice": "first", "phone-choice": "first"}

    answer = client.post(
        address(differing, "settle/"), {**chosen, f"{field}-choice": "other", f"{field}-text": text}
    )

    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert not TypingComparison.objects.exists()


def test_settling_leaves_alone_what_was_corrected_meanwhile(client, differing, batch):
    suggestion = Suggestion.objects.get()
    words = replace(words_of(suggestion), title="给候车亭装两条长椅")
    correct(suggestion, words, by=differing.typed_by)
    client.force_login(colleague(batch))

    client.post(
        address(differing, "settle/"), {"problem-choice": "second", "phone-choice": "first"}
    )

    row = Suggestion.objects.get()
    assert (row.title, row.problem) == ("给候车亭装两条长椅", "老大爷站着等车。")


def test_a_report_is_settled_by_nobody(differing, batch):
    Suggestion.objects.update(classification=Classification.REPORT)

    with pytest.raises(PaperRefused):
        settle(differing, {}, by=colleague(batch), at=timezone.now())

    assert not TypingComparison.objects.exists()


def test_a_clerk_alone_leaves_the_sample_typed_once(client, typed, batch, clerk):
    page = client.get(f"/admin/paper/{batch.pk}/").content.decode()
    assert f"/admin/paper/{batch.pk}/single/" in page

    client.post(f"/admin/paper/{batch.pk}/single/")

    typed.refresh_from_db()
    assert (typed.in_sample, bool(typed.reason)) == (False, True)
    assert not Typing.objects.exists()


@pytest.mark.parametrize(
    ("typed", "settled", "errors"),
    [("", "", 0), ("长椅", "长椅", 0), ("长骑", "长椅", 1), ("", "长椅", 2), ("椅长", "长椅", 2)],
)
def test_errors_are_the_characters_to_add_leave_out_or_replace(typed, settled, errors):
    assert errors_in(typed, settled) == errors


def test_rates_are_errors_by_characters_with_their_counts(differing, client, batch):
    third = colleague(batch)
    client.force_login(third)
    client.post(
        address(differing, "settle/"), {"problem-choice": "second", "phone-choice": "first"}
    )

    rate = rate_of(batch)

    characters = TypingComparison.objects.get().characters
    assert (rate.errors, rate.characters, rate.typings) == (2, characters, 1)
    assert rate.rate == 2 / characters
    by_clerk = {person.pk: own.errors for person, own in rates_by_clerk([batch])}
    assert by_clerk == {differing.typed_by_id: 2, differing.second_by_id: 1}
