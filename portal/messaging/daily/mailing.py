"""The daily mail: at half past eight on working days, to who wishes it and has work waiting."""

from datetime import date, datetime

from celery import shared_task
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from portal.accounts.user import User
from portal.messaging.claimed import MessageState, send_each, send_one
from portal.messaging.daily.digest import DailyChoice, DailyDigest
from portal.messaging.daily.stopping import stop_link
from portal.messaging.mail import Mail, send_mail
from portal.organisation.waiting import Waiting, waiting_for
from portal.working_days.stored import is_working_day

BATCH = 500


@shared_task
def write_daily_digests() -> None:
    """Write down who is to get today's mail, and have the mails sent; may run twice or late."""
    now = timezone.now()
    write_digests(timezone.localdate(now), at=now)
    send_waiting_digests.delay()


def write_digests(on: date, *, at: datetime) -> None:
    """A row for everybody who wishes the mail of the local date `on`, if offices work on it."""
    if not is_working_day(on):
        return
    wished = DailyChoice.objects.filter(wished=True, person__is_active=True)
    people = wished.exclude(person__email="").values_list("person", flat=True)
    rows = (DailyDigest(person_id=person, on=on, created_at=at) for person in people.iterator())
    DailyDigest.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)


@shared_task
def send_waiting_digests() -> None:
    """Send what waits; may run twice or late, and only one run gets hold of each mail."""
    now = timezone.now()
    DailyDigest.objects.give_up_late(now)
    send_each(DailyDigest.objects.turns(now), _send_one)


def _send_one(key: int) -> MessageState | None:
    rows = DailyDigest.objects.select_related("person__daily_choice")
    return send_one(rows, key, _send)


def _send(digest: DailyDigest) -> MessageState:
    """Send it with what waits now: after a day without a mail server yesterday's is not needed."""
    person, today = digest.person, timezone.localdate()
    wished = DailyChoice.objects.filter(person=person, wished=True).exists()
    if digest.on != today or not person.is_active or not wished:
        return MessageState.NOT_NEEDED
    with translation.override(_language_of(person)):
        lines = [line for line in waiting_for(person, on=today) if line.count]
        if not lines:
            return MessageState.NOT_NEEDED
        subject, text = _words(person, lines)
    send_mail(
        Mail(
            person.email,
            subject,
            text,
            f"digest-{digest.pk}",
            {"List-Unsubscribe": f"<{stop_link(person)}>"},
        )
    )
    return MessageState.SENT


def _words(person: User, lines: list[Waiting]) -> tuple[str, str]:
    context = {
        "person": person,
        "lines": lines,
        "late": sum(line.late for line in lines),
        "site": settings.WAGTAILADMIN_BASE_URL,
        "desk": settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_home"),
        "stop_url": stop_link(person),
    }
    subject = render_to_string("portal/messaging/daily_subject.txt", context)
    return " ".join(subject.split()), render_to_string("portal/messaging/daily.txt", context)


def _language_of(person: User) -> str:
    """The language in which the person uses the admin."""
    profile = UserProfile.objects.filter(user=person).first()
    return profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
