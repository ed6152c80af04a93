"""The author of a repeat hears of the answer: once, of public things only, never at once."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from portal.accounts.contact import ContactDetails
from suggestions.handling.publication import hide
from suggestions.history import Event
from suggestions.intake.access import open_for_author
from suggestions.intake.consents import ConsentKind
from suggestions.intake.submission import Draft, submit
from suggestions.messages import message_about
from suggestions.models import Link, Suggestion
from suggestions.repeats.link import Verdict
from suggestions.repeats.marking import link, unlink
from suggestions.repeats.telling import SECOND_THOUGHTS, heard_by, tell, tell_authors_of_repeats
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, DecisionFactory, SuggestionFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + SECOND_THOUGHTS + timedelta(minutes=1)


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def earlier(campaign):
    return SuggestionFactory(
        campaign=campaign,
        published=True,
        state=State.ANSWERED,
        title="早先的建议",
        submitted_at=NOW - timedelta(days=9),
    )


@pytest.fixture
def later(campaign):
    draft = Draft(
        campaign=campaign,
        title="后来的建议",
        problem="一样。",
        contact=ContactDetails(email="wang@example.org"),
        consents=frozenset({ConsentKind.PRIVACY}),
    )
    return submit(draft, by=None, at=NOW).suggestion


@pytest.fixture
def sweep(django_capture_on_commit_callbacks):
    """Run the scheduled task at `at` and send what it queues."""

    def sweep(at=LATER):
        with (
            time_machine.travel(at, tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            tell_authors_of_repeats()
        return [message.body for message in mail.outbox]

    return sweep


def mark(later, earlier, verdict=Verdict.SAME):
    return link(later, earlier, verdict=verdict, by=None, at=NOW)


def heard_later(row):
    """What the author can read once the verdict can no longer be taken back."""
    with time_machine.travel(LATER, tick=False):
        return heard_by(row)


def heard(row):
    return row.history.filter(event=Event.HEARD).count()


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.ANSWERED])
def test_the_author_of_a_repeat_is_led_to_the_public_answer_once(sweep, later, earlier, verdict):
    mark(later, earlier, verdict)

    sweep()
    bodies = sweep()

    assert heard(later) == 1
    assert len(bodies) == 1
    assert earlier.title in bodies[0]
    assert earlier.get_absolute_url() in bodies[0]


@pytest.mark.parametrize("verdict", [Verdict.RELATED, Verdict.DIFFERENT])
def test_nobody_hears_of_what_is_no_repeat(sweep, later, earlier, verdict):
    mark(later, earlier, verdict)

    assert sweep() == []
    assert heard_later(later) == []


def test_nobody_is_told_before_the_verdict_could_be_taken_back(sweep, later, earlier):
    mark(later, earlier)

    assert sweep(at=NOW + timedelta(minutes=1)) == []
    unlink(later, earlier, by=None, at=NOW)
    assert sweep() == []


def test_given_again_after_it_was_taken_back_nobody_is_told_twice(sweep, later, earlier):
    mark(later, earlier)
    sweep()
    unlink(later, earlier, by=None, at=NOW)

    mark(later, earlier)

    assert len(sweep()) == 1


def test_an_answer_that_comes_later_is_told_when_it_comes(sweep, later, earlier):
    Suggestion.objects.filter(pk=earlier.pk).update(state=State.ACCEPTED)
    mark(later, earlier)
    assert sweep() == []

    Suggestion.objects.filter(pk=earlier.pk).update(state=State.ANSWERED)

    assert len(sweep()) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"public_since": None},
        {"classification": Classification.QUESTION},
        {"state": State.REVIEWING},
    ],
)
def test_what_is_not_public_or_not_answered_is_told_to_nobody(sweep, later, earlier, changes):
    Suggestion.objects.filter(pk=earlier.pk).update(**changes)
    mark(later, earlier)

    assert sweep() == []
    assert heard_later(later) == []


def test_a_suggestion_of_a_hidden_campaign_is_told_to_nobody(sweep, later, earlier, campaign):
    mark(later, earlier)
    campaign.unpublish()

    assert sweep() == []


@pytest.mark.parametrize(
    "changes", [{"classification": Classification.REPORT}, {"state": State.WITHDRAWN}]
)
def test_reports_and_withdrawn_ones_hear_nothing(sweep, later, earlier, changes):
    mark(later, earlier)
    Suggestion.objects.filter(pk=later.pk).update(**changes)

    assert sweep() == []
    assert heard_later(later) == []


@pytest.mark.parametrize(
    "changes", [{"classification": Classification.REPORT}, {"state": State.WITHDRAWN}]
)
def test_a_notice_written_before_it_was_sealed_or_withdrawn_names_nothing(later, earlier, changes):
    key = mark(later, earlier).pk
    tell(key, until=LATER)
    Suggestion.objects.filter(pk=later.pk).update(**changes)

    text = message_about(later.history.get(event=Event.HEARD)).text

    assert earlier.title not in text
    assert earlier.get_absolute_url() not in text


def test_two_runs_at_once_tell_once(later, earlier):
    key = mark(later, earlier).pk

    assert [tell(key, until=LATER), tell(key, until=LATER)] == [True, False]
    assert heard(later) == 1


@pytest.fixture
def tracked(client, rf, later):
    """The text of the author's page at `at`."""

    def tracked(at=LATER):
        with time_machine.travel(at, tick=False):
            session = client.session
            open_for_author(session, later, at=at)
            session.save()
            return client.get(reverse("suggestions:tracked", args=[later.receipt])).content.decode()

    return tracked


