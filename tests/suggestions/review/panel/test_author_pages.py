"""What the author reads and asks for, behind the tracking code."""

import pytest
from django.urls import reverse
from django.utils import timezone

from suggestions.models import SecondLook
from suggestions.review.second_look import Answer, answer
from suggestions.states import State
from tests.factories import DecisionFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def decision():
    return DecisionFactory(outcome=State.KEPT)


@pytest.fixture
def author(client, decision):
    person = UserFactory()
    decision.suggestion.author = person
    decision.suggestion.save(update_fields=["author"])
    client.force_login(person)
    return person


def page(name, decision):
    return reverse(f"suggestions:{name}", args=[decision.suggestion.receipt])


def test_the_author_finds_the_letter_and_how_to_ask_again(client, author, decision):
    text = client.get(page("tracked", decision)).content.decode()

    assert page("letters", decision) in text
    assert page("second_look", decision) in text


def test_the_letter_can_be_read_in_full(client, author, decision):
    text = client.get(page("letters", decision)).content.decode()

    assert decision.letter.text.splitlines()[0] in text
    assert decision.reason in text


@pytest.mark.parametrize("name", ["letters", "second_look"])
def test_nobody_else_gets_there(client, decision, name):
    client.force_login(UserFactory())

    assert client.get(page(name, decision)).url == reverse("suggestions:track")


def test_the_author_asks_and_sees_the_request(client, author, decision):
    data = {"reasons": "漏看了附件"}

    answered = client.post(page("second_look", decision), data)
    client.post(page("second_look", decision), data)

    assert answered.url == page("tracked", decision)
    assert SecondLook.objects.get().reasons == "漏看了附件"
    text = client.get(page("tracked", decision)).content.decode()
    assert "漏看了附件" in text
    assert page("second_look", decision) not in text


@pytest.mark.parametrize("reasons", ["", " \n", "长" * 2001])
def test_a_request_without_sensible_reasons_comes_back(client, author, decision, reasons):
    answered = client.post(page("second_look", decision), {"reasons": reasons})

    assert answered.status_code == 422
    assert answered.context["form"].errors
    assert not SecondLook.objects.exists()


def test_the_author_sees_the_answer(client, author, decision):
    client.post(page("second_look", decision), {"reasons": "漏看了附件"})
    answer(SecondLook.objects.get(), Answer.STAYS, "已核对附件", by=decision.by, at=NOW())

    text = client.get(page("tracked", decision)).content.decode()

    assert text.count("已核对附件") >= 1


def test_before_a_decision_is_public_nothing_of_it_is_shown(client, round, decided):
    decision = decided(outcome=State.KEPT)
    person = UserFactory()
    decision.suggestion.author = person
    decision.suggestion.save(update_fields=["author"])
    client.force_login(person)

    text = client.get(page("tracked", decision)).content.decode()

    assert "可以落实" not in text
    assert str(State.KEPT.label) not in text
    assert client.get(page("letters", decision)).status_code == 404
    assert client.get(page("second_look", decision)).url == page("tracked", decision)
