"""The figures of 1,405 real messages with replies equal a plain recomputation."""

import json
import statistics
from datetime import date, datetime

import pytest
from django.core.management import call_command

from suggestions.figures.reading import Choice, by_unit, median_days
from suggestions.models import Suggestion
from suggestions.states import State
from tests.factories import CampaignFactory
from tests.suggestions.figures.counting import NOW, count

pytestmark = [pytest.mark.django_db, pytest.mark.shared_data]
DAY = 86_400


def test_median_and_shares_are_those_of_a_plain_recomputation(shared_data):
    replies = shared_data / "messages/messages_replies.jsonl"
    rows = [json.loads(line) for line in replies.read_text(encoding="utf-8").splitlines()]
    seconds = [
        (
            datetime.fromisoformat(row["reply_time"]) - datetime.fromisoformat(row["time"])
        ).total_seconds()
        for row in rows
    ]
    campaign = CampaignFactory(slug="real")

    call_command("import_suggestions", replies, campaign="real", verbosity=0)
    count(NOW)

    assert Suggestion.objects.filter(state=State.ANSWERED).count() == len(rows) == 1405
    choice = Choice(campaign.organiser, date(2000, 1, 1), date(2030, 12, 1))
    counts = by_unit(choice).total.counts
    assert counts["replied"] == len(rows)
    assert counts["handling_seconds"] == sum(seconds)
    assert counts["replied_within_15_days"] == sum(value / DAY <= 15 for value in seconds)
    assert counts["replied_within_60_days"] == sum(value / DAY <= 60 for value in seconds)
    assert median_days(choice) == statistics.median(seconds) / DAY
