"""Reasons typed at the desk are measured and kept; a notice cannot be extended for ever."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from suggestions.commendation.certificate import WHY_LENGTH
from suggestions.commendation.commendation import midnight
from suggestions.commendation.nominee import REASON_LENGTH
from suggestions.commendation.notice import LONGEST_EXTENSION, extend_notice
from suggestions.commendation.refusals import CommendationRefused
from suggestions.models import Commendation

pytestmark = pytest.mark.django_db
FOR_EVER = date.max


def do(client, world, act, reason):
    address = reverse("commendation:nominee", args=[world.nominee.pk, act])
    return client.post(address, {"reason": reason})


@pytest.mark.parametrize(
    ("step", "act", "who", "longest"),
    [
        ("draft", "take-off", "editor", REASON_LENGTH),
        ("published", "revoke", "publisher", WHY_LENGTH),
    ],
)
def test_a_reason_that_does_not_fit_comes_back_as_it_was_typed(client, at, step, act, who, longest):
    world = at(step)
    client.force_login(getattr(world, who))
    typed = "理" * (longest + 1)

    answer = do(client, world, act, typed)

    assert answer.status_code == 200
    assert list(answer.context["typed"]["form"].errors) == ["reason"]
    assert f'value="{typed}"' in answer.content.decode()
    world.nominee.refresh_from_db()
    assert world.nominee.removed_at is None
    assert not hasattr(world.nominee, "certificate") or not world.nominee.certificate.is_revoked


def test_a_reason_of_just_the_longest_length_is_kept_whole(client, at):
    world = at("published")
    client.force_login(world.publisher)

    do(client, world, "revoke", "理" * WHY_LENGTH)

    world.nominee.certificate.refresh_from_db()
    assert world.nominee.certificate.revoked_reason == "理" * WHY_LENGTH


@pytest.mark.parametrize("reason", ["", "更正"])
@pytest.mark.parametrize("act", ["take-off", "withhold", "revoke"])
def test_who_may_not_is_turned_away_whatever_they_typed(client, at, act, reason):
    world = at("notice")
    client.force_login(world.chair)

    assert do(client, world, act, reason).status_code in (302, 403)
    world.nominee.refresh_from_db()
    assert world.nominee.removed_at is None
    assert world.nominee.name_withheld_at is None


@pytest.mark.parametrize("days", [LONGEST_EXTENSION.days + 1, None])
def test_a_notice_is_not_extended_beyond_reason(client, at, days):
    world = at("notice")
    planned = world.row.notice_until
    until = planned + timedelta(days=days) if days else FOR_EVER
    client.force_login(world.publisher)

    answer = client.post(
        reverse("commendation:act", args=[world.row.pk, "extend"]),
        {"extend-until": until.isoformat()},
    )

    world.row.refresh_from_db()
    assert world.row.notice_until == planned
    assert until.isoformat() in answer.content.decode()
    with pytest.raises(CommendationRefused):
        extend_notice(world.row, until, by=world.publisher, at=world.now)


def test_a_notice_can_be_extended_to_the_last_day_allowed(at):
    world = at("notice")
    until = world.row.notice_until + LONGEST_EXTENSION

    extend_notice(world.row, until, by=world.publisher, at=world.now)

    assert Commendation.objects.get(pk=world.row.pk).notice_until == until


def test_the_public_page_stands_whatever_day_was_kept(client, at):
    world = at("notice")
    Commendation.objects.filter(pk=world.row.pk).update(notice_until=FOR_EVER)

    answer = client.get(reverse("suggestions:commendation", args=[world.row.pk]))

    assert answer.status_code == 200
    assert answer.context["takes_objections"]


def test_objections_are_taken_until_the_last_second_of_the_last_day(at):
    world = at("notice")
    after = midnight(world.row.notice_until + timedelta(days=1))

    assert world.row.takes_objections(after - timedelta(microseconds=1))
    assert not world.row.takes_objections(after)


def test_the_extension_is_kept_in_no_language_and_read_in_each(at):
    world = at("notice")
    until = world.row.notice_until + timedelta(days=2)
    with translation.override("zh-hans"):
        extend_notice(world.row, until, by=world.publisher, at=world.now)

    entry = world.row.history.last()

    assert entry.note == f"Notice extended until %(day)s\n{until.isoformat()}"
    with translation.override("en"):
        assert entry.words.startswith("Notice extended until ")
        assert str(until.year) in entry.words
    with translation.override("zh-hans"):
        assert f"{until.year}年{until.month}月{until.day}日" in entry.words
