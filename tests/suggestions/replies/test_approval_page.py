"""The page of approval loses nothing that was typed there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.models import Reply
from suggestions.replies.reply import ReplyState
from tests.factories import ReplyFactory, staff

pytestmark = pytest.mark.django_db


def test_a_note_with_the_approval_is_never_cut_off():
    suggestion = ReplyFactory(submitted=True).suggestion
    client = Client()
    client.force_login(staff(Role.SUPERVISOR, unit=suggestion.unit))
    address = reverse("replies:approve", args=[suggestion.receipt])
    words = {"do": "send", "reviewed": "on", "note": "长" * 201}

    page = client.post(address, words)

    assert page.status_code == 422
    assert words["note"] in page.content.decode()
    assert Reply.objects.get().state == ReplyState.SUBMITTED
    client.post(address, {**words, "do": "back"})
    assert Reply.objects.get().return_note == words["note"]


def test_a_review_without_a_reason_comes_back_as_typed():
    reply = ReplyFactory(state=ReplyState.SENT, sent_at=timezone.now())
    client = Client()
    client.force_login(staff(Role.SUPERVISOR, unit=reply.suggestion.unit))
    address = reverse("replies:release", args=[reply.suggestion.receipt, reply.pk])

    page = client.post(address, {"publicity": "closed", "note": "核对了个人信息"})

    assert page.status_code == 422
    assert "核对了个人信息" in page.content.decode()
    assert Reply.objects.get().publicity != "closed"
