"""Uploaded pictures: straightened, drawn for the sample, refused with a reason."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from suggestions.models import Sheet
from suggestions.paper.sheet import SheetState
from suggestions.paper.uploading import sample_of
from tests.factories import CampaignFactory
from tests.suggestions.paper.photographs import photographed

pytestmark = pytest.mark.django_db


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


def closed_yesterday():
    campaign, now = CampaignFactory(), timezone.now()
    campaign.phases.update(starts_at=now - timedelta(days=90), ends_at=now - timedelta(days=1))
    return campaign


@pytest.mark.parametrize(("days", "taken"), [(0, False), (3, True), (62, False)])
def test_forms_of_a_campaign_that_closed_meanwhile_are_taken_by_their_day(
    client, batch, clerk, days, taken
):
    client.force_login(clerk)
    said = {
        "campaign": closed_yesterday().pk,
        "station": batch.station.pk,
        "received_on": (timezone.localdate() - timedelta(days=days)).isoformat(),
        "sample_percent": 0,
        "pictures": [picture()],
    }

    answer = client.post("/admin/paper/upload/", said)

    assert answer.status_code == (302 if taken else 422)
    assert Sheet.objects.exists() == taken
    assert taken or set(answer.context["form"].errors) == {"received_on"}


def test_no_forms_are_printed_for_a_campaign_that_has_closed(client, batch, clerk):
    client.force_login(clerk)
    campaign = closed_yesterday()

    answer = client.post(
        "/admin/paper/print/", {"campaign": campaign.pk, "station": batch.station.pk, "count": 1}
    )

    assert set(answer.context["form"].errors) == {"campaign"}


def test_the_sample_is_the_share_rounded_up():
    sheets = [Sheet(position=place) for place in range(21)]

    assert [len(sample_of(sheets, share)) for share in (0, 1, 10, 100)] == [0, 1, 3, 21]
