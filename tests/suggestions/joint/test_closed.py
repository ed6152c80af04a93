"""Invitations that open nothing: to reports, to what was withdrawn, and those that are too old."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suggestions.handling.screening import classify
from suggestions.intake.receipts import new_receipt
from suggestions.joint.co_author import ConfirmedBy
from suggestions.joint.confirming import Refusal, confirm
from suggestions.joint.inviting import CannotInvite, by_code, code_of, invite, token_of
from suggestions.models import Suggestion
from suggestions.states import Channel, Classification, State
from tests.factories import SuggestionFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now


def test_an_unanswered_link_shows_nothing_of_what_became_a_report(client, suggestion, guest):
    address = reverse("suggestions:join", args=[token_of(guest)])
    before = client.get(address).status_code
    Suggestion.objects.filter(pk=suggestion.pk).update(classification=Classification.REPORT)

    assert (before, client.get(address).status_code) == (200, 404)
    assert by_code(suggestion.receipt, code_of(guest)) is None


def withdrawn(suggestion):
    Suggestion.objects.filter(pk=suggestion.pk).update(state=State.WITHDRAWN)


def test_an_unanswered_link_shows_nothing_of_what_was_withdrawn(client, suggestion, guest):
    address = reverse("suggestions:join", args=[token_of(guest)])
    withdrawn(suggestion)

    response = client.get(address)

    assert response.status_code == 404
    assert suggestion.title not in response.content.decode()
    assert by_code(suggestion.receipt, code_of(guest)) is None


def test_who_confirmed_before_it_was_withdrawn_can_still_leave(client, suggestion, guest):
    confirm(guest, name="李四", name_shown=True, how=ConfirmedBy.LINK, by=None, at=NOW())
    withdrawn(suggestion)

    assert client.get(reverse("suggestions:join", args=[token_of(guest)])).status_code == 200
    client.post(reverse("suggestions:leave", args=[token_of(guest)]))

    guest.refresh_from_db()
    assert (guest.name, guest.is_confirmed) == ("", False)


def test_an_old_link_offers_no_yes(client, suggestion, settings):
    early = NOW() - timedelta(days=settings.JOINT_LINK_DAYS, minutes=1)
    [old] = invite(suggestion, ["甲"], at=early)

    page = client.get(reverse("suggestions:join", args=[token_of(old)])).content.decode()

    assert str(Refusal.TOO_OLD.label) in page
    assert 'name="consent_privacy"' not in page


@pytest.fixture
def report():
    return SuggestionFactory(
        receipt=new_receipt(timezone.localdate()),
        author=UserFactory(),
        classification=Classification.REPORT,
    )


def tracked_and_list(client, suggestion):
    client.force_login(suggestion.author)
    names = ("suggestions:tracked", "suggestions:co_authors")
    return [client.get(reverse(name, args=[suggestion.receipt])).content.decode() for name in names]


def test_nobody_is_invited_to_what_its_author_calls_a_report(client, report):
    tracked, co_authors = tracked_and_list(client, report)

    assert reverse("suggestions:co_authors", args=[report.receipt]) not in tracked
    assert 'name="labels"' not in co_authors
    with pytest.raises(CannotInvite):
        invite(report, ["甲"], at=NOW())


def test_the_author_of_what_was_taken_for_a_report_notices_nothing(client, suggestion):
    UnitFactory(receives_reports=True)
    classify(suggestion, Classification.REPORT, by=None, internal_note="回扣")

    tracked, co_authors = tracked_and_list(client, suggestion)
    [guest] = invite(suggestion, ["甲"], at=NOW())
    refused = client.get(reverse("suggestions:join", args=[token_of(guest)]))

    assert reverse("suggestions:co_authors", args=[suggestion.receipt]) in tracked
    assert 'name="labels"' in co_authors
    assert refused.status_code == 404
    unknown = client.get(reverse("suggestions:join", args=["x"])).content.decode()
    assert (
        refused.content.decode().replace(
            refused.request["PATH_INFO"], reverse("suggestions:join", args=["x"])
        )
        == unknown
    )


def test_names_are_still_added_to_a_report_that_staff_took_down(report):
    report.channel, report.transcriber = Channel.LETTER, UserFactory()
    report.save()

    assert len(invite(report, ["甲"], at=NOW())) == 1


def test_a_link_that_opens_nothing_says_it_may_be_for_the_moment_only(client):
    address = reverse("suggestions:join", args=["x"])

    page = client.get(address, headers={"accept-language": "en"}).content.decode()

    assert "it cannot be opened at the moment" in page
