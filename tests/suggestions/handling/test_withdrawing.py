"""People with an interest withdraw: by their own word or a colleague's, until it is decided."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.handling.exclusion.declaring import (
    CannotExclude,
    Obstacle,
    Party,
    declare_interest,
)
from suggestions.handling.exclusion.disputing import decide, dispute, may_decide
from suggestions.handling.exclusion.exclusion import ExclusionState
from suggestions.models import Suggestion
from suggestions.rights import Action, may
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory(name="东湖区", parent=UnitFactory(name="望澜市"))


@pytest.fixture
def suggestion(unit):
    return SuggestionFactory(campaign=CampaignFactory(organiser=unit))


@pytest.fixture
def clerk(unit):
    return staff(Role.HANDLER, unit=unit)


@pytest.fixture
def colleague(unit):
    return staff(Role.HANDLER, unit=unit)


@pytest.fixture
def supervisor(unit):
    return staff(Role.SUPERVISOR, unit=unit)


def sees(user, suggestion):
    user, on = get_user_model().objects.get(pk=user.pk), timezone.localdate()
    listed = Suggestion.objects.visible_to(user, on=on).filter(pk=suggestion.pk).exists()
    assert listed == may(user, Action.SEE, suggestion, on=on)
    return listed


def declare(suggestion, *, by, user=None, unit=None, reason="系建议人近亲属"):
    party = Party(user=user, unit=unit)
    return declare_interest(suggestion, party, reason=reason, by=by, at=timezone.now())


def test_who_withdraws_neither_sees_it_nor_acts_on_it(suggestion, clerk, colleague):
    declare(suggestion, by=clerk, user=clerk)

    assert not sees(clerk, suggestion)
    fresh = get_user_model().objects.get(pk=clerk.pk)
    assert not any(may(fresh, action, suggestion, on=timezone.localdate()) for action in Action)
    assert sees(colleague, suggestion)


def test_a_unit_that_withdraws_takes_all_below_it_along(suggestion, unit, supervisor):
    below = staff(Role.HANDLER, unit=UnitFactory(parent=unit))
    above = staff(Role.SUPERVISOR, unit=unit.get_parent())

    declare(suggestion, by=above, unit=unit)

    assert not sees(supervisor, suggestion)
    assert sees(above, suggestion)
    assert not sees(below, suggestion)


def test_the_only_clerk_of_a_village_goes_on_and_it_is_noted():
    village = UnitFactory()
    alone = staff(Role.HANDLER, unit=village)
    suggestion = SuggestionFactory(campaign=CampaignFactory(organiser=village))

    kept = declare(suggestion, by=alone, user=alone)

    assert kept.state == ExclusionState.NOTED
    assert sees(alone, suggestion)
    assert suggestion.history.get(event="excluded").after == ExclusionState.NOTED


def test_a_reason_is_needed_and_once_is_enough(suggestion, clerk, colleague):
    with pytest.raises(CannotExclude) as without:
        declare(suggestion, by=clerk, user=clerk, reason="  ")
    declare(suggestion, by=colleague, user=clerk)
    with pytest.raises(CannotExclude) as twice:
        declare(suggestion, by=colleague, user=clerk)

    assert without.value.obstacle == Obstacle.REASON
    assert twice.value.obstacle == Obstacle.ALREADY


@pytest.mark.parametrize(("holds", "state"), [(True, "upheld"), (False, "lifted")])
def test_a_dispute_holds_until_a_supervisor_decides(
    holds, state, suggestion, clerk, colleague, supervisor
):
    row = declare(suggestion, by=colleague, user=clerk)

    dispute(row, why="并非亲属", by=clerk, at=timezone.now())
    assert not sees(clerk, suggestion)
    decide(row, holds=holds, why="已核实", by=supervisor, at=timezone.now())

    row.refresh_from_db()
    assert row.state == state
    assert sees(clerk, suggestion) == (not holds)


def test_nobody_decides_on_their_own_word_or_case(suggestion, clerk, supervisor, unit):
    row = declare(suggestion, by=supervisor, user=clerk)
    dispute(row, why="并非亲属", by=clerk, at=timezone.now())
    other = staff(Role.SUPERVISOR, unit=unit)
    row.refresh_from_db()

    on = timezone.localdate()
    deciders = [person for person in (clerk, supervisor, other) if may_decide(row, person, on=on)]
    with pytest.raises(CannotExclude):
        decide(row, holds=True, why="本人", by=supervisor, at=timezone.now())

    assert deciders == [other]


def test_only_who_is_concerned_disputes_it(suggestion, clerk, colleague):
    row = declare(suggestion, by=colleague, user=clerk)

    with pytest.raises(CannotExclude) as caught:
        dispute(row, why="代为异议", by=colleague, at=timezone.now())

    assert caught.value.obstacle == Obstacle.NOT_YOURS


class TestPages:
    def test_withdrawing_at_the_desk_leads_back_to_the_pile(
        self, client, suggestion, clerk, colleague
    ):
        client.force_login(clerk)

        answer = client.post(
            reverse("handling:exclude", args=[suggestion.receipt]),
            {"own-reason": "系建议人近亲属"},
        )

        assert answer.headers["Location"] == reverse("handling:pile")
        assert not sees(clerk, suggestion)

    def test_a_name_that_nobody_has_loses_no_reason(self, client, suggestion, colleague):
        client.force_login(colleague)

        answer = client.post(
            reverse("handling:exclude", args=[suggestion.receipt]),
            {"party-person": "查无此人", "party-reason": "与建议人同村近邻"},
        )

        assert answer.status_code == 422
        assert "与建议人同村近邻" in answer.content.decode()

    def test_a_colleague_is_named_by_name_and_disputes_without_the_text(
        self, client, suggestion, clerk, colleague
    ):
        client.force_login(colleague)
        client.post(
            reverse("handling:exclude", args=[suggestion.receipt]),
            {"party-person": clerk.username, "party-reason": "同村近邻"},
        )
        client.force_login(clerk)

        page = client.get(reverse("handling:withdrawals")).content.decode()

        assert suggestion.receipt in page
        assert suggestion.title not in page
        assert reverse("handling:dispute_exclusion", args=[suggestion.exclusions.get().pk]) in page

    def test_an_unknown_name_keeps_nobody_out(self, client, suggestion, clerk):
        client.force_login(clerk)

        client.post(
            reverse("handling:exclude", args=[suggestion.receipt]),
            {"party-person": "查无此人", "party-reason": "利害关系"},
        )

        assert not suggestion.exclusions.exists()
