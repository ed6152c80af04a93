"""Notices: the author hears of every step once, whatever breaks in between."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from portal.accounts.contact import ContactAccess, ContactDetails, Purpose
from portal.messaging.claimed import CLAIM_FOR, TRY_FOR, MessageState
from suggestions.handling.screening import UNDO_FOR, accept, decline
from suggestions.intake.consents import ConsentKind
from suggestions.intake.submission import Draft, submit
from suggestions.models import Notice
from suggestions.notices import notify_author, send_waiting_notices
from suggestions.states import Classification
from tests.factories import CampaignFactory, SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db
WANG = ContactDetails(email="wang@example.org")


@pytest.fixture
def handed_in(django_capture_on_commit_callbacks):
    def make(**fields):
        said = {
            "campaign": CampaignFactory(),
            "title": "公园夜间照明",
            "problem": "路灯太暗。",
            "contact": WANG,
            "consents": frozenset({ConsentKind.PRIVACY}),
        }
        with django_capture_on_commit_callbacks(execute=True):
            return submit(Draft(**(said | fields)), by=None, at=timezone.now())

    return make


@pytest.fixture
def mail_server_down(monkeypatch):
    def refuse(*args, **kwargs):
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    return monkeypatch


def state_of(entry):
    return Notice.objects.get(entry=entry).state


def test_the_first_mail_carries_receipt_and_code_in_both_languages(handed_in):
    receipt = handed_in()

    (message,) = mail.outbox
    assert message.to == ["wang@example.org"]
    assert message.body.count(receipt.tracking_code) == 2
    assert receipt.suggestion.receipt in message.subject
    assert message.body.index("您好") < message.body.index("Good day")


def test_later_mails_carry_the_reason_but_no_code(handed_in, django_capture_on_commit_callbacks):
    receipt = handed_in()
    with django_capture_on_commit_callbacks(execute=True):
        decline(receipt.suggestion, by=UserFactory(), note="该路段已列入今年计划。")
    assert len(mail.outbox) == 1, "it can still be undone"
    with time_machine.travel(timezone.now() + UNDO_FOR):
        send_waiting_notices()

    body = mail.outbox[-1].body
    assert len(mail.outbox) == 2
    assert body.count("该路段已列入今年计划。") == 2
    assert receipt.tracking_code not in body


def test_a_report_is_named_by_its_number_only(handed_in):
    handed_in(classification=Classification.REPORT, title="举报某人收钱")

    (message,) = mail.outbox
    assert "举报某人收钱" not in message.body + message.subject


def test_a_title_cannot_add_headers(handed_in):
    handed_in(title="公园\r\nBcc: all@example.org 照明")

    (message,) = mail.outbox
    assert message.recipients() == ["wang@example.org"]
    assert "\n" not in message.subject


def test_an_account_s_address_serves_where_none_was_left(handed_in):
    handed_in(author=UserFactory(email="account@example.org"), contact=ContactDetails())

    assert mail.outbox[0].to == ["account@example.org"]


def test_who_left_no_address_gets_none(handed_in):
    receipt = handed_in(contact=ContactDetails(phone="13800000000"))

    assert mail.outbox == []
    assert state_of(receipt.suggestion.history.get()) == MessageState.NO_ADDRESS


def test_without_any_contact_there_is_no_notice(handed_in):
    handed_in(contact=ContactDetails())

    assert not Notice.objects.exists()


def test_reading_the_address_is_written_down(handed_in):
    receipt = handed_in()

    access = ContactAccess.objects.get()
    assert (access.by, access.purpose) == (None, Purpose.NOTIFY)
    assert access.contact == receipt.suggestion.contact


def test_a_task_that_runs_twice_sends_once(handed_in):
    receipt = handed_in()
    entry = receipt.suggestion.history.get()

    notify_author(entry.pk)
    notify_author(entry.pk)

    assert len(mail.outbox) == 1


def test_a_notice_of_a_step_that_was_rolled_back_is_never_sent(handed_in):
    notify_author(999_999)

    assert mail.outbox == []


def test_after_the_mail_server_was_down_for_a_day_it_is_sent_once(handed_in, mail_server_down):
    receipt = handed_in()
    assert state_of(receipt.suggestion.history.get()) == MessageState.WAITING
    mail_server_down.undo()

    send_waiting_notices()
    assert mail.outbox == []  # the claim of the run that failed still stands
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        send_waiting_notices()
        send_waiting_notices()

    assert len(mail.outbox) == 1


def test_a_worker_that_died_while_sending_is_followed_by_another(handed_in, mail_server_down):
    receipt = handed_in()
    mail_server_down.undo()
    died = timezone.now() - CLAIM_FOR - timedelta(seconds=1)
    Notice.objects.update(claimed_at=died, due_at=None)

    notify_author(receipt.suggestion.history.get().pk)

    assert len(mail.outbox) == 1


def test_after_three_days_it_is_given_up(handed_in, mail_server_down):
    receipt = handed_in()
    mail_server_down.undo()

    with time_machine.travel(timezone.now() + TRY_FOR + timedelta(minutes=1)):
        send_waiting_notices()

    assert mail.outbox == []
    assert state_of(receipt.suggestion.history.get()) == MessageState.GIVEN_UP


def test_steps_of_an_imported_message_without_contact_need_no_mail(
    django_capture_on_commit_callbacks,
):
    suggestion = SuggestionFactory()

    with django_capture_on_commit_callbacks() as queued:
        accept(suggestion, by=UserFactory())

    assert not any("notify" in repr(callback) for callback in queued)
