"""The daily mail: only to who wishes it, on working days, once, and only if something waits."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from portal.messaging.claimed import CLAIM_FOR, MessageState
from portal.messaging.daily.mailing import (
    send_waiting_digests,
    write_daily_digests,
    write_digests,
)
from portal.messaging.daily.stopping import stop_link
from portal.models import DailyChoice, DailyDigest
from portal.organisation.membership import Role
from portal.organisation.waiting import WAITING_WORK, Waiting
from tests.factories import UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
WORKDAY, SUNDAY = date(2095, 1, 4), date(2095, 1, 2)
HOLIDAY = date(2026, 10, 1)


def at(day, hour=9):
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def work():
    """Three things wait for everybody, one of them late."""
    lines = [Waiting("steps to take", 3, "/admin/desk/", late=1), Waiting("none", 0, "/admin/x/")]
    with hooks.register_temporarily(WAITING_WORK, lambda person, on: lines):
        yield lines


@pytest.fixture
def clerk():
    person = staff(Role.HANDLER, unit=UnitFactory())
    DailyChoice.objects.create(person=person, wished=True)
    return person


def test_who_wishes_it_gets_one_mail_with_all_that_waits(work, clerk):
    staff(Role.HANDLER, unit=UnitFactory())  # did not ask for it

    with at(WORKDAY):
        write_daily_digests()
        write_daily_digests()

    (message,) = mail.outbox
    assert message.to == [clerk.email]
    assert "3 steps to take" in message.body
    assert "/admin/desk/" in message.body
    assert "/admin/x/" not in message.body


@pytest.mark.parametrize("day", [SUNDAY, HOLIDAY])
def test_there_is_none_on_days_off(work, clerk, day):
    with at(day):
        write_daily_digests()

    assert not DailyDigest.objects.exists()


def test_there_is_none_if_nothing_waits(work, clerk):
    work.clear()

    with at(WORKDAY):
        write_daily_digests()

    assert mail.outbox == []
    assert DailyDigest.objects.get().state == MessageState.NOT_NEEDED


def test_a_mail_server_down_for_the_morning_delays_it(work, clerk, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise OSError

    with at(WORKDAY), monkeypatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", refuse)
        write_daily_digests()
    with at(WORKDAY, hour=12):
        send_waiting_digests()
        send_waiting_digests()

    assert len(mail.outbox) == 1


def test_mails_late_in_a_long_run_are_claimed_as_of_then(work, clerk, monkeypatch):
    """Claimed as of the beginning, the claim would have lapsed: another run sends it as well."""
    second = staff(Role.HANDLER, unit=UnitFactory())
    DailyChoice.objects.create(person=second, wished=True)
    sent = mail.EmailMessage.send

    with at(WORKDAY) as clock:
        write_digests(WORKDAY, at=timezone.now())

        def slow(message, *args):
            clock.shift(CLAIM_FOR + timedelta(minutes=1))
            if len(mail.outbox) == 1:  # while the second mail is sent another run begins
                monkeypatch.setattr(mail.EmailMessage, "send", sent)
                clock.shift(-timedelta(minutes=1) - CLAIM_FOR)
                send_waiting_digests()
            return sent(message, *args)

        monkeypatch.setattr(mail.EmailMessage, "send", slow)
        send_waiting_digests()

    assert sorted(message.to for message in mail.outbox) == sorted([[clerk.email], [second.email]])


def test_yesterday_s_is_not_sent_after_a_day_without_mail_server(work, clerk):
    DailyDigest.objects.create(
        person=clerk,
        on=WORKDAY,
        created_at=timezone.make_aware(datetime(2095, 1, 4, 9)),  # noqa: DTZ001
    )

    with at(WORKDAY + timedelta(days=1)):
        send_waiting_digests()

    assert mail.outbox == []
    assert DailyDigest.objects.get().state == MessageState.NOT_NEEDED


def test_the_link_in_the_mail_ends_it_but_not_by_being_opened(client, clerk):
    link = stop_link(clerk).removeprefix("http://127.0.0.1:8000")

    client.get(link)
    still = DailyChoice.objects.get().wished
    client.post(link)

    assert (still, DailyChoice.objects.get().wished) == (True, False)


def test_a_made_up_link_ends_nothing(client, clerk):
    answer = client.post(reverse("daily_stop", args=["x:y:z"]))

    assert answer.status_code == 404
    assert DailyChoice.objects.get().wished


def test_staff_ask_for_it_in_their_account(client):
    person = staff(Role.HANDLER, unit=UnitFactory())
    client.force_login(person)

    page = client.get(reverse("wagtailadmin_account"))
    client.post(
        reverse("wagtailadmin_account"),
        {
            "daily-wished": "on",
            "name_email-first_name": "三",
            "name_email-last_name": "张",
            "locale-preferred_language": "zh-hans",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )

    assert 'name="daily-wished"' in page.content.decode()
    assert list(DailyChoice.objects.values_list("person", "wished")) == [(person.pk, True)]


def test_people_who_left_get_none(work):
    DailyChoice.objects.create(person=UserFactory(is_active=False), wished=True)

    with at(WORKDAY):
        write_daily_digests()

    assert not DailyDigest.objects.exists()
