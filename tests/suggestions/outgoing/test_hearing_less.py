"""Who wishes to hear less hears what must be told, and nothing else, until they want it again."""

import pytest
from django.core import mail, signing
from django.urls import reverse

from suggestions.history import Event
from suggestions.models import Notice, Silence
from suggestions.outgoing.stopping import stop_link
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return lambda suggestion: stop_link(suggestion).removeprefix("http://127.0.0.1:8000")


def test_every_mail_carries_the_link(handed_in, news):
    suggestion = handed_in()

    news(suggestion)

    (message,) = mail.outbox
    assert message.body.count(stop_link(suggestion)) == 2
    assert message.message()["List-Unsubscribe"] == f"<{stop_link(suggestion)}>"


def test_opening_the_link_changes_nothing(handed_in, client, link):
    suggestion = handed_in()

    page = client.get(link(suggestion))

    assert suggestion.receipt in page.content.decode()
    assert not Silence.objects.exists()


def test_whoever_chose_less_is_told_no_news(handed_in, news, client, link):
    suggestion = handed_in()
    client.post(link(suggestion), {"less": "yes"})

    entry = news(suggestion)

    assert mail.outbox == []
    assert Notice.objects.get(entry=entry).state == "opted_out"


def test_and_can_have_them_again(handed_in, news, client, link):
    suggestion = handed_in()
    for choice in ("yes", "yes", "no"):
        client.post(link(suggestion), {"less": choice})

    news(suggestion)

    assert len(mail.outbox) == 1


@pytest.mark.parametrize("event", [Event.REPLIED, Event.EXTENDED, Event.LOOK_ANSWERED])
def test_what_must_be_told_is_told_all_the_same(handed_in, news, client, link, event):
    suggestion = handed_in()
    client.post(link(suggestion), {"less": "yes"})

    news(suggestion, event=event)

    assert len(mail.outbox) == 1


def test_an_account_s_wish_holds_for_all_of_its_suggestions(handed_in, news, client):
    author = UserFactory(email="account@example.org")
    client.force_login(author)
    client.post(reverse("suggestions:account_messages"), {"less": "yes"})

    for _ in range(2):
        news(handed_in(author=author))

    assert mail.outbox == []


def test_one_suggestion_s_wish_does_not_hold_for_another(handed_in, news, client, link):
    author = UserFactory(email="account@example.org")
    quiet, other = handed_in(author=author), handed_in(author=author)
    client.post(link(quiet), {"less": "yes"})

    news(quiet)
    news(other)

    assert [other.receipt in message.body for message in mail.outbox] == [True]


def test_the_author_chooses_on_the_tracking_page(handed_in, client):
    author = UserFactory()
    suggestion = handed_in(author=author)
    client.force_login(author)

    client.post(reverse("suggestions:messages", args=[suggestion.receipt]), {"less": "yes"})

    assert Silence.objects.get().suggestion == suggestion
    page = client.get(reverse("suggestions:tracked", args=[suggestion.receipt]))
    assert 'name="less" value="no"' in page.content.decode()


def test_nobody_else_can_choose_for_an_author(handed_in, client):
    suggestion = handed_in()
    client.force_login(UserFactory())

    client.post(reverse("suggestions:messages", args=[suggestion.receipt]), {"less": "yes"})
    made_up = signing.dumps(suggestion.submission_key.hex, salt="other")
    answer = client.post(reverse("suggestions:hear_less", args=[made_up]), {"less": "yes"})

    assert answer.status_code == 404
    assert not Silence.objects.exists()
