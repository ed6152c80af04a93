"""Evidence: hashed as it came, cleaned before anybody sees it, shown to whom it is for."""

import hashlib
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from PIL import Image

from portal.organisation.membership import Role
from suggestions.conversion.action import ActionState
from suggestions.conversion.evidence import Part
from suggestions.conversion.exhibits import attach_exhibits, keep_exhibits, kept_exhibits
from suggestions.conversion.reporting import Report, report_progress
from suggestions.intake.preparing import forget_loose_attachments, remove
from suggestions.models import Attachment, Evidence
from tests.factories import UnitFactory, staff
from tests.suggestions.conversion.following import NOW
from tests.suggestions.conversion.pictures import page, pdf, photo


def keep(files, key, dropped=()):
    return keep_exhibits(files, form_key=key, dropped=dropped, at=NOW())


@pytest.fixture
def note(here):
    report = Report(ActionState.UNDER_WAY, "已经开工")
    return report_progress(here.action, report, by=here.handler, at=NOW())


@pytest.fixture
def attached(note, django_capture_on_commit_callbacks):
    """A pair, one more photograph and a PDF as evidence of a report, cleaned."""
    key = uuid4()
    keep({Part.BEFORE: [photo()], Part.AFTER: [photo()], Part.PLAIN: [photo(), pdf()]}, key)
    with django_capture_on_commit_callbacks(execute=True):
        attach_exhibits(note, form_key=key, caption="三楼")
    return list(Evidence.objects.select_related("attachment"))


def url(evidence, name="evidence"):
    return reverse(f"suggestions:{name}", args=[evidence.attachment.key])


def test_files_wait_for_their_form(db):
    key = uuid4()

    assert keep({Part.BEFORE: [photo()], Part.PLAIN: [pdf()]}, key) == {}

    kept = kept_exhibits(key)
    assert [len(kept[part]) for part in (Part.BEFORE, Part.AFTER, Part.PLAIN)] == [1, 0, 1]
    assert not any(kept_exhibits(uuid4()).values())


def test_the_digest_is_that_of_the_file_as_it_came(db):
    key, sent = uuid4(), pdf()

    keep({Part.PLAIN: [sent]}, key)

    sent.seek(0)
    assert Attachment.objects.get().sha256 == hashlib.sha256(sent.read()).hexdigest()


def test_what_is_wrong_is_said_by_part_and_the_rest_is_kept(db):
    key = uuid4()

    wrong = keep({Part.BEFORE: [pdf()], Part.PLAIN: [page(), photo()]}, key)

    assert set(wrong) == {Part.BEFORE, Part.PLAIN}
    assert [len(found) for found in kept_exhibits(key).values()] == [1, 0, 0]


def test_only_so_many_files(db):
    key = uuid4()
    many = [photo(colour=f"#{number * 25:02x}0000") for number in range(9)]

    wrong = keep({Part.PLAIN: many}, key)

    assert len(wrong[Part.PLAIN]) == 1
    assert len(kept_exhibits(key)[Part.PLAIN]) == 8


def test_another_picture_takes_the_place_of_the_first_of_a_pair(db):
    key = uuid4()
    keep({Part.BEFORE: [photo("一.jpg", "#111111")]}, key)

    keep({Part.BEFORE: [photo("二.jpg", "#222222")]}, key)

    assert [one.name for one in kept_exhibits(key)[Part.BEFORE]] == ["二.jpg"]


def test_what_is_dropped_is_deleted(db):
    key = uuid4()
    keep({Part.PLAIN: [photo()]}, key)

    keep({}, key, dropped=[str(kept_exhibits(key)[Part.PLAIN][0].key)])

    assert not Attachment.objects.exists()


def test_photographs_are_cleaned_and_their_originals_deleted(attached):
    plain = next(one for one in attached if one.part == Part.AFTER)

    with plain.attachment.file.open("rb") as file:
        picture = Image.open(BytesIO(file.read()))

    assert (picture.format, dict(picture.getexif())) == ("WEBP", {})
    assert plain.attachment.raw == ""


def test_evidence_is_never_swept_up_with_loose_files(attached):
    Attachment.objects.update(uploaded_at=NOW().replace(year=2020))

    forget_loose_attachments()
    remove(attached[0].attachment)

    assert Evidence.objects.count() == 4


def test_visitors_see_photographs_and_no_pdf(client, attached):
    codes = {one.attachment.is_photo: client.get(url(one)).status_code for one in attached}

    assert codes == {True: 200, False: 404}


def test_a_released_pdf_is_a_download_in_which_nothing_runs(client, attached):
    Evidence.objects.update(released=True)
    document = next(one for one in attached if not one.attachment.is_photo)

    response = client.get(url(document))

    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert client.get(url(document, "evidence_thumbnail")).status_code == 404


def test_evidence_of_a_hidden_idea_is_for_colleagues(client, here, attached):
    here.idea.public = False
    here.idea.save()
    assert {client.get(url(one)).status_code for one in attached} == {404}

    client.force_login(staff(Role.EDITOR, unit=UnitFactory()))
    assert {client.get(url(one)).status_code for one in attached} == {404}

    client.force_login(here.judge)
    responses = [client.get(url(one)) for one in attached]

    assert {response.status_code for response in responses} == {200}
    assert {response["Cache-Control"] for response in responses} == {"private, no-store"}


def test_before_and_after_stand_side_by_side(client, here, attached):
    text = client.get(here.idea.get_absolute_url()).content.decode()

    block = text[text.index('class="before-after"') : text.index("digests")]
    pictures = {one.part: url(one, "evidence_thumbnail") for one in attached}
    assert block.index(pictures[Part.BEFORE]) < block.index(pictures[Part.AFTER])
    assert "三楼" in block
    shown = [one for one in attached if one.is_shown]
    assert all(one.attachment.sha256 in text for one in shown)
    document = next(one for one in attached if not one.is_shown)
    assert url(document) not in text