def test_the_tracking_page_shows_the_answered_one_and_forgets_what_is_hidden(
    tracked, later, earlier
):
    mark(later, earlier)
    assert earlier.title in tracked()

    hide(earlier, by=None)

    assert earlier.title not in tracked()
    assert earlier.receipt not in tracked()


def test_the_tracking_page_says_nothing_before_the_verdict_could_be_taken_back(
    tracked, later, earlier
):
    mark(later, earlier)

    assert earlier.title not in tracked(at=NOW + timedelta(minutes=1))
    assert earlier.title in tracked()


def test_what_an_author_hears_costs_two_queries_however_much_it_is(
    later, campaign, django_assert_num_queries
):
    rows = SuggestionFactory.create_batch(
        9, campaign=campaign, published=True, submitted_at=NOW - timedelta(days=9)
    )
    for row in rows:
        Suggestion.objects.filter(pk=row.pk).update(state=State.ADOPTED)
        row.history.create(event=Event.MOVED, at=NOW, after=State.KEPT, note="先前")
        row.history.create(event=Event.MOVED, at=NOW, after=State.ADOPTED, note=row.title)
        mark(later, row)

    with time_machine.travel(LATER, tick=False), django_assert_num_queries(2):
        found = heard_by(later)

    assert [one.outcome.note for one in found] == [row.title for row in rows]


def test_the_tracking_page_shows_a_panels_public_reason(tracked, later):
    idea = DecisionFactory(reason="惠及全镇").suggestion
    Suggestion.objects.filter(pk=idea.pk).update(
        public_since=NOW, submitted_at=NOW - timedelta(days=30)
    )
    mark(later, idea)

    assert "惠及全镇" in tracked()


def test_what_was_written_to_one_author_is_never_shown_to_another(tracked, later, earlier):
    earlier.history.create(event=Event.MOVED, at=NOW, after=State.ANSWERED, note="只写给前一位的话")
    mark(later, earlier)

    assert "只写给前一位的话" not in tracked()


def test_no_author_reads_of_comparisons_in_the_timeline(tracked, later, earlier):
    later_receipt = later.receipt
    mark(later, earlier, Verdict.DIFFERENT)
    unlink(later, earlier, by=None, at=NOW)

    page = tracked()

    assert later_receipt in page
    assert "比对" not in page
    assert earlier.receipt not in page
    assert Link.objects.count() == 1
