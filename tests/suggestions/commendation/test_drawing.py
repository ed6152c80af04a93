"""The draw: promised before, recomputed afterwards, made once, without anybody involved."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.organisation.membership import end
from suggestions.commendation.draw import Draw, PanelMember
from suggestions.commendation.drawing import (
    candidates_for,
    commitment_to,
    draw_panel,
    drawn_order,
    is_as_promised,
)
from suggestions.commendation.notice import publish_notice
from suggestions.commendation.refusals import CommendationRefused
from suggestions.models import Expert, Term
from tests.factories import NomineeFactory

pytestmark = pytest.mark.django_db
KEYS = st.sets(st.integers(1, 10_000), max_size=30)


def test_the_commitment_is_the_sha_256_that_the_page_describes():
    expected = hashlib.sha256(b"seed\n2,3,10").hexdigest()

    assert commitment_to("seed", [10, 2, 3]) == expected


def test_the_order_is_the_one_that_the_page_describes():
    by_hand = sorted([2, 3, 10], key=lambda key: hashlib.sha256(f"seed:{key}".encode()).hexdigest())

    assert drawn_order("seed", [3, 10, 2]) == by_hand


@given(keys=KEYS, seed=st.text(max_size=20))
def test_the_order_depends_on_nothing_but_seed_and_candidates(keys, seed):
    listed = sorted(keys)

    assert drawn_order(seed, listed) == drawn_order(seed, reversed(listed))
    assert sorted(drawn_order(seed, listed)) == listed


@given(keys=KEYS.filter(bool), seed=st.text(max_size=20))
def test_without_one_candidate_the_others_keep_their_order(keys, seed):
    gone = min(keys)

    left = [key for key in drawn_order(seed, keys) if key != gone]

    assert drawn_order(seed, keys - {gone}) == left


def test_the_seed_is_secret_until_the_draw_and_everyone_can_check_it_afterwards(at):
    world = at("panel")
    promised = Draw.objects.get()
    assert promised.public_seed == ""

    draw = draw_panel(world.row, by=world.chair, at=world.after)

    assert draw.public_seed == promised.seed
    assert draw.commitment == promised.commitment == commitment_to(draw.seed, draw.candidates)
    assert is_as_promised(draw)
    drawn = [member.user_id for member in draw.members.all()]
    assert drawn == drawn_order(draw.seed, draw.candidates)[:3]


def test_a_second_draw_is_the_first(at):
    world = at("panel")

    first = draw_panel(world.row, by=world.chair, at=world.after)
    second = draw_panel(world.row, by=world.supervisor, at=world.after + timedelta(hours=1))

    assert second.drawn_at == first.drawn_at
    assert PanelMember.objects.count() == 3


def test_nothing_is_drawn_before_the_notice_is_over(at):
    world = at("notice")

    with pytest.raises(CommendationRefused):
        draw_panel(world.row, by=world.chair, at=world.now)


def test_who_is_involved_cannot_be_drawn(at):
    world = at("draft")
    nominator, clerk, drafter, *others = world.reviewers
    NomineeFactory(commendation=world.row, nominated_by=nominator)
    NomineeFactory(commendation=world.row, kind="clerk", person=clerk)
    world.row.drafted_by = drafter
    world.row.save(update_fields=["drafted_by"])

    assert candidates_for(world.row, at=world.now) == [person.pk for person in others]


def test_experts_out_of_office_cannot_be_drawn(at):
    world = at("draft")
    retired, serving = world.reviewers[:2]
    Expert.objects.create(name="离任", user=retired)
    expert = Expert.objects.create(name="在任", user=serving)
    Term.objects.create(expert=expert, starts_on=timezone.localdate())

    found = candidates_for(world.row, at=world.now)

    assert retired.pk not in found
    assert serving.pk in found


def test_who_has_left_meanwhile_is_passed_over_and_that_is_kept(at):
    world = at("panel")
    draw = Draw.objects.get()
    first = drawn_order(draw.seed, draw.candidates)[0]
    leaver = next(person for person in world.reviewers if person.pk == first)
    leaver.memberships.update(ends_on=timezone.localdate(world.now) - timedelta(days=1))

    draw = draw_panel(world.row, by=world.chair, at=world.after)

    assert draw.passed_over == [first]
    assert first not in draw.members.values_list("user", flat=True)
    assert is_as_promised(draw)


def test_a_changed_panel_is_not_as_promised(at):
    world = at("panel")
    draw = draw_panel(world.row, by=world.chair, at=world.after)
    drawn = set(draw.members.values_list("user", flat=True))
    other = next(key for key in draw.candidates if key not in drawn)

    draw.members.filter(place=1).update(user=other)

    assert not is_as_promised(draw)


def test_a_changed_seed_is_not_as_promised(at):
    world = at("panel")
    draw = draw_panel(world.row, by=world.chair, at=world.after)
    draw.seed = "0" * 64

    assert not is_as_promised(draw)


def test_a_panel_larger_than_the_pool_is_refused_and_nothing_is_shown(at):
    world = at("draft")

    with pytest.raises(CommendationRefused):
        publish_notice(world.row, 7, by=world.publisher, at=world.now)

    world.row.refresh_from_db()
    assert world.row.step == "draft"
    assert not Draw.objects.exists()


def test_too_few_left_are_not_filled_up(at):
    world = at("panel")
    for person in world.reviewers[:4]:
        for membership in person.memberships.all():
            end(membership, on=timezone.localdate(world.now), by=None)

    with pytest.raises(CommendationRefused):
        draw_panel(world.row, by=world.chair, at=world.after)
