"""Typing beside the picture: claimed, saved as one goes, handed in once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.contact import Contact, Purpose, read_contact
from suggestions.chain.erasing.erasing import erase
from suggestions.chain.erasing.erasure import Ground
from suggestions.models import Sheet, Suggestion, Typing
from suggestions.paper.drafts import draft_of
from suggestions.paper.printing import order_forms
from suggestions.paper.sheet import SheetState
from tests.factories import CampaignFactory, SheetFactory
from tests.suggestions.paper.sheets import SAID, address, colleague

pytestmark = pytest.mark.django_db


def test_a_typed_sheet_is_one_suggestion_however_often_it_is_sent(client, batch, clerk):
    sheet = SheetFactory(batch=batch)
    client.force_login(clerk)

    client.post(address(sheet), SAID)
    client.post(address(sheet), SAID)

    suggestion, sheet = Suggestion.objects.get(), Sheet.objects.get()
    assert (suggestion.transcriber, suggestion.station) == (clerk, batch.station)
    assert (sheet.state, sheet.suggestion, sheet.typed_by) == ("typed", suggestion, clerk)
    assert not Typing.objects.exists()
    assert Contact.objects.get() == suggestion.contact


def test_the_number_on_the_form_ties_it_to_its_slip(client, batch, clerk):
    run = order_forms(batch.campaign, batch.station, 2, by=clerk, at=timezone.now())
    slip = run.slips.first()
    first, second = SheetFactory(batch=batch), SheetFactory(batch=batch)
    client.force_login(clerk)

    client.post(address(first), {**SAID, "slip": slip.number})
    client.post(address(second), {**SAID, "slip": slip.number})

    assert Suggestion.objects.get().submission_key == slip.key
    slip.refresh_from_db()
    second.refresh_from_db()
    assert slip.suggestion == Suggestion.objects.get()
    assert second.state == SheetState.SET_ASIDE  # the same form, photographed twice


def test_what_is_refused_comes_back_and_stays_saved(client, batch, clerk):
    sheet = SheetFactory(batch=batch)
    client.force_login(clerk)

    answer = client.post(address(sheet), {**SAID, "title": "短"})

    assert answer.status_code == 422
    assert "老人站着等车。" in answer.content.decode()
    assert draft_of(sheet, by=clerk)["phone"] == "13800000000"
    assert not Suggestion.objects.exists()


def test_a_draft_keeps_the_phone_number_sealed(client, batch, clerk):
    sheet = SheetFactory(batch=batch)
    client.force_login(clerk)

    client.post(address(sheet, "save/"), SAID)
    client.post(address(sheet, "save/"), {**SAID, "phone": "13811112222"})

    typing = Typing.objects.get()
    assert "138" not in str(typing.words)
    details = read_contact(typing.contact, by=clerk, purpose=Purpose.CONTACT)
    assert details.phone == "13811112222"
    assert Contact.objects.count() == 1


def test_a_sheet_before_somebody_else_is_not_typed_unknowingly(client, batch, clerk):
    sheet = SheetFactory(batch=batch)
    client.force_login(clerk)
    client.get(address(sheet))
    client.force_login(colleague(batch))

    opened = client.get(address(sheet))
    saved = client.post(address(sheet, "save/"), SAID)

    assert (opened.status_code, saved.status_code) == (302, 409)
    assert str(clerk) in saved.json()["refused"]
    assert not Typing.objects.exists()


def test_a_claim_that_was_left_lying_ends(client, batch, clerk):
    sheet = SheetFactory(
        batch=batch, claimed_by=clerk, claimed_at=timezone.now() - timedelta(minutes=31)
    )
    client.force_login(colleague(batch))

    assert client.get(address(sheet)).status_code == 200


def test_nobody_types_a_sheet_a_second_time_without_its_being_drawn(client, batch, clerk):
    sheet = SheetFactory(batch=batch)
    client.force_login(clerk)
    client.post(address(sheet), SAID)
    client.force_login(colleague(batch))

    assert client.get(address(sheet)).status_code == 302


def test_a_sheet_is_set_aside_with_a_reason_and_taken_up_again(client, batch, clerk):
    sheet = SheetFactory(batch=batch)
    client.force_login(clerk)

    client.post(address(sheet, "aside/"), {"aside-reason": " "})
    assert Sheet.objects.get().state == SheetState.READY
    client.post(address(sheet, "aside/"), {"aside-reason": "空白"})
    assert (Sheet.objects.get().state, Sheet.objects.get().reason) == ("set_aside", "空白")
    client.post(address(sheet, "aside/"), {"back": "1"})

    assert Sheet.objects.get().state == SheetState.READY


def test_a_call_that_ended_still_takes_what_was_handed_in_before(client, clerk, batch):
    ended = timezone.now() - timedelta(days=1)
    campaign = CampaignFactory()
    campaign.phases.update(ends_at=ended)
    batch.campaign, batch.received_on = campaign, timezone.localdate() - timedelta(days=3)
    batch.save()
    sheet = SheetFactory(batch=batch)
    client.force_login(clerk)

    client.post(address(sheet), SAID)

    assert timezone.localdate(Suggestion.objects.get().submitted_at) == batch.received_on


def test_an_erasure_takes_the_picture_the_typings_and_the_code(
    client, typed, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.ERASURES_FILE = str(tmp_path / "ledger.jsonl")
    place = typed.picture.name

    with django_capture_on_commit_callbacks(execute=True):
        erase(typed.suggestion, reason=Ground.CONSENT, by=None, at=timezone.now())

    typed.refresh_from_db()
    assert (typed.name, typed.picture.name) == ("", "")
    assert not typed.picture.storage.exists(place)
    assert not Typing.objects.exists()
    assert not Contact.objects.exists()
