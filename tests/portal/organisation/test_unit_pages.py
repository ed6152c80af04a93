"""The pages of units and areas: dissolving, changes of name, and how they grow."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.models import Area, Unit
from portal.organisation.dissolving import dissolve
from portal.organisation.membership import Role
from tests.factories import AreaFactory

TODAY = timezone.localdate()


class TestDissolving:
    """What the unit holds, a last question, and the deed."""

    def page(self, unit) -> str:
        return reverse("units:dissolve", args=[unit.pk])

    def test_it_tells_what_the_unit_holds(self, client, land, person):
        person(Role.HANDLER, land.east_town)
        client.force_login(person(Role.SYSTEM_ADMIN, land.east))

        holdings = client.get(self.page(land.east_town)).context["holdings"]

        counts = [holding.count for holding in holdings]
        assert counts[:3] == [0, 1, 0]

    def test_the_first_answer_only_asks_again(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))
        said = {"successor": land.west.pk, "on": TODAY}

        answer = client.post(self.page(land.east_town), said)

        assert answer.context["asking"]
        assert Unit.objects.get(pk=land.east_town.pk).valid_until is None

    def test_the_second_dissolves(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))
        said = {"successor": land.west.pk, "on": TODAY, "confirmed": "1"}

        client.post(self.page(land.east_town), said)

        assert Unit.objects.get(pk=land.east_town.pk).successor == land.west

    @pytest.mark.parametrize("days", [1, 400])
    def test_not_on_a_day_to_come(self, client, land, person, days):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))
        on = TODAY + timedelta(days=days)
        said = {"successor": land.west.pk, "on": on, "confirmed": "1"}

        answer = client.post(self.page(land.east_town), said)

        assert "on" in answer.context["form"].errors
        assert Unit.objects.get(pk=land.east_town.pk).valid_until is None

    def test_what_is_refused_says_why(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))
        said = {"successor": land.west.pk, "on": TODAY, "confirmed": "1"}

        answer = client.post(self.page(land.east), said)

        assert answer.context["form"].non_field_errors()
        assert Unit.objects.get(pk=land.east.pk).valid_until is None

    def test_a_foreign_unit_is_not_found(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.east))

        assert client.get(self.page(land.west)).status_code == 404


class TestNames:
    """A change of name is kept, a slip is not."""

    @pytest.mark.parametrize(
        ("since", "former"),
        [(TODAY, [{"name": "纱厂街道", "until": str(TODAY - timedelta(days=1))}]), ("", [])],
    )
    def test_an_area(self, client, land, person, since, former):
        area = AreaFactory(name="纱厂街道")
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))

        client.post(
            reverse("areas:edit", args=[area.pk]), {"name": "石榴街道", "name_since": since}
        )

        area = Area.objects.get(pk=area.pk)
        assert (area.name, area.former_names) == ("石榴街道", former)

    def test_two_areas_are_not_merged_into_each_other(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))
        first, second = AreaFactory(), AreaFactory()
        later = TODAY + timedelta(days=9)
        Area.objects.filter(pk=first.pk).update(valid_until=later, successor=second)
        said = {"name": second.name, "valid_until": later, "successor": first.pk}

        answer = client.post(reverse("areas:edit", args=[second.pk]), said)

        assert "successor" in answer.context["form"].errors

    def test_a_merged_area_needs_its_last_day(self, client, land, person):
        area, heir = AreaFactory(), AreaFactory()
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))

        answer = client.post(
            reverse("areas:edit", args=[area.pk]), {"name": area.name, "successor": heir.pk}
        )

        assert "valid_until" in answer.context["form"].errors

    @pytest.mark.parametrize("code", ["1234", "98010200000X"])
    def test_a_new_area_has_twelve_digits(self, client, land, person, code):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))

        answer = client.post(reverse("areas:add"), {"name": "新区", "code": code})

        assert "code" in answer.context["form"].errors


class TestFiveThousand:
    """No page grows with the number of units."""

    @pytest.fixture
    def crowd(self, land):
        last = Unit.objects.get(pk=land.city.pk)
        Unit.objects.bulk_create(
            Unit(
                name=f"单位{number}",
                code=f"Z{number}",
                tier="village",
                path=f"{last.path}Z{number:03}",
                depth=2,
            )
            for number in range(1000)
        )

    @pytest.mark.parametrize(
        "page", ["units:index", "units:add", "unit_chooser:choose", "memberships:add"]
    )
    def test_pages_stay_small_and_queries_few(
        self, client, land, person, crowd, superuser, page, django_assert_max_num_queries
    ):
        client.force_login(superuser)
        client.get(reverse(page))

        with django_assert_max_num_queries(30):
            answer = client.get(reverse(page))

        assert answer.content.count("单位".encode()) < 200

    def test_a_dissolved_unit_is_not_in_the_window(self, client, land, superuser):
        dissolve(land.east_town, land.west, on=TODAY, by=None)
        client.force_login(superuser)

        window = client.get(reverse("unit_chooser:choose")).json()["html"]

        assert "西山区" in window
        assert "湖口镇" not in window
