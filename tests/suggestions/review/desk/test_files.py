"""Photographs on the scoring page: shown, and opened by the reviewer alone."""

import uuid

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.intake.attachments import Attachment, AttachmentKind, AttachmentState
from tests.factories import AssignmentFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return AssignmentFactory()


def kept(assignment, kind):
    return Attachment.objects.create(
        suggestion=assignment.suggestion,
        form_key=uuid.uuid4(),
        kind=kind,
        state=AttachmentState.READY,
        name="现场.jpg",
        file=ContentFile(b"picture", name="a.webp"),
        thumbnail=ContentFile(b"small", name="b.webp"),
        sha256="0" * 64,
        size=7,
        uploaded_at=timezone.now(),
    )


def test_the_reviewer_sees_and_opens_photographs(client, assignment):
    photo = kept(assignment, AttachmentKind.PHOTO)
    client.force_login(assignment.reviewer)
    small, full = (
        reverse(f"suggestions:{name}", args=[photo.key]) for name in ("thumbnail", "file")
    )

    page = client.get(reverse("review:score", args=[assignment.pk])).content.decode()

    assert small in page
    assert full in page
    assert b"".join(client.get(full).streaming_content) == b"picture"


def test_a_pdf_is_neither_shown_nor_opened_in_a_blind_round(client, assignment):
    pdf = kept(assignment, AttachmentKind.PDF)
    client.force_login(assignment.reviewer)
    url = reverse("suggestions:file", args=[pdf.key])

    page = client.get(reverse("review:score", args=[assignment.pk])).content.decode()

    assert url not in page
    assert client.get(url).status_code == 404


def test_other_reviewers_do_not_open_them(client, assignment):
    photo = kept(assignment, AttachmentKind.PHOTO)
    client.force_login(staff(Role.REVIEWER, unit=assignment.round.campaign.organiser))

    assert client.get(reverse("suggestions:file", args=[photo.key])).status_code == 404
