"""A reply is the unit's in charge: after the matter has moved on, another's draft is not sent."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.handling.screening import pass_to
from suggestions.models import Reply
from suggestions.replies.approving import approve
from suggestions.replies.drafting import DraftWords, begin, save, submit
from suggestions.replies.refusals import Refusal, ReplyRefused
from suggestions.replies.sending import send
from tests.factories import ReplyFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def passed_on():
    """A draft of the unit that was in charge; its suggestion is another unit's by now."""
    draft = ReplyFactory(text="上一家的草稿", submitted=True)
    pass_to(draft.suggestion, UnitFactory(), by=None)
    draft.refresh_from_db()
    return draft


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_the_next_unit_begins_its_own_reply_and_reads_the_earlier_draft(passed_on):
    suggestion = passed_on.suggestion
    client = signed_in(staff(Role.HANDLER, unit=suggestion.unit))
    begin_url = reverse("replies:begin", args=[suggestion.receipt])

    page = client.get(reverse("handling:item", args=[suggestion.receipt])).content.decode()
    client.post(begin_url, {"kind": "final"})

    assert f'action="{begin_url}"' in page
    assert "上一家的草稿" in page
    assert reverse("replies:approve", args=[suggestion.receipt]) not in page
    assert Reply.objects.get(unit=suggestion.unit).text == ""


def test_the_earlier_draft_waits_on_no_list(passed_on):
    assert not Reply.objects.to_approve().exists()
    assert not Reply.objects.unsent().exists()


def steps(draft):
    """Every step on the way out, for a draft that is ready for it."""
    now, by = timezone.now(), draft.drafted_by
    return {
        "draft": [
            lambda: save(draft, DraftWords(text="改"), revision=draft.revision, by=by, at=now),
            lambda: submit(draft, by=by, at=now),
        ],
        "submitted": [lambda: approve(draft, reviewed=True, by=staff(unit=draft.unit), at=now)],
        "approved": [lambda: send(draft, by=by, at=now)],
    }


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_the_earlier_draft_goes_no_further(passed_on, state):
    Reply.objects.update(state=state, reviewed_at=timezone.now())

    for step in steps(passed_on)[state]:
        with pytest.raises(ReplyRefused) as caught:
            step()
        assert caught.value.refusal == Refusal.PASSED_ON

    assert Reply.objects.get().state == state


def test_it_goes_on_where_the_suggestion_comes_back(passed_on):
    suggestion, former = passed_on.suggestion, passed_on.unit
    pass_to(suggestion, former, by=None)

    assert begin(suggestion, by=passed_on.drafted_by, at=timezone.now()) == passed_on
    assert Reply.objects.to_approve().get() == passed_on
