"""The pages of the figures: who sees what, in how many queries, and what a file holds."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from portal.organisation.membership import Role, appoint
from suggestions.figures.overdue import board, desk
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
    assert rows[1][:5] == (county.name, "2026-03", "2026-03", 1, 3)
    assert rows[1][at : at + 3] == (100, 1, 1)


def test_the_board_shows_what_is_owed_and_no_report(client, county, supervisor):
    clock_of(handed_in(county), due=days(1))
    clock_of(handed_in(county, classification=Classification.REPORT), due=days(1))
    client.force_login(supervisor)

    page = client.get(reverse("figures:overdue"))

    assert [(row.unit, row.count) for row in page.context["owed"]] == [(county, 1)]


def test_a_board_of_very_many_units_lists_those_that_wait_longest(
    client, county, supervisor, monkeypatch
):
    for module in (board, desk):
        monkeypatch.setattr(module, "SHOWN", 2)
    for day in (3, 1, 2):
        clock_of(handed_in(UnitFactory(parent=county, name=f"第{day}村")), due=days(day))
    client.force_login(supervisor)

    page = client.get(reverse("figures:overdue"))

    assert [str(row.unit) for row in page.context["owed"]] == ["第1村", "第2村"]
    assert "等待时间最长的 2 项" in page.content.decode()


def test_the_board_is_public_only_where_a_publisher_says_so(client, county, supervisor):
    clock_of(handed_in(county), due=days(1))
    address, switch = reverse("suggestions:overdue"), reverse("figures:publish_overdue")
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("suggestions:list")).content.decode()
    client.force_login(supervisor)
    assert client.post(switch, {"show": "yes"}).status_code in (302, 403)
    assert not OverdueBoard.load().is_public
    client.force_login(someone(Role.PUBLISHER, county))

    client.post(switch, {"show": "yes"})

    client.logout()
    assert county.name in client.get(address).content.decode()
    assert address in client.get(reverse("suggestions:list")).content.decode()


@pytest.mark.parametrize(("first", "last"), [("0001-01", "0001-01"), ("0001-01", "9999-12")])
def test_months_at_the_ends_of_the_calendar_are_no_trouble(client, supervisor, first, last):
    client.force_login(supervisor)

    page = client.get(reverse("figures:figures"), {"first": first, "last": last})

    assert page.status_code == 200
    assert f"{page.context['choice'].last:%m}" == last[-2:]


def test_whoever_reads_for_two_units_finds_the_way_from_one_to_the_other(client, city, county):
    beside = UnitFactory(parent=city, name="河西县")
    reader = someone(Role.HANDLER, county)
    appoint(reader, Role.EDITOR, beside, starts_on=date(2020, 1, 1))
    client.force_login(reader)

    page = client.get(reverse("figures:figures"), PERIOD)
    [(unit, query)] = page.context["beside"]
    other = client.get(f"{reverse('figures:figures')}?{query}")

    assert {page.context["choice"].unit, unit} == {county, beside}
    assert other.context["choice"].unit == unit


def test_a_superuser_reaches_every_tree(client, city):
    other = UnitFactory(name="临江市")
    client.force_login(UserFactory(is_superuser=True))

    page = client.get(reverse("figures:figures"), PERIOD)

    assert [unit for unit, _query in page.context["beside"]] == [other]


@pytest.mark.parametrize(
    "role", [Role.HANDLER, Role.SUPERVISOR, Role.LEADER, Role.EDITOR, Role.PUBLISHER]
)
@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_the_rows_behind_a_figure_are_as_many_as_it_counts_for_every_reader(
    client, county, role, part
):
    village = UnitFactory(parent=county)
    for unit in (county, village):
        reply_to(handed_in(unit), after=days(3))
        reply_to(handed_in(unit), after=days(30))
        reply_to(handed_in(unit, classification=Classification.REPORT), after=days(3))
    count()
    client.force_login(someone(role, county))

    page = client.get(reverse("figures:rows", args=["within-15-days", part]), PERIOD)

    share = page.context["share"]
    expected = share.part if part == "numerator" else share.whole
    assert len(page.context["window"].rows) == expected == (2 if part == "numerator" else 4)
