"""Limits on public writes: they hold, they let a village hall through, they name nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisGone

from portal.abuse import counting
from portal.abuse.counting import UseCount, count
from portal.abuse.limits import check
from tests.factories import UserFactory

HOUR = 3600


@pytest.fixture
def request_from(rf):
    def make(address="203.0.113.9", user=None):
        request = rf.post("/", REMOTE_ADDR=address)
        request.user = user or AnonymousUser()
        return request

    return make


@pytest.fixture
def two_an_hour(write_limits):
    write_limits("write", unproven=[(2, HOUR)], proven=[(3, HOUR)], account=[(4, HOUR)])


def tries(request, number, **options):
    return [bool(check(request, "write", **options)) for _ in range(number)]


@pytest.mark.django_db
@pytest.mark.usefixtures("two_an_hour")
class TestCheck:
    def test_the_limit_holds(self, request_from):
        assert tries(request_from(), 4) == [True, True, False, False]

    def test_a_proof_of_work_widens_it(self, request_from):
        assert tries(request_from(), 4, proven=True) == [True, True, True, False]

    def test_another_address_is_counted_apart(self, request_from):
        tries(request_from("203.0.113.9"), 3)

        assert check(request_from("203.0.113.10"), "write")

    def test_an_account_is_counted_wherever_it_writes_from(self, request_from):
        person = UserFactory()
        verdicts = [
            bool(check(request_from(f"203.0.113.{n}", user=person), "write")) for n in range(5)
        ]

        assert verdicts == [True, True, True, True, False]

    def test_an_account_does_not_use_up_what_its_address_has(self, request_from):
        tries(request_from(user=UserFactory()), 4)

        assert check(request_from(), "write")

    def test_a_new_window_begins_after_the_wait_that_was_named(self, request_from):
        with time_machine.travel("2026-11-02 10:20:00+08:00", tick=False) as clock:
            tries(request_from(), 2)
            verdict = check(request_from(), "write")
            clock.shift(verdict.retry_after)

            assert verdict.retry_after == 40 * 60
            assert check(request_from(), "write")

    def test_an_action_without_limits_is_a_mistake(self, request_from):
        with pytest.raises(KeyError):
            check(request_from(), "nonsense")

    def test_no_address_and_no_account_can_be_read_from_the_counters(self, request_from):
        person = UserFactory(username="zhangsan")
        check(request_from("203.0.113.9"), "write")
        check(request_from("203.0.113.9", user=person), "write")

        kept = " ".join(UseCount.objects.values_list("key", flat=True))
        assert "203.0" not in kept
        assert "zhangsan" not in kept


@pytest.mark.django_db
def test_200_people_behind_one_address_get_through_in_an_hour_without_javascript(request_from):
    with time_machine.travel("2026-11-02 10:00:00+08:00", tick=False) as clock:
        verdicts = []
        for _person in range(200):
            verdicts.append(bool(check(request_from(), "submit")))
            clock.shift(17)

    assert verdicts == [True] * 200


@pytest.mark.django_db
def test_a_flood_from_one_address_does_not_get_through(request_from):
    with time_machine.travel("2026-11-02 10:00:00+08:00", tick=False):
        passed = sum(bool(check(request_from(), "submit")) for _ in range(100))

    assert passed == 20


@pytest.mark.django_db
def test_counts_of_ended_windows_are_swept_away(settings):
    settings.REDIS_URL = ""
    old = timezone.now() - timedelta(days=1)
    UseCount.objects.create(key="old", number=3, until=old)

    count("new", seconds=60)

    assert list(UseCount.objects.values_list("key", flat=True)) == ["new"]


@pytest.mark.django_db
def test_counting_goes_on_in_the_table_while_the_cache_is_out_of_reach(settings, monkeypatch):
    def gone(*args, **kwargs):
        raise RedisGone

    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(cache, "add", gone)

    assert [count("key", seconds=60), count("key", seconds=60)] == [1, 2]


def test_the_shared_cache_counts_when_there_is_one(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert [count("shared", seconds=60), count("shared", seconds=60)] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_counting_at_the_same_time_loses_nothing():
    def add(_):
        try:
            return counting.count_in_table("busy", seconds=60)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(add, range(40)))

    assert sorted(results) == list(range(1, 41))
