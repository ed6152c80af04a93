"""A verdict on two suggestions: directed, kept once, written down at both ends, taken back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from suggestions.history import Event
from suggestions.models import Link, Suggestion
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import CannotLink, Obstacle, link, unlink
from suggestions.repeats.shown import Shown, seal, unseal
from suggestions.states import Classification
from tests.factories import CampaignFactory, SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def earlier(campaign):
    return SuggestionFactory(campaign=campaign, submitted_at=NOW - timedelta(days=9))


@pytest.fixture
def later(campaign):
    return SuggestionFactory(campaign=campaign, submitted_at=NOW)


def mark(one, other, verdict=Verdict.SAME, **options):
    return link(one, other, **{"verdict": verdict, "by": None, "at": NOW} | options)


def test_a_link_goes_from_the_later_to_the_earlier_one_whichever_is_named_first(later, earlier):
    first, second = mark(later, earlier), mark(earlier, later)

    assert first == second
    assert (first.later, first.earlier) == (later, earlier)


def test_of_two_handed_in_at_one_moment_the_higher_key_is_the_later(campaign):
    one, other = SuggestionFactory.create_batch(2, campaign=campaign, submitted_at=NOW)

    assert mark(one, other).later == other


def test_nothing_is_a_repeat_of_itself(later):
    with pytest.raises(CannotLink) as error:
        mark(later, later)

    assert error.value.obstacle == Obstacle.ITSELF
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(later=later, earlier=later, at=NOW)


@pytest.mark.parametrize("sealed", ["later", "earlier"])
def test_reports_are_linked_with_nothing(request, sealed, later, earlier):
    row = request.getfixturevalue(sealed)
    Suggestion.objects.filter(pk=row.pk).update(classification=Classification.REPORT)

    for act in (mark, lambda *pair: unlink(*pair, by=None, at=NOW)):
        with pytest.raises(CannotLink):
            act(later, earlier)
    assert not Link.objects.exists()


def test_both_ends_keep_receipt_text_and_state_and_get_an_entry(later, earlier):
    before = list(Suggestion.objects.order_by("pk").values())
    clerk = UserFactory()

    mark(later, earlier, by=clerk)

    assert list(Suggestion.objects.order_by("pk").values()) == before
    entry = later.history.get()
    assert (entry.event, entry.after, entry.by) == (Event.LINKED, Verdict.SAME, clerk)
    assert entry.internal_note == earlier.receipt
    assert entry.note == ""
    assert later.receipt not in str(vars(earlier.history.get()))


def test_the_same_verdict_again_writes_nothing(later, earlier):
    mark(later, earlier, by=UserFactory())
    kept = Link.objects.values().get()

    mark(later, earlier, by=UserFactory(), at=NOW + timedelta(days=1))

    assert Link.objects.values().get() == kept
    assert later.history.count() == earlier.history.count() == 1


def test_another_verdict_replaces_the_first_and_says_so(later, earlier):
    mark(later, earlier)

    mark(later, earlier, Verdict.DIFFERENT)

    assert Link.objects.get().verdict == Verdict.DIFFERENT
    changes = later.history.values_list("before", "after")
    assert list(changes) == [("", "same"), ("same", "different")]


def test_a_verdict_can_be_taken_back_once_and_given_again(later, earlier):
    mark(later, earlier)

    assert unlink(earlier, later, by=None, at=NOW) is True
    assert unlink(earlier, later, by=None, at=NOW) is False
    assert not Link.objects.standing().exists()
    assert [entry.event for entry in later.history.all()] == [Event.LINKED, Event.UNLINKED]

    mark(later, earlier)
    assert Link.objects.standing().count() == 1


def test_what_the_page_showed_is_kept_with_the_verdict(later, earlier):
    kept = mark(later, earlier, shown=Shown(0.83, 0.7, True))

    kept.refresh_from_db()
    assert (kept.likeness, kept.threshold, kept.warned) == (0.83, 0.7, True)


def test_a_pair_found_by_hand_has_no_likeness(later, earlier):
    kept = mark(later, earlier)

    assert (kept.likeness, kept.threshold, kept.warned) == (None, None, False)


class TestSeal:
    def test_it_is_read_back_for_its_pair_in_either_order(self, later, earlier):
        text = seal(later, earlier, Shown(0.81234, 0.7, True))

        assert unseal(text, earlier, later) == Shown(0.8123, 0.7, True)

    def test_it_is_worth_nothing_for_another_pair(self, later, earlier, campaign):
        text = seal(later, earlier, Shown(0.8, 0.7, True))

        assert unseal(text, later, SuggestionFactory(campaign=campaign)) is None

    @pytest.mark.parametrize("text", ["", "x", "WzEsMl0:1abc:xyz"])
    def test_what_we_did_not_write_is_worth_nothing(self, text, later, earlier):
        assert unseal(text, later, earlier) is None
