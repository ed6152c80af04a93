"""Digest instead of a flood: news of one author that come close together go in one message."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from portal.accounts.contact import ContactDetails
from suggestions.history import Event
from suggestions.models import Notice
from suggestions.notices import send_waiting_notices
from suggestions.states import Classification
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def test_the_first_goes_at_once_and_the_others_together_when_the_window_ends(
    handed_in, news, clock
):
    suggestion = handed_in()

    news(suggestion, note="第一条")
    for note in ("第二条", "第三条", "第四条"):
        clock.shift(MINUTE)
        news(suggestion, note=note)
    send_waiting_notices()
    assert [("第一条" in message.body) for message in mail.outbox] == [True]

    clock.shift(8 * MINUTE)
    send_waiting_notices()
    send_waiting_notices()

    body = mail.outbox[1].body
    assert len(mail.outbox) == 2
    assert [body.count(note) for note in ("第一条", "第二条", "第三条", "第四条")] == [0, 2, 2, 2]
    assert "3 " in mail.outbox[1].subject
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}


def test_suggestions_of_one_account_go_together(handed_in, news, clock):
    author = UserFactory(email="account@example.org")
    first, second = (handed_in(ContactDetails(), author=author) for _ in range(2))

    news(first)
    news(second)
    news(first, event=Event.RECONSIDERED)
    clock.shift(11 * MINUTE)
    send_waiting_notices()

    assert [message.to for message in mail.outbox] == [["account@example.org"]] * 2
    assert first.receipt in mail.outbox[1].body
    assert second.receipt in mail.outbox[1].body


def test_what_one_account_left_different_addresses_for_stays_apart(handed_in, news, clock):
    author = UserFactory(email="account@example.org")
    first = handed_in(ContactDetails(email="one@example.org"), author=author)
    second = handed_in(ContactDetails(email="two@example.org"), author=author)

    news(first)
    news(first)
    news(second)
    clock.shift(11 * MINUTE)
    send_waiting_notices()

    told = [(message.to[0], second.receipt in message.body) for message in mail.outbox]
    assert sorted(told[1:]) == [("one@example.org", False), ("two@example.org", True)]


def test_other_authors_do_not_wait(handed_in, news, clock):
    first, second = handed_in(), handed_in()

    news(first)
    news(second)

    assert len(mail.outbox) == 2


def test_the_receipt_never_waits(handed_in, news, clock, django_capture_on_commit_callbacks):
    author = UserFactory()
    news(handed_in(author=author))

    handed_in(author=author)

    assert not Notice.objects.filter(state="waiting").exists()


def test_a_window_of_nought_puts_nothing_off(handed_in, news, clock, settings):
    settings.MESSAGE_WINDOW_MINUTES = 0
    suggestion = handed_in()

    for _ in range(3):
        news(suggestion)

    assert len(mail.outbox) == 3


def test_reports_are_named_by_number_in_a_digest_too(handed_in, news, clock):
    suggestion = handed_in(classification=Classification.REPORT, title="举报某人收钱")

    for _ in range(3):
        news(suggestion)
    clock.shift(11 * MINUTE)
    send_waiting_notices()

    assert len(mail.outbox) == 2
    assert not any("举报某人" in message.body + message.subject for message in mail.outbox)
    assert suggestion.receipt in mail.outbox[1].body
