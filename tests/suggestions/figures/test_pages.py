"""The pages of the figures: who sees what, in how many queries, and what a file holds."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from portal.organisation.membership import Role, appoint
from suggestions.models import OverdueBoard
from suggestions.states import Classification
from tests.factories import UnitFactory, UserFactory
from tests.suggestions.figures.counting import clock_of, count, days, handed_in, reply_to

pytestmark = pytest.mark.django_db
PERIOD = {"first": "2026-03", "last": "2026-03"}


@pytest.fixture
def city():
    return UnitFactory(name="望澜市")


@pytest.fixture
def county(city):
    return UnitFactory(parent=city, name="河东县")


def someone(role, unit):
    user = UserFactory()
    appoint(user, role, unit, starts_on=date(2020, 1, 1))
    return user


@pytest.fixture
def supervisor(county):
    return someone(Role.SUPERVISOR, county)


def test_people_see_the_figures_of_their_unit_and_no_other(client, city, county, supervisor):
    handed_in(city)
    handed_in(county)
    count()
    client.force_login(supervisor)

    own = client.get(reverse("figures:figures"), PERIOD)
    foreign = client.get(reverse("figures:figures"), PERIOD | {"unit": city.pk})

    assert own.context["total"].counts["received"] == 1
    assert foreign.context["choice"].unit == county


def test_the_page_takes_the_same_queries_at_any_size(
    client, county, supervisor, django_assert_max_num_queries
):
    for number in range(12):
        unit = UnitFactory(parent=county)
        reply_to(handed_in(unit), after=days(number))
    count()
    client.force_login(supervisor)

    for more in ({}, {"unit": unit.pk}, {"by": "topic"}, {"by": "month"}):
        with django_assert_max_num_queries(15):
            client.get(reverse("figures:figures"), PERIOD | more)


@pytest.mark.parametrize("by", ["unit", "month", "topic", "channel"])
def test_figures_are_told_apart_in_all_ways(client, county, supervisor, by):
    handed_in(county)
    count()
    client.force_login(supervisor)

    page = client.get(reverse("figures:figures"), PERIOD | {"by": by})

    assert page.status_code == 200
    assert page.context["group"] == by


def test_behind_a_figure_stand_its_suggestions(client, county, supervisor):
    replied = handed_in(county, title="已答复的建议")
    reply_to(replied, after=days(3))
    reply_to(handed_in(county, title="答复很晚的建议"), after=days(30))
    count()
    client.force_login(supervisor)
    address = reverse("figures:rows", args=["within-15-days", "numerator"])

    page = client.get(address, PERIOD)

    assert [row.suggestion for row in page.context["window"].rows] == [replied]


def test_a_month_that_is_none_is_told(client, county, supervisor):
    client.force_login(supervisor)

    page = client.get(reverse("figures:figures"), {"first": "2026-13"})

    assert page.status_code == 200
    assert page.context["form"].errors["first"]


def test_the_score_sheet_has_every_percentage_with_its_counts(client, county, supervisor):
    reply_to(handed_in(county), after=days(3))
    count()
    client.force_login(supervisor)

    answer = client.get(reverse("figures:sheet_xlsx"), PERIOD)

    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    heading = "15日内答复率"
    at = rows[0].index(f"{heading} (%)")
    assert rows[1][:3] == (county.name, 1, 3)
    assert rows[1][at : at + 3] == (100, 1, 1)


def test_the_board_shows_what_is_owed_and_no_report(client, county, supervisor):
    clock_of(handed_in(county), due=days(1))
    clock_of(handed_in(county, classification=Classification.REPORT), due=days(1))
    client.force_login(supervisor)

    page = client.get(reverse("figures:overdue"))

    assert [(row.unit, row.count) for row in page.context["owed"]] == [(county, 1)]


def test_the_board_is_public_only_where_a_publisher_says_so(client, county, supervisor):
    clock_of(handed_in(county), due=days(1))
    address, switch = reverse("suggestions:overdue"), reverse("figures:publish_overdue")
    assert client.get(address).status_code == 404
    client.force_login(supervisor)
    assert client.post(switch, {"show": "yes"}).status_code in (302, 403)
    assert not OverdueBoard.load().is_public
    client.force_login(someone(Role.PUBLISHER, county))

    client.post(switch, {"show": "yes"})

    client.logout()
    assert county.name in client.get(address).content.decode()
