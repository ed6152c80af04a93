"""Authors who left a mobile number only are told by text message, and never by both ways."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from portal.accounts.contact import ContactDetails, keep_contact
from portal.messaging.sms.wording import parts, signature
from suggestions.handling.screening import UNDO_FOR, return_for_completion
from suggestions.history import Event
from suggestions.intake.receipts import tracking_code
from suggestions.models import Entry, Notice
from suggestions.notices import notify_author, send_waiting_notices
from suggestions.outgoing.texts import WORDINGS, sms_about
from suggestions.rating.asking import Way
from suggestions.rating.tokens import short_code
from suggestions.states import OUTCOMES, Classification, State
from tests.factories import SuggestionFactory, UserFactory, asked

pytestmark = pytest.mark.django_db
MOBILE = ContactDetails(phone="138 0000 0000")
LONGEST = {
    "receipt": "20261122-4827316-5",
    "day": "12月31日",
    "code": "7K2M-Q4XP",
    "step": "已收到并已转送有关单位办理中",
    "count": "50",
}


def test_who_left_a_mobile_number_only_gets_a_text_message(handed_in, news, phones):
    suggestion = handed_in(MOBILE)

    entry = news(suggestion, event=Event.REPLIED)

    (sms,) = phones.taken
    assert (sms.number, sms.template.name) == ("13800000000", "replied")
    assert sms.variables == {"receipt": suggestion.receipt}
    assert mail.outbox == []
    assert Notice.objects.get(entry=entry).via == "sms"


def test_who_left_both_gets_a_mail_only(handed_in, news, phones):
    news(handed_in(ContactDetails(phone="13800000000", email="wang@example.org")))

    assert (len(mail.outbox), phones.taken) == (1, [])


def test_an_account_s_address_comes_before_the_mobile_number(handed_in, news, phones):
    news(handed_in(MOBILE, author=UserFactory(email="account@example.org")))

    assert (len(mail.outbox), phones.taken) == (1, [])


@pytest.mark.parametrize("phone", ["021-63210000", "无", ""])
def test_landlines_get_nothing(handed_in, news, phones, phone):
    entry = news(handed_in(ContactDetails(phone=phone, address="望澜市一路1号")))

    assert phones.taken == []
    assert Notice.objects.get(entry=entry).state == "no_address"


def test_the_receipt_comes_without_the_tracking_code(handed_in, phones):
    suggestion = handed_in(MOBILE)
    sms = sms_about([suggestion.history.get()], number="13800000000", reference="x")

    assert sms.template.name == "received"
    assert suggestion.receipt in sms.text
    assert tracking_code(suggestion.submission_key) not in sms.text


def test_a_returned_one_is_told_when_it_can_no_longer_be_undone(handed_in, phones):
    suggestion = handed_in(MOBILE)
    return_for_completion(suggestion, by=UserFactory(), note="请补充地点。")
    send_waiting_notices()
    assert phones.taken == []

    with time_machine.travel(timezone.now() + UNDO_FOR + timedelta(seconds=1)):
        send_waiting_notices()

    assert [sms.template.name for sms in phones.taken] == ["returned"]


def test_a_rating_is_asked_for_with_the_short_code(phones):
    suggestion = SuggestionFactory(accepted=True, contact=keep_contact(MOBILE))
    asking = asked(suggestion)

    notify_author(asking.entry_id)

    answered, sms = phones.taken
    assert (answered.template.name, sms.template.name) == ("replied", "rate")
    assert asking.via == Way.LINK
    assert asking.call_from > asking.asked_at, "called only if the code is not used"
    assert short_code(asking) in sms.text


def test_without_a_gateway_who_has_a_telephone_only_is_called(settings):
    settings.SMS_URL = ""

    asking = asked(SuggestionFactory(accepted=True, contact=keep_contact(MOBILE)))

    assert (asking.via, asking.call_from) == (Way.CALL, asking.asked_at)


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        (State.RECEIVED, State.ACCEPTED, "news"),
        (State.CLOSED, State.ACCEPTED, "reopened"),
        (State.ANSWERED, State.ACCEPTED, "reopened"),
        (State.ACCEPTED, State.ANSWERED, "replied"),
        *((State.REVIEWING, outcome, "decided") for outcome in sorted(OUTCOMES)),
    ],
)
def test_each_step_has_its_wording(before, after, name):
    entry = Entry.objects.create(
        suggestion=SuggestionFactory(),
        event=Event.MOVED,
        before=before,
        after=after,
        at=timezone.now(),
    )

    assert sms_about([entry], number="13800000000", reference="x").template.name == name


def test_news_that_go_together_are_counted(handed_in, news, phones):
    suggestion = handed_in(MOBILE)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(4):
            news(suggestion)
        clock.shift(timedelta(minutes=11))
        send_waiting_notices()

    assert [sms.template.name for sms in phones.taken] == ["news", "several"]
    assert phones.taken[1].variables == {"receipt": suggestion.receipt, "count": "3"}


def test_no_text_message_names_what_it_is_about(handed_in, news, phones):
    suggestion = handed_in(MOBILE, classification=Classification.REPORT, title="举报某人收钱")

    news(suggestion, note="某人已被约谈。")

    (sms,) = phones.taken
    assert "某人" not in sms.text
    assert suggestion.receipt in sms.text


@pytest.mark.parametrize("wording", WORDINGS.values(), ids=list(WORDINGS))
def test_every_wording_fits_in_one_message_with_its_signature(wording):
    text = wording.text.format(**{name: LONGEST[name] for name in wording.variables})

    assert parts(f"{signature()}{text}") == 1


def test_a_gateway_that_is_down_loses_nothing_and_doubles_nothing(handed_in, news, phones):
    suggestion = handed_in(MOBILE)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        phones.is_down = True
        news(suggestion)
        for _ in range(24):
            clock.shift(timedelta(hours=1))
            send_waiting_notices()
        phones.is_down = False
        for _ in range(3):
            clock.shift(timedelta(hours=1))
            send_waiting_notices()

    assert len(phones.taken) == 1
    assert Notice.objects.latest("pk").state == "sent"
