"""Certificates: drawn with every name, fetched by whom they are for, proved by their code."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from portal.organisation.membership import Role
from suggestions.commendation.checking import find
from suggestions.commendation.codes import grouped, new_code
from suggestions.commendation.issuing import (
    draw_certificate,
    draw_waiting_certificates,
    encoded,
    revoke,
)
from suggestions.commendation.naming import withhold_name, withhold_own_name
from suggestions.commendation.picture.sheet import (
    DPI,
    HEIGHT,
    WIDTH,
)
from suggestions.commendation.refusals import CommendationRefused
from suggestions.models import Certificate
from tests.factories import UserFactory, staff

CHECK = reverse("suggestions:certificate_check")
pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(at):
    world = at("published")
    draw_certificate(Certificate.objects.get().pk)
    world.certificate = Certificate.objects.get()
    return world


def test_the_files_have_300_dots_per_inch_and_are_a4(drawn):
    picture = Image.open(drawn.certificate.picture)

    assert picture.size == (WIDTH, HEIGHT)
    assert round(picture.info["dpi"][0]) == DPI
    content = drawn.certificate.document.open().read()
    assert content.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+)", content)
    assert [round(float(side) / 72 * 25.4) for side in box.groups()] == [297, 210]


def test_drawing_twice_changes_nothing(drawn):
    before = drawn.certificate.picture.name

    draw_certificate(drawn.certificate.pk)

    assert Certificate.objects.get().picture.name == before


def test_what_was_lost_is_drawn_by_the_schedule(at):
    at("published")

    draw_waiting_certificates()

    assert Certificate.objects.get().is_ready


def test_a_genuine_code_shows_what_the_certificate_says(drawn, client):
    page = client.get(CHECK, {"code": grouped(drawn.certificate.code)}).content.decode()

    for said in (drawn.certificate.name, drawn.certificate.award, drawn.certificate.issuer):
        assert said in page


def test_a_forged_code_is_not_known(drawn, client):
    answer = client.get(CHECK, {"code": new_code()})

    assert answer.context["finding"] is None
    assert drawn.certificate.name not in answer.content.decode()


@pytest.mark.parametrize("code", ["1", "x" * 20, "' OR 1=1 --", "０" * 20, "\x00", "𠮷" * 30])
def test_nonsense_is_not_known_either(drawn, client, code):
    answer = client.get(CHECK, {"code": code})

    assert answer.context.get("finding") is None


def test_a_well_formed_forgery_and_nonsense_cost_the_same(drawn, django_assert_num_queries):
    for code in (new_code(), "nonsense", ""):
        with django_assert_num_queries(1):
            assert find(code) is None


def test_codes_are_limited_in_number(drawn, client, write_limits):
    write_limits("certificate", (2, 60))

    answers = [client.get(CHECK, {"code": drawn.certificate.code}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert drawn.certificate.name not in answers[2].content.decode()
    assert int(answers[2]["Retry-After"]) > 0


def test_a_revoked_certificate_says_so_with_the_reason(drawn, client):
    revoke(drawn.certificate, "名单更正", by=drawn.publisher, at=drawn.after)

    page = client.get(CHECK, {"code": drawn.certificate.code})

    assert page.context["finding"].certificate.is_revoked
    assert "名单更正" in page.content.decode()
    with pytest.raises(CommendationRefused):
        revoke(drawn.certificate, "再次", by=drawn.publisher, at=drawn.after)


def test_a_withheld_name_is_veiled_for_whoever_checks(drawn):
    withhold_name(drawn.nominee, by=drawn.editor, at=drawn.now)

    name = drawn.certificate.name
    assert find(drawn.certificate.code).name == name[0] + "＊" * (len(name) - 1)


def test_whom_it_is_for_fetches_it_with_the_account(drawn, client):
    author = UserFactory()
    ground = drawn.nominee.grounds.get()
    ground.author = author
    ground.save(update_fields=["author"])
    client.force_login(author)

    answer = client.get(reverse("suggestions:certificate_document", args=[drawn.certificate.key]))

    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("attachment")


def test_whom_it_is_for_fetches_it_with_receipt_and_code(drawn, client):
    session = client.session
    ground = drawn.nominee.grounds.get()
    session["tracked"] = {str(ground.pk): timezone.now().timestamp()}
    session.save()

    page = client.get(reverse("suggestions:tracked", args=[ground.receipt])).content.decode()
    url = reverse("suggestions:certificate_picture", args=[drawn.certificate.key])

    assert url in page
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("role", [None, Role.HANDLER, Role.REVIEWER, Role.STATION_CLERK])
def test_others_do_not_learn_that_it_exists(drawn, client, role):
    if role:
        client.force_login(staff(role, unit=drawn.unit))

    for kind in ("picture", "document"):
        url = reverse(f"suggestions:certificate_{kind}", args=[drawn.certificate.key])
        assert client.get(url).status_code == 404


def test_a_revoked_one_is_no_longer_handed_out(drawn, client):
    author = UserFactory()
    drawn.nominee.grounds.update(author=author)
    client.force_login(author)
    revoke(drawn.certificate, "更正", by=drawn.publisher, at=drawn.after)

    url = reverse("suggestions:certificate_picture", args=[drawn.certificate.key])
    assert client.get(url).status_code == 404
    client.force_login(drawn.editor)
    assert client.get(url).status_code == 200


def test_an_author_withholds_the_name(drawn):
    assert withhold_own_name(drawn.nominee.grounds.get(), at=drawn.now) == 1
    assert withhold_own_name(drawn.nominee.grounds.get(), at=drawn.now) == 0

    drawn.nominee.refresh_from_db()
    assert drawn.nominee.public_name == ""


def test_the_files_are_named_after_nothing_that_can_be_guessed(drawn):
    names = drawn.certificate.picture.name, drawn.certificate.document.name

    assert all(str(drawn.certificate.key) in name for name in names)
    assert all(drawn.certificate.code not in name for name in names)


def test_encoding_keeps_the_size():
    sheet = Image.new("RGB", (100, 50))

    assert encoded(sheet, "PNG").startswith(b"\x89PNG")
    assert encoded(sheet, "PDF").startswith(b"%PDF-")
