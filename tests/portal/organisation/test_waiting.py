from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from portal.organisation import waiting
from portal.organisation.membership import Role
from portal.organisation.waiting import WAITING_WORK, Waiting, waiting_for
from suggestions.models import Round
from suggestions.states import State
from tests.factories import (
    CampaignFactory,
    RoundFactory,
    SuggestionFactory,
    UnitFactory,
    UserFactory,
    staff,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def unit():
    return UnitFactory(name="望澜市征集办")


def lines(person):
    return {line.url: (line.count, line.late) for line in waiting_for(person, on=TODAY)}


def test_somebody_without_a_desk_has_no_lines():
    assert lines(UserFactory()) == {}


def test_handler_sees_what_nobody_has_looked_at_in_their_units_and_nowhere_else(unit):
    campaign = CampaignFactory(organiser=unit)
    SuggestionFactory(campaign=campaign, unit=unit)
    SuggestionFactory(campaign=campaign, unit=unit, state=State.ACCEPTED)
    SuggestionFactory(unit=UnitFactory())

    assert lines(staff(Role.HANDLER, unit=unit))[reverse("handling:pile")] == (1, 0)


def test_reviewer_sees_what_is_open_and_what_is_late(unit):
    campaign = CampaignFactory(organiser=unit, phase="reviewing")
    reviewer = staff(Role.REVIEWER, unit=unit)
    texts = [SuggestionFactory(campaign=campaign, published=True) for _ in range(2)]
    RoundFactory(campaign=campaign, suggestions=texts, reviewers=[reviewer])
    Round.objects.update(deadline=timezone.now() - timedelta(days=2))

    assert lines(reviewer)[reverse("review:mine")] == (2, 2)


def test_late_work_stands_first_and_counting_ends_somewhere(unit, monkeypatch):
    monkeypatch.setattr(waiting, "MOST", 1)
    campaign = CampaignFactory(organiser=unit)
    for _ in range(3):
        SuggestionFactory(campaign=campaign, unit=unit)
    urgent = Waiting("urgent", 1, "/", late=1)

    with hooks.register_temporarily(WAITING_WORK, lambda person, on: [urgent]):
        first, second, *_rest = waiting_for(staff(Role.HANDLER, unit=unit), on=TODAY)

    assert (first, second.count, second.is_more) == (urgent, 2, True)


def test_first_page_of_the_admin_says_what_waits(client, unit):
    SuggestionFactory(campaign=CampaignFactory(organiser=unit), unit=unit)
    client.force_login(staff(Role.HANDLER, unit=unit))

    page = client.get(reverse("wagtailadmin_home"), headers={"accept-language": "en"})

    assert reverse("handling:pile") in page.content.decode()
    assert 'class="waiting"' in page.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_first_page_takes_a_fixed_number_of_queries(
    client, unit, count, django_assert_max_num_queries
):
    campaign = CampaignFactory(organiser=unit)
    for _ in range(count):
        SuggestionFactory(campaign=campaign, unit=unit)
    person = staff(Role.HANDLER, Role.REVIEWER, Role.CHAIR, Role.EDITOR, unit=unit)

    with django_assert_max_num_queries(40):
        waiting_for(person, on=TODAY)
