"""Consent that an author gives later, to a clerk or by themselves."""

import pytest
from django.utils import timezone

from suggestions.history import Event
from suggestions.intake.afterwards import give_consent, revoke_consent
from suggestions.intake.consents import ConsentKind, has_consent
from tests.factories import SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db
PUBLISH = ConsentKind.PUBLISH


def test_a_consent_given_later_is_kept_with_its_wording_and_who_was_told():
    suggestion, clerk = SuggestionFactory(), UserFactory()

    given = give_consent(
        suggestion, PUBLISH, by=clerk, at=timezone.now(), internal_note="by telephone"
    )

    assert given is True
    assert has_consent(suggestion, PUBLISH)
    entry = suggestion.history.get()
    assert (entry.event, entry.by, entry.after) == (Event.CONSENT_GIVEN, clerk, PUBLISH)
    assert (entry.note, entry.internal_note) == ("", "by telephone")


def test_a_second_consent_writes_nothing():
    suggestion = SuggestionFactory()
    give_consent(suggestion, PUBLISH, by=None, at=timezone.now())

    assert give_consent(suggestion, PUBLISH, by=None, at=timezone.now()) is False
    assert suggestion.consents.count() == 1
    assert suggestion.history.count() == 1


def test_a_revoked_consent_can_be_given_again():
    suggestion = SuggestionFactory()
    give_consent(suggestion, PUBLISH, by=None, at=timezone.now())
    revoke_consent(suggestion, PUBLISH, by=None, at=timezone.now())

    assert give_consent(suggestion, PUBLISH, by=None, at=timezone.now()) is True
    assert has_consent(suggestion, PUBLISH)
