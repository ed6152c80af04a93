"""Two clerks at once: one link, one entry for each verdict, one notice."""

import threading
import time
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from portal.accounts.contact import ContactDetails, keep_contact
from suggestions.history import record
from suggestions.models import Link, Notice, Suggestion
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import link, unlink
from suggestions.repeats.telling import tell
from suggestions.states import State
from tests.factories import CampaignFactory, SuggestionFactory, UserFactory
from tests.suggestions.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()


@pytest.fixture
def pair():
    campaign = CampaignFactory()
    earlier = SuggestionFactory(
        campaign=campaign,
        published=True,
        state=State.ANSWERED,
        submitted_at=NOW - timedelta(days=1),
    )
    contact = keep_contact(ContactDetails(email="wang@example.org"))
    return SuggestionFactory(campaign=campaign, contact=contact, submitted_at=NOW), earlier


def marking(pair, verdict):
    clerk = UserFactory()

    def mark(later, earlier):
        rows = [Suggestion.objects.get(pk=row.pk) for row in (later, earlier)]
        return link(*rows, verdict=verdict, by=clerk, at=NOW).pk

    return [lambda: mark(*pair), lambda: mark(*reversed(pair))]


def test_the_same_verdict_by_several_clerks_is_kept_once(pair):
    keys = at_once(marking(pair, Verdict.SAME) * 3)

    assert set(keys) == {Link.objects.get().pk}
    assert [row.history.count() for row in pair] == [1, 1]


def test_different_verdicts_at_once_leave_one_and_both_are_written_down(pair):
    at_once(marking(pair, Verdict.SAME) + marking(pair, Verdict.DIFFERENT))

    kept = Link.objects.get()
    changes = list(pair[0].history.values_list("before", "after").order_by("pk"))
    assert changes[0][0] == ""
    assert all(change[1] == after[0] for change, after in pairwise(changes))
    assert kept.verdict == changes[-1][1]


@pytest.fixture
def telling(monkeypatch):
    """Set once the author is being told and all is locked; then nothing is done for a while."""
    begun = threading.Event()

    def slowly(*args, **options):
        begun.set()
        time.sleep(0.5)
        return record(*args, **options)

    monkeypatch.setattr("suggestions.repeats.telling.record", slowly)
    return begun


@pytest.mark.services  # SQLite locks the whole database
@pytest.mark.parametrize("change", ["link", "unlink"])
def test_a_clerk_and_the_worker_who_tells_wait_for_each_other_in_one_order(pair, telling, change):
    key = link(*pair, verdict=Verdict.SAME, by=None, at=NOW).pk

    def clerk():
        assert telling.wait(10)
        if change == "link":
            return link(*pair, verdict=Verdict.ANSWERED, by=None, at=NOW).verdict
        return unlink(*pair, by=None, at=NOW)

    told, changed = at_once([lambda: tell(key, until=NOW + timedelta(hours=1)), clerk])

    assert told is True
    assert changed == (Verdict.ANSWERED if change == "link" else True)
    assert Link.objects.get().verdict == (Verdict.ANSWERED if change == "link" else "")
    assert Link.objects.get().told is not None


def test_several_workers_tell_the_author_once(pair):
    key = link(*pair, verdict=Verdict.SAME, by=None, at=NOW).pk

    told = at_once([lambda: tell(key, until=NOW + timedelta(hours=1))] * 4)

    assert sorted(told) == [False, False, False, True]
    assert Notice.objects.count() == 1
