"""Handing reports in: with files, without losing a word, whatever is sent."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from suggestions.conversion.evidence import Part
from suggestions.conversion.progress import DueReport
from suggestions.models import Action, Attachment, Evidence, ProgressNote
from tests.suggestions.conversion.pictures import page, pdf, photo


@pytest.fixture
def url(client, here):
    client.force_login(here.handler)
    return reverse("conversion:report", args=[here.action.pk])


@pytest.fixture
def due(here):
    return DueReport.objects.create(
        action=here.action,
        period_start=date(2026, 3, 1),
        period_end=date(2026, 3, 31),
        due_on=date(2026, 4, 10),
    )


def said(**fields):
    return {"state": "under_way", "text": "已经开工", "form_key": str(uuid4())} | fields


def test_a_report_with_a_pair_and_a_document(client, here, url):
    files = {
        "before": photo(),
        "after": photo(colour="#fff"),
        "documents": [photo("三.jpg"), pdf()],
    }

    client.post(url, said(caption="三楼") | files)

    note = ProgressNote.objects.get()
    parts = sorted(note.evidence.values_list("part", flat=True))
    assert (note.text, Action.objects.get().state) == ("已经开工", "under_way")
    assert parts == [Part.AFTER, Part.BEFORE, Part.PLAIN, Part.PLAIN]
    assert set(note.evidence.values_list("caption", "released")) == {("三楼", False)}


def test_the_report_that_is_due_is_offered_and_answered(client, url, due):
    form = client.get(url).context["form"]
    assert form["due"].value() == due.pk

    client.post(url, said(due=due.pk))

    due.refresh_from_db()
    assert due.note == ProgressNote.objects.get()


def test_the_second_reporter_is_told_and_may_send_it_as_news(client, url, due):
    client.post(url, said(due=due.pk))
    DueReport.objects.create(
        action=due.action,
        period_start=date(2026, 4, 1),
        period_end=date(2026, 4, 30),
        due_on=date(2026, 5, 10),
    )

    response = client.post(url, said(text="我也写了", due=due.pk))

    form = response.context["form"]
    assert form["text"].value() == "我也写了"
    assert ProgressNote.objects.count() == 1


def test_a_double_click_is_one_report(client, url):
    data = said()

    for _ in range(2):
        client.post(url, data | {"documents": photo()})

    assert (ProgressNote.objects.count(), Evidence.objects.count()) == (1, 1)


@pytest.mark.parametrize("fields", [{"text": ""}, {"state": "gone"}, {"text": "长" * 1001}])
def test_a_wrong_report_keeps_words_and_files(client, url, fields):
    data = said(**fields) | {"before": photo(), "documents": [pdf()]}

    response = client.post(url, data)

    form = response.context["form"]
    assert list(form.errors) == list(fields)
    assert form["text"].value() == data["text"]
    assert sorted(one.name for one in form.kept()) == ["照片.jpg", "验收.pdf"]
    assert not ProgressNote.objects.exists()

    again = said(form_key=form["form_key"].value())
    client.post(url, again)

    assert Evidence.objects.count() == 2


def test_what_is_no_picture_is_named_and_the_words_stay(client, url):
    response = client.post(url, said() | {"before": pdf(), "documents": page()})

    form = response.context["form"]
    assert sorted(form.errors) == ["before", "documents"]
    assert "验收.pdf" in form.errors["before"][0]
    assert form["text"].value() == "已经开工"


def test_a_file_that_is_too_large_is_refused_while_it_comes_in(client, url, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    big = SimpleUploadedFile("大.jpg", b"\xff" * (settings.ATTACHMENT_MAX_BYTES + 1))

    response = client.post(url, said() | {"before": big, "after": photo(), "documents": [pdf()]})

    form = response.context["form"]
    assert list(form.errors) == ["before"]
    assert "大.jpg" in form.errors["before"][0]
    assert form["text"].value() == "已经开工"
    assert sorted(one.name for one in form.kept()) == ["照片.jpg", "验收.pdf"]
    assert not list(tmp_path.iterdir())
    assert not ProgressNote.objects.exists()


def test_one_kept_file_can_be_left_out(client, url):
    data = said(text="") | {"documents": [photo(), pdf()]}
    form = client.post(url, data).context["form"]
    unwanted = next(one for one in form.kept() if one.name == "验收.pdf")

    client.post(url, said(form_key=data["form_key"], drop=str(unwanted.key)))

    assert [one.attachment.name for one in Evidence.objects.all()] == ["照片.jpg"]
    assert Attachment.objects.count() == 1


def test_a_forged_form_is_not_taken(here):
    client = Client(enforce_csrf_checks=True)
    client.force_login(here.handler)

    url = reverse("conversion:report", args=[here.action.pk])

    assert client.post(url, said() | {"documents": photo()}).status_code == 403
    assert not ProgressNote.objects.exists()
    assert not Attachment.objects.exists()


def test_a_key_that_is_none_is_no_stranger_s(client, url):
    response = client.post(url, said(form_key="x") | {"documents": photo()})

    assert list(response.context["form"].errors) == ["form_key"]
