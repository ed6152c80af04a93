"""A reply to a withdrawn suggestion: said clearly at every step, sent at none, nothing lost."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.models import Reply, Suggestion
from suggestions.replies.refusals import Refusal
from suggestions.replies.reply import ReplyState
from suggestions.states import State
from tests.factories import ReplyFactory, staff

pytestmark = pytest.mark.django_db
SAID = str(Refusal.WITHDRAWN.label)


@pytest.fixture
def draft():
    draft = ReplyFactory(text="写到一半")
    Suggestion.objects.update(state=State.WITHDRAWN, state_since=timezone.now())
    return draft


@pytest.fixture
def client(draft):
    client = Client()
    client.force_login(staff(Role.HANDLER, Role.SUPERVISOR, unit=draft.unit))
    return client


def address(name, draft):
    return reverse(name, args=[draft.suggestion.receipt])


def test_the_suggestions_page_says_so_and_offers_no_way_on(draft, client):
    page = client.get(address("handling:item", draft)).content.decode()

    assert SAID in page
    assert "写到一半" in page
    assert address("replies:draft", draft) not in page
    assert address("replies:begin", draft) not in page


def test_the_page_of_the_draft_says_so_and_does_not_hand_in(draft, client):
    page = client.get(address("replies:draft", draft)).content.decode()

    assert SAID in page
    assert 'value="submit"' not in page


def test_handing_in_is_refused_by_name_and_the_words_stay(draft, client):
    words = {"text": "写完了", "kind": "final", "publicity": "public", "revision": 1}

    page = client.post(address("replies:draft", draft), {**words, "do": "submit"})

    assert page.status_code == 422
    assert SAID in page.content.decode()
    assert "写完了" in page.content.decode()
    assert Reply.objects.get().state == ReplyState.DRAFT


def test_approving_is_refused_by_name(draft, client):
    Reply.objects.update(state=ReplyState.SUBMITTED)

    shown = client.get(address("replies:approve", draft)).content.decode()
    page = client.post(address("replies:approve", draft), {"do": "send", "reviewed": "on"})

    assert SAID in shown
    assert 'value="send"' not in shown
    assert page.status_code == 422
    assert SAID in page.content.decode()
    assert Reply.objects.get().state == ReplyState.SUBMITTED
