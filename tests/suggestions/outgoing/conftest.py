"""What the tests of messages stand on: suggestions handed in, and a gateway that keeps."""

import pytest
from django.core import mail
from django.utils import timezone

from portal.accounts.contact import ContactDetails
from suggestions.history import Event, record
from suggestions.intake.consents import ConsentKind
from suggestions.intake.submission import Draft, submit
from suggestions.notices import queue_notice
from tests.factories import CampaignFactory
from tests.portal.messaging.keeping import KEEPING, KeepingGateway


@pytest.fixture
def phones(settings):
    """Text messages are on; `.taken` are those that went."""
    settings.SMS_URL = KEEPING
    KeepingGateway.taken.clear()
    KeepingGateway.is_down = False
    return KeepingGateway


@pytest.fixture
def handed_in(django_capture_on_commit_callbacks):
    """Hands in a suggestion by whoever left these details; the mails of that are taken away."""

    def make(contact=ContactDetails(email="wang@example.org"), **fields):  # noqa: B008
        said = {
            "campaign": CampaignFactory(),
            "title": "公园夜间照明",
            "problem": "路灯太暗。",
            "contact": contact,
            "consents": frozenset({ConsentKind.PRIVACY}),
        }
        with django_capture_on_commit_callbacks(execute=True):
            suggestion = submit(Draft(**(said | fields)), by=None, at=timezone.now()).suggestion
        mail.outbox.clear()
        KeepingGateway.taken.clear()
        return suggestion

    return make


@pytest.fixture
def news(django_capture_on_commit_callbacks):
    """Something that need not be told happens to a suggestion; its notice is sent on commit."""

    def happen(suggestion, event=Event.HEARD, note="有进展。"):
        with django_capture_on_commit_callbacks(execute=True):
            entry = record(suggestion, event, by=None, note=note)
            queue_notice(entry)
        return entry

    return happen
