"""Typing beside the picture: claimed, saved as one goes, drawn for a second typing, settled."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from portal.accounts.contact import Contact, Purpose, read_contact
from portal.organisation.membership import Role
from portal.organisation.unit import Unit
from suggestions.chain.erasing.erasing import erase
from suggestions.chain.erasing.erasure import Ground
from suggestions.models import (
    Revision,
    Sheet,
    SheetBatch,
    Suggestion,
    Typing,
    TypingComparison,
)
from suggestions.paper.comparing import errors_in
from suggestions.paper.drafts import draft_of
from suggestions.paper.printing import order_forms
from suggestions.paper.rates import rate_of, rates_by_clerk
from suggestions.paper.sheet import SheetState
from suggestions.paper.uploading import sample_of
from tests.factories import (
    CampaignFactory,
    SheetBatchFactory,
    SheetFactory,
    UnitFactory,
    staff,
)
from tests.suggestions.paper.photographs import photographed

pytestmark = pytest.mark.django_db
SAID = {
    "classification": "suggestion",
    "title": "给候车亭装一条长椅",
    "problem": "老人站着等车。",
    "proposal": "装一条带靠背的长椅。",
    "author_name": "赵小满",
    "phone": "13800000000",
    "consent_privacy": "on",
    "consent_form": "signed",
}


@pytest.fixture
def batch():
    return SheetBatchFactory()


@pytest.fixture
def clerk(batch):
    return batch.uploaded_by


@pytest.fixture
def typed(client, batch, clerk):
    """A sheet of the sample, typed the first time."""
    sheet = SheetFactory(batch=batch, in_sample=True)
    client.force_login(clerk)
    client.post(address(sheet), SAID)
    sheet.refresh_from_db()
    return sheet


def address(sheet: Sheet, end: str = "") -> str:
    return f"/admin/paper/{sheet.batch_id}/{sheet.position}/{end}"


def colleague(batch: SheetBatch):
    return staff(Role.STATION_CLERK, unit=Unit.objects.get(pk=batch.station_id))


def picture(name: str = "a.jpg") -> SimpleUploadedFile:
    file = BytesIO()
    photographed(degrees=6.0).picture.resize((900, 1150)).save(file, "JPEG", quality=85)
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def test_uploaded_pictures_are_straightened_and_their_originals_deleted(
    client, batch, clerk, django_capture_on_commit_callbacks
):
    client.force_login(clerk)
    broken = SimpleUploadedFile("b.jpg", b"no picture", "image/jpeg")
    pdf = SimpleUploadedFile("c.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            "/admin/paper/upload/",
            {
                "campaign": batch.campaign.pk,
                "station": batch.station.pk,
                "received_on": timezone.localdate().isoformat(),
                "sample_percent": 10,
                "pictures": [picture(), broken, pdf, picture("again.jpg")],
            },
            follow=True,
        )

    sheet = Sheet.objects.get()
    assert (sheet.state, sheet.page_found, sheet.raw.name) == (SheetState.READY, True, "")
    assert sheet.in_sample  # at least one of each lot
    with sheet.picture.open("rb") as file:
        page = Image.open(file)
        assert page.height > page.width
        assert not page.getexif()
    told = [str(message) for message in answer.context["messages"]]
    assert any("b.jpg" in text for text in told)
    assert any("c.pdf" in text for text in told)


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


def test_the_second_typing_is_blind_and_by_somebody_else(client, typed, batch, clerk):
    assert client.get(address(typed)).status_code == 302  # who typed it does not type it again
    client.force_login(colleague(batch))

    page = client.get(address(typed)).content.decode()

    assert "老人站着等车" not in page
    assert "赵小满" not in page


def test_two_typings_that_read_the_same_settle_themselves(client, typed, batch):
    client.force_login(colleague(batch))

    client.post(address(typed), SAID)

    kept = TypingComparison.objects.get()
    assert (kept.first_errors, kept.second_errors, kept.settled_by) == (0, 0, None)
    assert kept.characters == sum(
        len(SAID[name]) for name in ("title", "problem", "proposal", "author_name", "phone")
    )
    assert not Typing.objects.exists()


@pytest.fixture
def differing(client, typed, batch):
    """Typed twice, in two ways: the first wrote 老人 for 老大爷, the second another number."""
    client.force_login(colleague(batch))
    client.post(address(typed), {**SAID, "problem": "老大爷站着等车。", "phone": "13800000009"})
    return Sheet.objects.get(pk=typed.pk)


def test_a_third_look_decides_and_the_suggestion_is_put_right(client, differing, batch):
    third = colleague(batch)
    client.force_login(third)
    page = client.get(address(differing, "settle/")).content.decode()
    assert ("老大爷" in page, "装一条带靠背的长椅" in page) == (True, False)

    client.post(
        address(differing, "settle/"),
        {"problem-choice": "second", "phone-choice": "first"},
    )

    suggestion, kept = Suggestion.objects.get(), TypingComparison.objects.get()
    assert suggestion.problem == "老大爷站着等车。"
    assert Revision.objects.get().problem == SAID["problem"]
    details = read_contact(suggestion.contact, by=third, purpose=Purpose.CONTACT)
    assert details.phone == SAID["phone"]
    assert kept.by_field["problem"] == [8, 2, 0]
    assert (kept.first_errors, kept.second_errors) == (2, 1)
    assert (kept.settled_by, kept.alone) == (third, False)
    assert not Typing.objects.exists()


def test_who_typed_it_does_not_settle_it_where_somebody_else_could(client, differing, batch):
    colleague(batch)
    client.force_login(differing.second_by)

    answer = client.post(
        address(differing, "settle/"), {"problem-choice": "second", "phone-choice": "first"}
    )

    assert answer.status_code == 422
    assert not TypingComparison.objects.exists()


def test_where_nobody_else_is_there_one_of_the_two_settles_and_that_is_kept(client, differing):
    client.force_login(differing.second_by)

    client.post(address(differing, "settle/"), {"problem-choice": "first", "phone-choice": "first"})

    assert TypingComparison.objects.get().alone


def test_what_neither_typed_can_be_settled(client, differing, batch):
    client.force_login(colleague(batch))

    client.post(
        address(differing, "settle/"),
        {
            "problem-choice": "other",
            "problem-text": "老太太站着等车。",
            "phone-choice": "other",
            "phone-text": "13800000008",
        },
    )

    assert Suggestion.objects.get().problem == "老太太站着等车。"
    assert TypingComparison.objects.get().second_errors == 2 + 1


def test_a_clerk_alone_leaves_the_sample_typed_once(client, typed, batch, clerk):
    page = client.get(f"/admin/paper/{batch.pk}/").content.decode()
    assert f"/admin/paper/{batch.pk}/single/" in page

    client.post(f"/admin/paper/{batch.pk}/single/")

    typed.refresh_from_db()
    assert (typed.in_sample, bool(typed.reason)) == (False, True)
    assert not Typing.objects.exists()


def test_a_report_is_sealed_at_once_and_read_by_nobody_else(client, batch, clerk):
    office = UnitFactory(receives_reports=True)
    sheet = SheetFactory(batch=batch, in_sample=True)
    other = colleague(batch)
    client.force_login(clerk)

    client.post(address(sheet), {**SAID, "classification": "report"}, follow=True)

    assert Suggestion.objects.get().unit == office
    assert not Typing.objects.exists()
    for person in (clerk, other):
        client.force_login(person)
        assert client.get(address(sheet, "picture/")).status_code == 404
        listed = client.get(f"/admin/paper/{batch.pk}/").content.decode()
        assert Suggestion.objects.get().receipt not in listed
    assert not Sheet.objects.all().to_type_again(other).exists()


def test_the_picture_is_for_the_station_and_later_for_who_sees_the_suggestion(client, batch, clerk):
    sheet = SheetFactory(batch=batch)
    client.force_login(staff(Role.STATION_CLERK, unit=UnitFactory()))
    assert client.get(address(sheet, "picture/")).status_code == 404
    client.force_login(clerk)
    assert client.get(address(sheet, "picture/")).status_code == 200

    client.post(address(sheet), SAID)

    client.force_login(staff(Role.HANDLER, unit=batch.campaign.organiser))
    seen = client.get(address(sheet, "picture/"))
    assert (seen.status_code, "no-store" in seen.headers["Cache-Control"]) == (200, True)
    client.force_login(staff(Role.HANDLER, unit=UnitFactory()))
    assert client.get(address(sheet, "picture/")).status_code == 404


def test_a_sheet_is_set_aside_with_a_reason_and_taken_up_again(client, batch, clerk):
    sheet = SheetFactory(batch=batch)
    client.force_login(clerk)

    client.post(address(sheet, "aside/"), {"aside-reason": " "})
    assert Sheet.objects.get().state == SheetState.READY
    client.post(address(sheet, "aside/"), {"aside-reason": "空白"})
    assert (Sheet.objects.get().state, Sheet.objects.get().reason) == ("set_aside", "空白")
    client.post(address(sheet, "aside/"), {"back": "1"})

    assert Sheet.objects.get().state == SheetState.READY


@pytest.mark.parametrize(
    ("typed", "settled", "errors"),
    [("", "", 0), ("长椅", "长椅", 0), ("长骑", "长椅", 1), ("", "长椅", 2), ("椅长", "长椅", 2)],
)
def test_errors_are_the_characters_to_add_leave_out_or_replace(typed, settled, errors):
    assert errors_in(typed, settled) == errors


def test_rates_are_errors_by_characters_with_their_counts(differing, client, batch):
    third = colleague(batch)
    client.force_login(third)
    client.post(
        address(differing, "settle/"), {"problem-choice": "second", "phone-choice": "first"}
    )

    rate = rate_of(batch)

    characters = TypingComparison.objects.get().characters
    assert (rate.errors, rate.characters, rate.typings) == (2, characters, 1)
    assert rate.rate == 2 / characters
    by_clerk = {person.pk: own.errors for person, own in rates_by_clerk([batch])}
    assert by_clerk == {differing.typed_by_id: 2, differing.second_by_id: 1}


def test_the_sample_is_the_share_rounded_up():
    sheets = [Sheet(position=place) for place in range(21)]

    assert [len(sample_of(sheets, share)) for share in (0, 1, 10, 100)] == [0, 1, 3, 21]


def test_the_page_of_a_batch_costs_the_same_with_many_sheets(
    client, batch, clerk, django_assert_max_num_queries
):
    client.force_login(clerk)
    SheetFactory(batch=batch)
    client.get(f"/admin/paper/{batch.pk}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/admin/paper/{batch.pk}/")
    for _sheet in range(10):
        SheetFactory(batch=batch)

    with django_assert_max_num_queries(len(few)):
        client.get(f"/admin/paper/{batch.pk}/")


def test_a_batch_of_another_station_answers_404(client, batch):
    client.force_login(staff(Role.STATION_CLERK, unit=UnitFactory()))
    sheet = SheetFactory(batch=batch)

    for end in ("", "save/", "aside/", "settle/", "picture/"):
        assert client.get(address(sheet, end)).status_code in (404, 405), end
        assert client.post(address(sheet, end)).status_code in (404, 405), end


def test_a_supervisor_follows_a_batch_but_types_nothing(client, batch):
    client.force_login(staff(Role.SUPERVISOR, unit=Unit.objects.get(pk=batch.station_id)))
    sheet = SheetFactory(batch=batch)

    assert client.get(f"/admin/paper/{batch.pk}/").status_code == 200
    assert client.get(address(sheet)).status_code in (302, 403)
    assert client.post(address(sheet), SAID).status_code in (302, 403)
    assert not Suggestion.objects.exists()


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
