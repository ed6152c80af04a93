"""Attachments are shown to those who may see them, and nothing in them can run."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.handling.publication import hide
from suggestions.intake.access import open_for_author
from suggestions.intake.files import check_upload
from suggestions.intake.preparing import keep_upload, prepare
from suggestions.models import Attachment
from suggestions.states import Classification
from tests.factories import SuggestionFactory, UnitFactory, UserFactory, staff
from tests.suggestions.intake.test_files import PDF, photo

pytestmark = pytest.mark.django_db


def attached(suggestion, content, name, *, ready=True):
    upload = check_upload(SimpleUploadedFile(name, content))
    attachment = keep_upload(upload, form_key=uuid.uuid4(), at=timezone.now())
    Attachment.objects.filter(pk=attachment.pk).update(suggestion=suggestion)
    if ready:
        prepare(attachment.pk)
    attachment.refresh_from_db()
    return attachment


@pytest.fixture
def suggestion():
    return SuggestionFactory(published=True)


@pytest.fixture
def picture(suggestion):
    return attached(suggestion, photo(), "路灯.html")


@pytest.fixture
def paper(suggestion):
    return attached(suggestion, PDF, "方案.svg")


def get(client, attachment, name="file"):
    return client.get(reverse(f"suggestions:{name}", args=[attachment.key]))


@pytest.mark.parametrize("name", ["file", "thumbnail"])
def test_everyone_sees_the_pictures_of_a_public_suggestion(client, picture, name):
    response = get(client, picture, name)

    assert response.status_code == 200
    assert b"".join(response)[8:12] == b"WEBP"
    assert response["Cache-Control"] == "public, max-age=300"


def test_what_is_served_cannot_run(client, picture):
    response = get(client, picture)

    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "%E8%B7%AF%E7%81%AF.webp" in response["Content-Disposition"]


def test_a_pdf_is_a_download_by_that_name_whatever_it_was_called(client, paper):
    client.force_login(staff(Role.HANDLER, unit=paper.suggestion.unit))

    response = get(client, paper)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Disposition"].endswith(".pdf")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"].startswith("sandbox")


def test_pdfs_are_never_public(client, paper):
    assert get(client, paper).status_code == 404


def test_a_picture_is_gone_with_its_suggestion(client, picture):
    hide(picture.suggestion, by=None)

    assert get(client, picture).status_code == 404
    assert get(client, picture, "thumbnail").status_code == 404


@pytest.mark.parametrize("role", [Role.HANDLER, Role.LEADER])
def test_staff_of_the_unit_see_what_is_not_public(client, role):
    suggestion = SuggestionFactory()
    client.force_login(staff(role, unit=suggestion.unit))

    assert get(client, attached(suggestion, photo(), "a.jpg")).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_staff_of_another_unit_do_not(client, role):
    picture = attached(SuggestionFactory(), photo(), "a.jpg")
    client.force_login(staff(role, unit=UnitFactory()))

    assert get(client, picture).status_code == 404


@pytest.mark.parametrize("role", Role)
def test_nobody_of_the_unit_sees_what_came_with_a_sealed_report(client, role):
    suggestion = SuggestionFactory(classification=Classification.REPORT)
    client.force_login(staff(role, unit=suggestion.unit))

    assert get(client, attached(suggestion, photo(), "a.jpg")).status_code == 404


def test_the_author_sees_their_own_by_code_or_account(client):
    suggestion = SuggestionFactory(author=UserFactory())
    picture = attached(suggestion, photo(), "a.jpg")
    assert get(client, picture).status_code == 404

    session = client.session
    open_for_author(session, suggestion, at=timezone.now())
    session.save()
    assert get(client, picture).status_code == 200

    other = type(client)()
    other.force_login(suggestion.author)
    assert get(other, picture).status_code == 200


def test_what_is_not_prepared_yet_is_not_served(client, suggestion):
    waiting = attached(suggestion, photo(), "a.jpg", ready=False)

    assert get(client, waiting).status_code == 404
    assert get(client, waiting, "thumbnail").status_code == 404


def test_files_of_a_form_that_was_never_accepted_are_nobody_s(client):
    upload = check_upload(SimpleUploadedFile("a.pdf", PDF))
    loose = keep_upload(upload, form_key=uuid.uuid4(), at=timezone.now())
    client.force_login(UserFactory(is_superuser=True))

    assert get(client, loose).status_code == 404
