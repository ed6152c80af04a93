"""A letter at the desk: begun from its wording, sent, answered, closed."""

from datetime import timedelta

import pytest

from suggestions.models import LetterNote, SupervisionLetter
from suggestions.supervision.letters.kinds import LetterKind
from suggestions.supervision.letters.proposing import day_in_words
from tests.suggestions.supervision.steps import beginning, late, url

pytestmark = pytest.mark.django_db


def test_a_letter_starts_from_its_wording_with_what_is_late(client, world):
    late(world, world.suggestion)
    client.force_login(world.supervisor)

    page = client.get(beginning(world))

    form = page.context["form"]
    assert form.initial["chosen"] == [world.suggestion.pk]
    assert world.suggestion.receipt in form.initial["text"]
    assert "{" not in form.initial["text"]


def test_a_letter_is_written_at_the_desk(client, world):
    client.force_login(world.supervisor)
    address = beginning(world, about=world.suggestion.receipt)
    typed = {
        "unit": world.bureau.pk,
        "chosen": [world.suggestion.pk],
        "subject": "提醒",
        "text": "请办理",
        "due_on": world.soon.isoformat(),
    }

    wrong = client.post(address, {**typed, "text": ""})
    sent = client.post(address, typed)

    assert (wrong.status_code, wrong.context["form"]["subject"].value()) == (422, "提醒")
    letter = SupervisionLetter.objects.get()
    assert sent.url == url("letter", letter.pk)
    assert (letter.issuer, letter.kind) == (world.city, LetterKind.REMINDER)


@pytest.mark.usefixtures("standing_clock")
def test_the_words_of_a_letter_go_with_its_fields(client, world):
    late(world, world.suggestion)
    client.force_login(world.supervisor)
    address = beginning(world)
    begun = client.get(address).context["form"].initial
    typed = {**begun, "unit": world.bureau.pk, "due_on": begun["due_on"].isoformat()}
    later = (begun["due_on"] + timedelta(days=1)).isoformat()

    other_day = client.post(address, {**typed, "due_on": later})
    left_out = client.post(address, {**typed, "chosen": []})
    fitting = client.post(address, typed)

    assert [page.status_code for page in (other_day, left_out, fitting)] == [422, 422, 302]
    assert day_in_words(begun["due_on"]) in str(other_day.context["form"].errors["text"])
    assert world.suggestion.receipt in str(left_out.context["form"].errors["text"])


def test_the_unit_answers_on_the_page_and_the_supervisor_closes(client, world, reminder):
    client.force_login(world.handler)
    empty = client.post(url("letter_deed", reminder.pk, "answer"), {"answer-text": ""})
    client.post(url("letter_deed", reminder.pk, "answer"), {"answer-text": "已办"})
    client.post(url("letter_deed", reminder.pk, "close"), {"close-text": "不是我能办结的"})
    client.force_login(world.supervisor)
    client.post(url("letter_deed", reminder.pk, "close"), {"close-text": "已落实"})

    reminder.refresh_from_db()
    assert empty.status_code == 422
    assert LetterNote.objects.get().text == "已办"
    assert reminder.closing_note == "已落实"
