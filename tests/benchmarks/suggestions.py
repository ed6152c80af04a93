"""A great many published suggestions with texts of their own, of several campaigns and topics."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.db import connection
from django.utils import timezone

from search.indexing.outbox import OutboxEntry
from suggestions.models import Suggestion
from suggestions.states import State
from tests.benchmarks.texts import texts
from tests.factories import CampaignFactory, TopicFactory

BATCH = 2_000
CAMPAIGNS, TOPICS, MOST_SUPPORT = 20, 60, 500
STATES = (State.ACCEPTED, State.REVIEWING, State.ANSWERED)


def insert(size: int) -> None:
    """Add `size` suggestions; nothing is told to the outbox."""
    rows = _rows(size)
    while batch := list(islice(rows, BATCH)):
        Suggestion.objects.bulk_create(batch)
    OutboxEntry.objects.all().delete()  # of the campaigns, which all suggestions would follow
    with connection.cursor() as cursor:
        cursor.execute("analyze suggestions_suggestion")


def _rows(size: int) -> Iterator[Suggestion]:
    topics = [TopicFactory() for _number in range(TOPICS)]
    campaigns = [CampaignFactory() for _number in range(CAMPAIGNS)]
    now = timezone.now()
    for number, (title, body) in enumerate(texts(size)):
        campaign, at = campaigns[number % CAMPAIGNS], now - timedelta(minutes=number)
        yield Suggestion(
            receipt=f"B{number:015}",
            tracking_digest="0" * 64,
            campaign=campaign,
            unit=campaign.organiser,
            topic=topics[number % TOPICS],
            title=title,
            problem=body,
            state=STATES[number % len(STATES)],
            support_count=number % MOST_SUPPORT,
            submitted_at=at,
            state_since=at,
            public_since=at,
        )
