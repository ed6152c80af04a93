"""A root closes a day once, and what is published of it can be checked with sha256sum alone."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suggestions.chain.entry import BEGINNING, ChainEntry
from suggestions.chain.roots import DayRoot, make_root, make_root_of_yesterday
from suggestions.history import Event, record
from suggestions.states import State
from tests.factories import SuggestionFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
SECRET = "王小明的秘密"


@pytest.fixture
def days():
    """Three closed days with two, none and one entries."""
    row = SuggestionFactory(author_name=SECRET, title=SECRET)
    record(row, Event.SUBMITTED, by=None, after=State.RECEIVED)
    record(row, Event.PROGRESS, by=None, note=SECRET)
    roots = [make_root(DAY, at=timezone.now()), make_root(DAY + timedelta(1), at=timezone.now())]
    record(row, Event.PROGRESS, by=None)
    return [*roots, make_root(DAY + timedelta(2), at=timezone.now())]


def json_of(client, name, *args):
    return client.get(reverse(f"suggestions:{name}", args=args)).json()


def entries_text(client, day):
    answer = client.get(reverse("suggestions:log_entries", args=[day]))
    return b"".join(answer.streaming_content).decode()


def test_each_entry_belongs_to_one_day(days):
    assert [(root.first, root.last, root.count) for root in days] == [
        (1, 2, 2),
        (3, 2, 0),
        (3, 3, 1),
    ]
    assert days[2].head == ChainEntry.objects.get(sequence=3).hash


def test_a_quiet_day_has_the_root_of_the_day_before(days):
    assert days[1].head == days[0].head


def test_a_day_is_closed_once(days):
    again = make_root(DAY + timedelta(2), at=timezone.now())

    assert again == days[2]
    assert DayRoot.objects.count() == 3


def test_an_earlier_day_is_not_closed_afterwards(days):
    assert make_root(DAY - timedelta(1), at=timezone.now()) == days[0]
    assert DayRoot.objects.count() == 3


def test_every_night_closes_yesterday(db):
    make_root_of_yesterday()
    make_root_of_yesterday()

    assert DayRoot.objects.get().day == timezone.localdate() - timedelta(days=1)
    assert DayRoot.objects.get().head == BEGINNING


def test_an_outsider_computes_every_root_from_what_is_published(client, days):
    for day in days:
        said = json_of(client, "log_day", day.day)
        value = said["begins_from"]
        for line in entries_text(client, day.day).splitlines():
            number, leaf, expected = line.split()
            value = hashlib.sha256(f"{value}\n{number}\n{leaf}\n".encode()).hexdigest()
            assert value == expected
        assert value == said["head"]


def test_days_lead_to_earlier_days(client, days):
    answer = client.get(reverse("suggestions:log_day", args=[days[2].day]))

    assert answer.json()["earlier"] == reverse("suggestions:log_day", args=[days[1].day])
    assert answer.headers["Link"] == f'<{answer.json()["earlier"]}>; rel="prev"'
    assert json_of(client, "log_day", days[0].day)["earlier"] is None


def test_the_list_of_days_is_complete_and_latest_first(client, days):
    said = json_of(client, "log_days")

    assert [day["day"] for day in said["days"]] == ["2026-11-22", "2026-11-21", "2026-11-20"]
    assert said["days"][0]["head"] == days[2].head


def test_nothing_that_is_published_says_what_an_entry_is_about(client, days):
    row = ChainEntry.objects.get(sequence=2)
    texts = [
        client.get(reverse("suggestions:log")).content.decode(),
        json.dumps([json_of(client, "log_day", day.day) for day in days]),
        json.dumps(json_of(client, "log_days")),
        entries_text(client, days[0].day),
    ]

    for text in texts:
        assert SECRET not in text
        assert row.commitment not in text


def test_the_page_shows_the_roots_and_how_to_check_them(client, days):
    page = client.get(reverse("suggestions:log")).content.decode()

    assert all(root.head in page for root in days)
    assert "sha256sum" in page


def test_the_feed_carries_the_roots(client, days):
    feed = client.get(reverse("suggestions:log_feed")).content.decode()

    assert all(root.head in feed for root in days)


def test_before_the_first_night_the_page_says_so(client, db):
    page = client.get(reverse("suggestions:log"), headers={"accept-language": "en"})

    assert "No day is closed yet" in page.content.decode() or "empty-title" in page.content.decode()


@pytest.mark.parametrize("day", ["2026-13-01", "2026-11-19"])
def test_a_day_without_a_root_is_not_there(client, days, day):
    assert client.get(f"/suggestions/log/{day}.json").status_code == 404
