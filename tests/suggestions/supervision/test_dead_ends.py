"""No page of supervision leads where its reader may not go, or loses what was typed."""

import pytest
from django.urls import reverse

from suggestions.models import LetterNote
from suggestions.supervision.conference.deciding import call_sitting, decide
from suggestions.supervision.conference.putting_on import put_on_agenda
from suggestions.supervision.letters.kinds import LetterKind
from tests.factories import make_letter

pytestmark = pytest.mark.django_db


def url(name, *keys):
    return reverse(f"supervision:{name}", args=keys)


def test_a_letter_that_starts_from_nothing_is_asked_to_whom_it_goes(client, world):
    client.force_login(world.supervisor)

    page = client.get(url("write_letter"))

    assert "unit" in page.context["begin"].fields
    ids = [field.auto_id for field in [*page.context["begin"], *page.context["form"]]]
    assert len(ids) == len(set(ids))


def test_advice_names_what_its_reader_may_not_see_without_a_link(client, world):
    advice = make_letter(
        world.suggestion,
        issuer=world.city,
        by=world.supervisor,
        unit=world.other,
        kind=LetterKind.IMPROVE_POLICY,
    )
    client.force_login(world.stranger)

    page = client.get(url("letter", advice.pk)).content.decode()

    assert world.suggestion.title in page
    assert reverse("handling:item", args=[world.suggestion.receipt]) not in page


def test_who_attends_is_led_to_nothing_that_is_not_theirs(client, world):
    about = {"by": world.leader, "at": world.now}
    item = put_on_agenda(world.suggestion, question="谁办", conference=world.city, **about)
    sitting = call_sitting(
        world.city,
        held_at=world.now,
        place="三楼",
        chair="副市长",
        attendees=[world.other],
        items=[item],
        **about,
    )
    decision = decide(item, "办", owner=world.bureau, due_on=world.soon, **about)
    client.force_login(world.stranger)

    page = client.get(url("sitting", sitting.pk)).content.decode()

    assert item.suggestion.title in page
    assert url("item", item.pk) not in page
    assert url("decision", decision.pk) not in page


def test_who_comes_second_gets_back_what_was_typed(client, world):
    reminder = make_letter(world.suggestion, issuer=world.city, by=world.supervisor, at=world.now)
    client.force_login(world.handler)
    address = url("letter_deed", reminder.pk, "answer")
    client.post(address, {"answer-text": "已办"})

    second = client.post(address, {"answer-text": "我写了很久的答复"})

    assert second.status_code == 403
    assert "我写了很久的答复" in second.content.decode()
    assert [note.text for note in LetterNote.objects.all()] == ["已办"]
