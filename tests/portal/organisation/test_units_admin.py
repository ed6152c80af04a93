"""The screens over units, areas and topics: adding in place, and what cannot be changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.organisation.area import Area
from portal.organisation.membership import Role
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from tests.factories import AreaFactory, TopicFactory, UnitFactory

PLACE = {"tier": "township", "kind": "government"}
NEW = {"name": "新站", "code": "N1", "tier": "village", "kind": "station"}


@pytest.fixture
def keeper(client, person, land):
    """The system administrator of the eastern county, signed in."""
    user = person(Role.SYSTEM_ADMIN, land.east)
    client.force_login(user)
    return user


def add(client, **data):
    return client.post(reverse("units:add"), NEW | data)


class TestAdding:
    def test_below_an_own_unit(self, client, keeper, land):
        add(client, above=land.east_town.pk)

        land.east_town.refresh_from_db()
        assert Unit.objects.get(code="N1").get_parent() == land.east_town

    def test_it_is_written_into_the_history(self, client, keeper, land):
        add(client, above=land.east.pk)

        entry = ModelLogEntry.objects.get(action="wagtail.create")
        assert (entry.label, entry.user) == ("新站", keeper)

    def test_the_address_names_the_unit_above(self, client, keeper, land):
        page = client.get(reverse("units:add"), {"above": land.east_town.pk})

        assert page.context["form"]["above"].value() == str(land.east_town.pk)

    @pytest.mark.parametrize("unit", ["west", "city"])
    def test_not_below_a_foreign_unit(self, client, keeper, land, unit):
        page = add(client, above=getattr(land, unit).pk)

        assert "above" in page.context["form"].errors
        assert not Unit.objects.filter(code="N1").exists()

    def test_not_as_a_tree_of_its_own(self, client, keeper):
        assert "above" in add(client).context["form"].errors

    def test_a_superuser_starts_a_tree(self, client, superuser, land):
        client.force_login(superuser)
        add(client)

        assert Unit.objects.get(code="N1").is_root()

    def test_a_code_is_given_once(self, client, keeper, land):
        page = add(client, above=land.east.pk, code=land.west.code)

        assert "code" in page.context["form"].errors

    @pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.EDITOR])
    def test_other_roles_add_nothing(self, client, person, land, role):
        client.force_login(person(role, land.city))
        add(client, above=land.east.pk)

        assert not Unit.objects.filter(code="N1").exists()


class TestChanging:
    def test_what_is_known_of_a_unit(self, client, keeper, land):
        data = {
            "name": "湖口镇人民政府",
            "tier": "township",
            "kind": "government",
            "phone": "12345",
        }
        client.post(reverse("units:edit", args=[land.east_town.pk]), data)

        land.east_town.refresh_from_db()
        assert (land.east_town.name, land.east_town.phone) == ("湖口镇人民政府", "12345")

    def test_its_code_and_its_place_stay(self, client, keeper, land):
        data = {"name": "湖口镇", "code": "X", **PLACE}
        before = land.east_town.path
        client.post(reverse("units:edit", args=[land.east_town.pk]), data | {"above": land.west.pk})

        land.east_town.refresh_from_db()
        assert (land.east_town.code, land.east_town.path) == ("C11", before)

    def test_who_keeps_the_list_does_not_choose_who_reads_sealed_reports(
        self, client, keeper, land
    ):
        data = {"name": "湖口镇", **PLACE}
        client.post(
            reverse("units:edit", args=[land.east_town.pk]), data | {"receives_reports": "on"}
        )

        land.east_town.refresh_from_db()
        assert not land.east_town.receives_reports

    def test_nothing_is_deleted(self, client, keeper, land):
        client.post(reverse("units:delete", args=[land.east_town.pk]))

        assert Unit.objects.filter(pk=land.east_town.pk).exists()


class TestListing:
    def test_in_tree_order_and_indented(self, client, keeper):
        content = client.get(reverse("units:index")).content.decode()

        assert content.index("　东湖区") < content.index("　　湖口镇")

    def test_by_tier(self, client, keeper):
        content = client.get(reverse("units:index_results"), {"tier": "township"}).content.decode()

        assert ("湖口镇" in content, "东湖区" in content) == (True, False)

    def test_the_number_of_queries_does_not_grow(self, client, keeper, land):
        def queries():
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(reverse("units:index"))
            return len(asked)

        queries()  # fills what is read once
        few = queries()
        for _unit in range(45):
            UnitFactory(parent=land.east_town, area=AreaFactory())

        assert queries() == few


class TestAreasAndTopics:
    @pytest.mark.parametrize(
        ("screen", "model", "data"),
        [
            ("areas", Area, {"name": "新区", "code": "330100000000"}),
            ("topics", Topic, {"name": "新主题", "name_en": "New", "code": "T9"}),
        ],
    )
    def test_the_system_administrator_adds_them(self, client, keeper, screen, model, data):
        client.post(reverse(f"{screen}:add"), data)

        assert model.objects.get(code=data["code"]).name == data["name"]

    @pytest.mark.parametrize("screen", ["areas", "topics"])
    @pytest.mark.parametrize("role", [Role.EDITOR, Role.HANDLER])
    def test_others_do_not_see_the_screen(self, client, person, land, screen, role):
        client.force_login(person(role, land.city))

        assert client.get(reverse(f"{screen}:index")).headers["Location"] == "/admin/"


class TestChoosing:
    @pytest.mark.parametrize(
        ("window", "query", "found", "missing"),
        [
            ("unit_chooser", "湖口", "湖口镇", "西山区"),
            ("unit_chooser", "C2", "西山区", "湖口镇"),
            ("topic_chooser", "停车", "停车难", "绿化"),
            ("area_chooser", "3301", "余杭", "绍兴"),
        ],
    )
    def test_by_a_part_of_name_or_code(self, client, keeper, window, query, found, missing):
        TopicFactory(name="停车难")
        TopicFactory(name="绿化")
        AreaFactory(name="余杭", code="330110000000")
        AreaFactory(name="绍兴", code="330600000000")
        content = client.get(reverse(f"{window}:choose_results"), {"q": query}).content.decode()

        assert (found in content, missing in content) == (True, False)
