"""Sends once, survives a restart: whatever is down, late or twice, each news is told once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from threading import Barrier

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from portal.accounts.contact import Contact, ContactDetails, keep_contact
from portal.messaging.claimed import CLAIM_FOR, LONGEST_WAIT, MOST_FAILURES, TRY_FOR, wait_after
from suggestions.history import Event, record
from suggestions.messages import message_of
from suggestions.models import Notice
from suggestions.notices import (
    notify_author,
    queue_notice,
    queue_notices,
    send_waiting_notices,
)
from suggestions.outgoing import sending
from tests.factories import SuggestionFactory
from tests.portal.messaging.keeping import KEEPING, KeepingGateway

pytestmark = pytest.mark.django_db
WANG = ContactDetails(email="wang@example.org")


@pytest.fixture
def mail_server(monkeypatch):
    """The mail server is down until `undo()`; answers the list of tries."""
    tries = []

    def refuse(*_args, **_kwargs):
        tries.append(timezone.now())
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    monkeypatch.tries = tries
    return monkeypatch


def waiting(count=1, contact=WANG):
    """Entries of one author with a notice that nobody has sent yet."""
    suggestion = SuggestionFactory(contact=keep_contact(contact))
    entries = [record(suggestion, Event.REPLIED, by=None, note=f"第{n}条") for n in range(count)]
    Notice.objects.bulk_create(Notice(entry=one, created_at=one.at) for one in entries)
    return entries


def breaking_at(entry):
    """The mail's words, but for `entry`, of which nobody thought."""

    def words(entries):
        return 1 / 0 if entry in entries else message_of(entries)

    return words


def sweep_for(clock, span, *, every=timedelta(minutes=5)):
    """Run the sweep as the beat does."""
    for _ in range(span // every):
        clock.shift(every)
        send_waiting_notices()


def test_a_mail_server_down_for_a_day_loses_nothing_and_doubles_nothing(mail_server):
    entries = waiting(3)
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False) as clock:
        sweep_for(clock, timedelta(days=1))
        tries = len(mail_server.tries)
        mail_server.undo()
        sweep_for(clock, timedelta(hours=2))

    (message,) = mail.outbox
    assert all(message.body.count(entry.note) == 2 for entry in entries)
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
    assert tries < 40, "asked again after a growing while"


def test_almost_three_days_are_waited_for(mail_server):
    waiting()
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False) as clock:
        sweep_for(clock, TRY_FOR - timedelta(hours=2), every=timedelta(hours=1))
        mail_server.undo()
        sweep_for(clock, timedelta(hours=1), every=timedelta(hours=1))

    assert len(mail.outbox) == 1


def test_the_waits_grow_to_an_hour():
    assert [wait_after(tries).seconds // 60 for tries in (1, 2, 3, 4, 5)] == [5, 10, 20, 40, 60]
    assert wait_after(1000) == LONGEST_WAIT


def test_a_restart_between_the_row_and_the_task_is_made_good():
    """The process died after the commit: the queue never heard of it."""
    waiting()

    send_waiting_notices()

    assert len(mail.outbox) == 1


def test_a_worker_that_died_with_its_claim_is_followed_by_another():
    waiting()
    now = timezone.now()
    Notice.objects.hold(now)  # and then the machine stopped

    send_waiting_notices()
    too_early = len(mail.outbox)
    with time_machine.travel(now + CLAIM_FOR + timedelta(seconds=1)):
        send_waiting_notices()

    assert (too_early, len(mail.outbox)) == (0, 1)


def test_a_step_that_was_rolled_back_leaves_no_notice():
    suggestion = SuggestionFactory(contact=keep_contact(WANG))

    with transaction.atomic():
        queue_notice(record(suggestion, Event.REPLIED, by=None))
        transaction.set_rollback(True)
    send_waiting_notices()

    assert mail.outbox == []


def test_a_broken_address_stops_nobody_else():
    for address in ("wang@example.org\nBcc: all@example.org", "nobody", "li@example.org"):
        waiting(contact=ContactDetails(email=address))

    send_waiting_notices()

    assert [message.to for message in mail.outbox] == [["li@example.org"]]
    assert Notice.objects.filter(state="no_address").count() == 2


def test_contact_details_that_do_not_open_wait_and_stop_nobody_else():
    """Their key may be put back; meanwhile the sweep goes on behind them."""
    (sealed,) = waiting()
    Contact.objects.update(sealed=b"not what was sealed")
    waiting(contact=ContactDetails(email="li@example.org"))

    send_waiting_notices()

    assert [message.to for message in mail.outbox] == [["li@example.org"]]
    assert Notice.objects.get(entry=sealed).state == "waiting"


def test_what_nobody_foresaw_comes_last_the_next_time(monkeypatch):
    """A row at which the sweep breaks off must not keep all others waiting for ever."""
    (broken,) = waiting()
    waiting(contact=ContactDetails(email="li@example.org"))
    monkeypatch.setattr(sending, "message_of", breaking_at(broken))
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False) as clock:
        with pytest.raises(ZeroDivisionError):
            send_waiting_notices()
        clock.shift(CLAIM_FOR + timedelta(minutes=1))
        with pytest.raises(ZeroDivisionError):
            send_waiting_notices()

    assert [message.to for message in mail.outbox] == [["li@example.org"]]


def test_a_sweep_does_not_knock_at_a_dead_server_for_each_of_many(mail_server):
    """Each knock may last ten seconds, and while it lasts nothing else is done."""
    for number in range(9):
        waiting(contact=ContactDetails(email=f"wang{number}@example.org"))

    send_waiting_notices()
    first = len(mail_server.tries)
    send_waiting_notices()

    assert (first, len(mail_server.tries)) == (MOST_FAILURES, 9)


def test_a_portal_that_was_off_for_a_week_still_tells_what_nobody_tried_to_tell():
    waiting()

    with time_machine.travel(timezone.now() + timedelta(days=7)):
        send_waiting_notices()

    assert len(mail.outbox) == 1


def test_a_queue_out_of_reach_undoes_nothing_and_hides_nothing(
    monkeypatch, django_capture_on_commit_callbacks
):
    suggestion = SuggestionFactory(contact=keep_contact(WANG))

    def refuse(*_args):
        raise OSError("no queue")

    monkeypatch.setattr(send_waiting_notices, "delay", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        queue_notices([record(suggestion, Event.REPLIED, by=None)])
    send_waiting_notices()

    assert len(mail.outbox) == 1


def test_logs_name_no_address_and_no_number(mail_server, caplog, settings):
    settings.SMS_URL = KEEPING
    KeepingGateway.is_down = True
    waiting()
    waiting(contact=ContactDetails(phone="13800000000"))

    with caplog.at_level("DEBUG"):
        send_waiting_notices()
    KeepingGateway.is_down = False

    assert "message.not_sent" in caplog.text
    assert "wang@example.org" not in caplog.text
    assert "13800000000" not in caplog.text


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_tell_each_news_once():
    entries = waiting(12)
    barrier = Barrier(8)

    def work(number):
        try:
            barrier.wait(timeout=30)
            for entry in entries[number % 3 :: 3]:
                notify_author(entry.pk)
            send_waiting_notices()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        send_waiting_notices()

    told = "".join(message.body for message in mail.outbox)
    assert [told.count(f"{entry.note}\n") for entry in entries] == [2] * 12
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
