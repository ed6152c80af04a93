"""Work orders, agents and co-authors at the desk: panels, dates and tables within one's reach."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.joint.inviting import invite
from suggestions.models import WorkOrder
from tests.factories import (
    AgencyFactory,
    CampaignFactory,
    ConnectedSystemFactory,
    SuggestionFactory,
    UnitFactory,
    WorkOrderFactory,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def handler(client, unit):
    person = staff(Role.HANDLER, unit=unit)
    client.force_login(person)
    return person


@pytest.fixture
def order(unit):
    system = ConnectedSystemFactory(campaign=CampaignFactory(organiser=unit))
    return WorkOrderFactory(system=system, number="GD-77", category="市政设施")


def item(client, row):
    return client.get(reverse("handling:item", args=[row.receipt])).content.decode()


def test_the_page_of_a_work_order_has_its_own_number(client, handler, order):
    page = item(client, order.suggestion)

    assert "GD-77" in page
    assert "市政设施" in page


def test_a_date_is_committed_to_from_the_page(client, handler, order):
    day = timezone.localdate() + timedelta(days=10)
    url = reverse("workorders:commit", args=[order.suggestion.receipt])

    client.post(url, {"on": timezone.localdate().isoformat(), "note": "今天"})
    order.refresh_from_db()
    assert order.committed_on is None

    client.post(url, {"on": day.isoformat(), "note": "十日内更换灯具"})
    order.refresh_from_db()
    assert order.committed_on == day
    assert order.suggestion.history.get(event="committed").note == "十日内更换灯具"


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=180 * 365)])
def test_a_date_that_is_refused_comes_back_with_the_measures(client, handler, order, ahead):
    url = reverse("workorders:commit", args=[order.suggestion.receipt])
    day = timezone.localdate() + ahead

    answer = client.post(url, {"on": day.isoformat(), "note": "十日内更换灯具"})

    assert answer.status_code == 422
    assert "十日内更换灯具" in answer.content.decode()


def test_nobody_commits_for_another_unit(client, handler):
    other = WorkOrderFactory()

    url = reverse("workorders:commit", args=[other.suggestion.receipt])
    assert client.post(url, {"on": "2030-01-01", "note": "x"}).status_code == 404


def test_the_page_names_the_agent_and_leads_to_their_page(client, handler, unit):
    row = SuggestionFactory(campaign=CampaignFactory(organiser=unit))
    agency = AgencyFactory(suggestion=row, agent=staff(Role.STATION_CLERK, unit=unit, name="小陈"))

    page = item(client, row)

    assert "小陈" in page
    assert reverse("agency:agency", args=[agency.pk]) in page


def test_names_signed_on_paper_are_counted_and_not_named_in_public(client, handler, unit):
    row = SuggestionFactory(campaign=CampaignFactory(organiser=unit), published=True)
    invite(row, ["老李"], at=timezone.now())

    client.post(reverse("joint:paper", args=[row.receipt]), {"labels": "张三甲\n李四乙"})

    people = row.co_authors.confirmed()
    assert [(person.name, person.how) for person in people] == [
        ("张三甲", "paper"),
        ("李四乙", "paper"),
    ]
    assert "张三甲" in item(client, row)
    assert "张三甲" not in client.get(row.get_absolute_url()).content.decode()


def test_names_that_are_refused_come_back_as_typed(client, handler, unit):
    row = SuggestionFactory(campaign=CampaignFactory(organiser=unit))
    invite(row, ["老李"], at=timezone.now())
    names = "\n".join(f"签名者{number}" for number in range(21))

    answer = client.post(reverse("joint:paper", args=[row.receipt]), {"labels": names})

    assert answer.status_code == 422
    assert "签名者20" in answer.content.decode()
    assert not row.co_authors.confirmed().exists()


def test_the_agents_page_takes_every_step_and_keeps_what_was_typed(client, unit):
    station = UnitFactory(parent=unit)
    clerk = staff(Role.STATION_CLERK, unit=station)
    agency = AgencyFactory(
        agent=clerk, unit=station, suggestion=SuggestionFactory(unit=UnitFactory())
    )
    client.force_login(clerk)
    page = reverse("agency:agency", args=[agency.pk])
    assert agency.suggestion.title in client.get(page).content.decode()

    client.post(reverse("agency:act", args=[agency.pk, "up"]), {"note": "请协调供水公司"})
    again = client.post(reverse("agency:act", args=[agency.pk, "up"]), {"note": "再请协调"})

    assert again.status_code == 422
    assert "再请协调" in again.content.decode()
    client.force_login(staff(Role.HANDLER, unit=unit))
    listed = client.get(reverse("agency:list"), {"show": "above"}).content.decode()
    assert agency.suggestion.title in listed
    client.post(reverse("agency:act", args=[agency.pk, "take"]))
    agency.refresh_from_db()
    assert agency.upper_agent is not None


def test_the_list_of_agencies_costs_the_same_for_many(client, handler, unit):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            client.get(reverse("agency:list"))
        return len(counted)

    AgencyFactory(unit=unit)
    queries()
    one = queries()
    for _ in range(4):
        AgencyFactory(unit=unit)

    assert queries() == one


def test_a_table_sent_twice_is_told_line_by_line_and_doubles_nothing(client, handler, order):
    content = "工单编号,标题,内容\nGD-1,路灯,不亮\n,无号,内容\n".encode("gb18030")

    def sent():
        table = SimpleUploadedFile("orders.csv", content)
        said = {"system": order.system.pk, "table": table}
        return client.post(reverse("workorders:import"), said).content.decode()

    assert "第 3 行" in sent()
    sent()
    assert WorkOrder.objects.filter(number="GD-1").count() == 1


@pytest.mark.parametrize("name", ["orders.exe", "orders.xlsx"])
def test_what_is_no_table_is_told(client, handler, order, name):
    table = SimpleUploadedFile(name, b"not a workbook")

    said = {"system": order.system.pk, "table": table}
    response = client.post(reverse("workorders:import"), said)

    assert response.status_code == 422


def test_systems_of_other_units_are_not_offered(client, handler, order):
    other = ConnectedSystemFactory()
    said = {"system": other.pk, "table": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}

    assert client.post(reverse("workorders:import"), said).status_code == 422
