"""An instruction's words are nowhere in public, in no index, no history and no export."""

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from portal.organisation.membership import Role
from suggestions.history import Entry
from suggestions.instructions.instructing import close, feed_back
from suggestions.instructions.instruction import Feedback, Instruction
from suggestions.instructions.release import Release
from suggestions.instructions.report import ReportItem, SpecialReport
from tests.factories import GoldenIdeaFactory, UserFactory, staff
from tests.suggestions.instructions.conftest import WORDS

pytestmark = pytest.mark.django_db
INTERNAL = (Instruction, Feedback, SpecialReport, ReportItem, Release)


@pytest.fixture
def followed(instruction, world):
    handler = staff(Role.HANDLER, unit=world.bureau)
    feed_back(instruction, world.bureau, "内部反馈", by=handler, at=world.now)
    close(instruction, "内部结果", by=world.leader, at=world.now)
    return instruction


SECRETS = (WORDS, "内部反馈", "内部结果")


def test_no_public_page_has_them(followed, world, client):
    session = client.session
    session["tracked"] = {str(world.suggestion.pk): world.now.timestamp()}
    session.save()
    addresses = [
        world.suggestion.get_absolute_url(),
        reverse("suggestions:list"),
        reverse("suggestions:tracked", args=[world.suggestion.receipt]),
        "/",
    ]

    for address in addresses:
        text = client.get(address).content.decode()
        assert not any(secret in text for secret in SECRETS), address
        assert world.leader.name not in text


def test_the_history_that_authors_read_has_them_not(followed):
    assert not Entry.objects.filter(note__contains="内部").exists()
    assert not Entry.objects.filter(internal_note__contains="内部").exists()
    assert not Entry.objects.filter(note__contains=WORDS).exists()


def test_no_table_but_their_own_holds_a_word_of_them(followed):
    for model in apps.get_models():
        if model in INTERNAL or not model._meta.managed:
            continue
        texts = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
        ]
        for name in texts:
            for secret in SECRETS:
                assert not model.objects.filter(**{f"{name}__contains": secret}).exists(), (
                    f"{model.__name__}.{name}"
                )


def test_the_golden_idea_page_has_them_not(client):
    idea = GoldenIdeaFactory()

    text = client.get(idea.get_absolute_url()).content.decode()

    assert "taken-up" not in text


def test_a_citizen_finds_no_desk(followed, client):
    client.force_login(UserFactory())

    answer = client.get(reverse("instructions:instruction", args=[followed.pk]))

    assert answer.status_code in (302, 403)
