"""Links and short codes: signed, for a while, once; what is made up says nothing."""

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.urls import reverse
from django.utils import timezone

from portal.accounts.contact import ContactDetails, keep_contact
from suggestions.intake.receipts import new_receipt
from suggestions.models import Asking, Rating, Suggestion
from suggestions.notices import notify_author
from suggestions.rating.link import asking_behind, asking_by_code
from suggestions.rating.refusals import RatingRefused, Refusal
from suggestions.rating.tokens import SALT, path_for, short_code, token_for
from suggestions.states import Classification, State
from tests.factories import SuggestionFactory, asked

pytestmark = pytest.mark.django_db
SAID = {"answered": 4, "done": 5, "comment": "很满意"}


@pytest.fixture
def asking():
    contact = keep_contact(ContactDetails(email="someone@example.org"))
    receipt = new_receipt(timezone.localdate())
    return asked(SuggestionFactory(accepted=True, contact=contact, receipt=receipt))


def test_the_notice_carries_a_link_that_opens_the_questions(asking, client, time_machine):
    time_machine.move_to(timezone.now(), tick=False)  # each second has a token of its own
    notify_author(asking.entry_id)

    text = mail.outbox[0].body
    assert path_for(asking) in text
    assert short_code(asking) in text
    page = client.get(path_for(asking)).content.decode()
    assert asking.suggestion.title in page


def test_a_rating_by_link_is_kept_and_the_link_is_used_up(asking, client):
    answer = client.post(path_for(asking), SAID)
    again = client.post(path_for(asking), {**SAID, "answered": 1})

    assert answer.url == reverse("suggestions:rated")
    assert again.status_code == 410
    assert asking.suggestion.title not in again.content.decode()
    assert Rating.objects.get().answered == 4
    assert Suggestion.objects.get().state == State.CLOSED


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "IjEyMyI:1a:aaaa",
        signing.dumps("0" * 32, salt="other"),
        signing.dumps("0" * 32, salt=SALT),
    ],
    ids=["too short", "not signed", "signed for something else", "of nobody"],
)
def test_a_forged_link_says_nothing(asking, client, token):
    answer = client.get(reverse("suggestions:rate", args=[token]))

    assert answer.status_code == 404
    assert asking.suggestion.title not in answer.content.decode()
    assert asking.suggestion.receipt not in answer.content.decode()


def test_a_changed_link_opens_nothing(asking):
    token = token_for(asking)
    broken = token[:-1] + ("A" if token[-1] != "A" else "B")

    with pytest.raises(RatingRefused) as caught:
        asking_behind(broken, at=timezone.now())

    assert caught.value.refusal == Refusal.INVALID


def test_a_link_expires(asking, time_machine):
    token = token_for(asking)
    time_machine.move_to(timezone.now() + timedelta(days=200))

    with pytest.raises(RatingRefused) as caught:
        asking_behind(token, at=timezone.now())

    assert caught.value.refusal == Refusal.EXPIRED


def test_what_is_missing_is_asked_for_again_and_nothing_typed_is_lost(asking, client):
    answer = client.post(path_for(asking), {"answered": 4, "comment": "写了很多"})

    assert answer.status_code == 422
    assert "写了很多" in answer.content.decode()
    assert not Rating.objects.exists()


def test_receipt_and_short_code_open_the_questions(asking, client):
    code = short_code(asking).lower().replace("-", " ")

    answer = client.post(
        reverse("suggestions:rate_code"), {"receipt": asking.suggestion.receipt, "code": code}
    )

    assert answer.url == path_for(asking)


@pytest.mark.parametrize("receipt", ["own", "20261122-0000000-0", "x"])
def test_a_wrong_code_says_the_same_whatever_is_wrong(asking, receipt):
    receipt = asking.suggestion.receipt if receipt == "own" else receipt

    with pytest.raises(RatingRefused) as caught:
        asking_by_code(receipt, "0000-0000", at=timezone.now())

    assert caught.value.refusal == Refusal.INVALID


def test_the_code_of_another_suggestion_opens_nothing(asking):
    other = asked(SuggestionFactory(accepted=True, receipt=new_receipt(timezone.localdate())))

    with pytest.raises(RatingRefused):
        asking_by_code(asking.suggestion.receipt, short_code(other), at=timezone.now())


def test_a_sealed_report_shows_its_number_only(asking, client):
    Suggestion.objects.update(classification=Classification.REPORT)

    page = client.get(path_for(asking)).content.decode()

    assert asking.suggestion.receipt in page
    assert asking.suggestion.title not in page
    assert asking.reply.text not in page


def test_the_author_rates_on_the_tracking_page(asking, client):
    session = client.session
    session["tracked"] = {str(asking.suggestion_id): timezone.now().timestamp()}
    session.save()
    page = client.get(reverse("suggestions:tracked", args=[asking.suggestion.receipt]))
    assert reverse("suggestions:tracked_rate", args=[asking.suggestion.receipt]) in (
        page.content.decode()
    )

    client.post(reverse("suggestions:tracked_rate", args=[asking.suggestion.receipt]), SAID)

    assert Rating.objects.get().comment == "很满意"
    assert Asking.objects.get().closed_at is not None


def test_nobody_else_rates_on_the_tracking_page(asking, client):
    url = reverse("suggestions:tracked_rate", args=[asking.suggestion.receipt])

    answer = client.post(url, SAID)

    assert answer.url == reverse("suggestions:track")
    assert not Rating.objects.exists()
