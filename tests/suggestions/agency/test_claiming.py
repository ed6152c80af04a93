"""Claiming: receipt and phone make an earlier entry one's own, and nothing else does."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.contact import (
    ContactAccess,
    ContactDetails,
    Purpose,
    keep_contact,
    read_contact,
)
from suggestions.agency import claiming
from suggestions.agency.claiming import claim
from suggestions.history import Event
from suggestions.intake.desk.desk_entry import DeskEntry, claim_digest
from suggestions.intake.receipts import new_receipt
from tests.factories import AgencyFactory, SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


def entered(phone=PHONE, **fields):
    row = SuggestionFactory(receipt=new_receipt(timezone.localdate()), **fields)
    digest = claim_digest(row.receipt, phone)
    DeskEntry.objects.create(suggestion=row, claim_digest=digest)
    return row


def claimed(row, phone=PHONE, *, by=None, receipt=None):
    return claim(receipt or row.receipt, phone, by=by or UserFactory(), at=timezone.now())


@pytest.mark.parametrize(
    "typed", [PHONE, "138 0013 8000", "+86 138-0013-8000", "１３８００１３８０００"]
)
def test_the_number_fits_however_it_is_typed(typed):
    row, person = entered(), UserFactory()

    assert claimed(row, typed, by=person) == row

    row.refresh_from_db()
    assert row.author == person
    assert row.history.get(event=Event.CLAIMED).by == person
    assert row.desk_entry.claimed_at is not None


def test_it_is_then_among_the_persons_own(client):
    row, person = entered(), UserFactory()
    client.force_login(person)

    said = {"receipt": row.receipt, "phone": PHONE}
    response = client.post(reverse("suggestions:claim"), said)

    assert response.url == reverse("suggestions:tracked", args=[row.receipt])
    assert row.title in client.get(reverse("suggestions:mine")).content.decode()


def test_nobody_opens_the_contact_details_for_it():
    claimed(entered())

    assert not ContactAccess.objects.exists()


def test_who_has_read_the_number_at_work_claims_nothing_with_it():
    row = entered(contact=keep_contact(ContactDetails(phone=PHONE)))
    clerk = UserFactory()
    read_contact(row.contact, by=clerk, purpose=Purpose.CONTACT)

    assert claimed(row, by=clerk) is None
    assert claimed(row) == row


@pytest.mark.parametrize("phone", ["13800138001", "", "-", "0"])
def test_another_number_claims_nothing(phone):
    row = entered()

    assert claimed(row, phone) is None
    row.refresh_from_db()
    assert row.author is None


def test_an_entry_without_a_phone_number_is_claimed_by_nobody():
    row = entered(phone="")

    assert claimed(row, "") is None
    assert claimed(row, PHONE) is None


def test_unknown_receipts_and_what_came_otherwise_are_claimed_by_nobody():
    web = SuggestionFactory(receipt=new_receipt(timezone.localdate()))

    assert claimed(web) is None
    assert claimed(web, receipt="20990101-0000000-0") is None
    assert claimed(web, receipt="") is None


def test_what_has_an_author_with_an_account_stays_theirs():
    first, second, row = UserFactory(), UserFactory(), entered()
    claimed(row, by=first)

    assert claimed(row, by=second) is None
    assert claimed(row, by=first) == row
    assert row.history.filter(event=Event.CLAIMED).count() == 1


def test_who_typed_it_or_serves_the_author_cannot_claim_it():
    clerk, agent = UserFactory(), UserFactory()
    row = entered(transcriber=clerk)
    AgencyFactory(suggestion=row, agent=agent)

    assert claimed(row, by=clerk) is None
    assert claimed(row, by=agent) is None


def test_after_too_many_tries_at_one_receipt_the_right_number_no_longer_helps(settings):
    settings.CLAIMS_OF_RECEIPT = (2, 3600)
    row, other = entered(), entered()
    for _ in range(2):
        claimed(row, "13999999999")

    assert claimed(row) is None
    assert claimed(other) == other


def test_one_account_has_few_tries(client, write_limits):
    write_limits("claim", (1, 60))
    client.force_login(UserFactory())
    said = {"receipt": "20990101-0000000-0", "phone": PHONE}

    statuses = [client.post(reverse("suggestions:claim"), said).status_code for _ in range(2)]

    assert statuses == [422, 429]


def test_an_unknown_receipt_costs_the_same_comparison(monkeypatch):
    compared = []
    monkeypatch.setattr(
        claiming, "constant_time_compare", lambda *two: compared.append(two) or False
    )

    claimed(entered(), "1")
    claimed(entered(), "1", receipt="20990101-0000000-0")

    assert [[len(digest) for digest in two] for two in compared] == [[64, 64], [64, 64]]


def test_every_try_is_written_to_the_log_without_the_number(caplog):
    row = entered()

    with caplog.at_level("INFO"):
        claimed(row, "13999999999")

    assert "agency.claim" in caplog.text
    assert "13999999999" not in caplog.text
    assert row.receipt not in caplog.text


def test_a_guest_is_asked_to_sign_in(client):
    response = client.get(reverse("suggestions:claim"))

    assert response.status_code == 302
    assert "login" in response.url


def test_the_digest_is_bound_to_the_receipt():
    assert claim_digest("a", PHONE) != claim_digest("b", PHONE)
