"""The pages of the admin: dissolving, lists, delegations, and for which unit one acts."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from portal.models import Area, Delegation, ListUpload, Unit
from portal.organisation.acting import acting_unit
from portal.organisation.dissolving import dissolve
from portal.organisation.membership import Role, appoint
from tests.factories import AreaFactory

TODAY = timezone.localdate()
UNITS = "编码,名称,上级编码,层级\nN1,新一,C1,街镇\nN2,新二,C2,街镇\n"
LISTS = reverse("organisation_lists:lists")
DELEGATIONS = reverse("delegations:delegations")


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


class TestLists:
    """What was tried is what is taken."""

    def sent(self, client, text: str = UNITS, **said):
        file = SimpleUploadedFile("list.csv", text.encode("gb18030"))
        return client.post(LISTS, {"kind": "units", "file": file, **said}, follow=True)

    def test_a_list_is_tried_first(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))

        answer = self.sent(client)

        assert answer.context["outcome"].counts["new"] == 2
        assert not Unit.objects.filter(code="N1").exists()

    def test_then_taken_over_once(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))
        self.sent(client)
        upload = ListUpload.objects.get()
        page = reverse("organisation_lists:list", args=[upload.pk])

        client.post(page)
        client.post(page)

        upload.refresh_from_db()
        assert upload.outcome["new"] == Unit.objects.filter(code__startswith="N").count() == 2
        assert upload.content is None

    def test_a_county_takes_only_its_own(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.east))

        answer = self.sent(client)

        assert [refused.line for refused in answer.context["outcome"].refused] == [3]

    def test_what_is_no_table_says_so(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))

        assert self.sent(client, "编码\nX\n").context["problem"]

    def test_topics_need_a_version(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))

        answer = self.sent(client, kind="topics")

        assert "version" in answer.context["form"].errors

    def test_anothers_list_is_not_found(self, client, land, person):
        client.force_login(person(Role.SYSTEM_ADMIN, land.city))
        self.sent(client)
        page = reverse("organisation_lists:list", args=[ListUpload.objects.get().pk])

        client.force_login(person(Role.SYSTEM_ADMIN, land.city))

        assert client.get(page).status_code == 404

    def test_only_for_who_keeps_the_lists(self, client, land, person):
        client.force_login(person(Role.HANDLER, land.city))

        assert self.sent(client).redirect_chain or not ListUpload.objects.exists()
        assert not ListUpload.objects.exists()


class TestDelegations:
    """One lends one's own role and takes it back."""

    @pytest.fixture
    def absent(self, client, land, person):
        absent = person(Role.HANDLER, land.east)
        client.force_login(absent)
        return absent

    def said(self, absent, to):
        return {
            "membership": absent.memberships.get().pk,
            "to": to.username,
            "starts_on": TODAY,
            "ends_on": TODAY + timedelta(days=5),
        }

    def test_a_role_is_lent_and_taken_back(self, client, land, person, absent):
        colleague = person(Role.STATION_CLERK, land.east)

        client.post(DELEGATIONS, self.said(absent, colleague))
        delegation = Delegation.objects.get()
        client.post(reverse("delegations:take_back", args=[delegation.pk]))

        delegation.refresh_from_db()
        assert (delegation.to, bool(delegation.ended_at)) == (colleague, True)

    def test_what_is_refused_keeps_what_was_typed(self, client, land, person, absent):
        stranger = person(Role.HANDLER, land.west)

        answer = client.post(DELEGATIONS, self.said(absent, stranger))

        assert answer.context["form"].non_field_errors()
        assert answer.context["form"]["to"].value() == stranger.username

    def test_anothers_role_is_not_offered(self, client, land, person, absent):
        other = person(Role.HANDLER, land.east)
        said = {**self.said(absent, other), "membership": other.memberships.get().pk}

        answer = client.post(DELEGATIONS, said)

        assert "membership" in answer.context["form"].errors

    def test_anothers_delegation_is_not_found(self, client, land, person, absent):
        colleague = person(Role.STATION_CLERK, land.east)
        client.post(DELEGATIONS, self.said(absent, colleague))
        client.force_login(colleague)

        answer = client.post(reverse("delegations:take_back", args=[Delegation.objects.get().pk]))

        assert answer.status_code == 404
        assert Delegation.objects.get().ended_at is None


class TestActing:
    """Who holds roles for several units chooses one."""

    @pytest.fixture
    def clerk(self, client, land, person):
        clerk = person(Role.HANDLER, land.east)
        appoint(clerk, Role.EDITOR, land.west, starts_on=TODAY)
        client.force_login(clerk)
        return clerk

    def request(self, client, clerk):
        request = RequestFactory().get("/")
        request.user, request.session = type(clerk).objects.get(pk=clerk.pk), client.session
        return request

    def test_the_first_unit_counts_until_one_is_chosen(self, client, land, clerk):
        assert acting_unit(self.request(client, clerk), Role, TODAY) == land.east

        client.post(reverse("acting:choose"), {"unit": land.west.pk})

        assert acting_unit(self.request(client, clerk), Role, TODAY) == land.west

    def test_the_choice_counts_only_for_roles_held_there(self, client, land, clerk):
        client.post(reverse("acting:choose"), {"unit": land.west.pk})

        assert acting_unit(self.request(client, clerk), [Role.HANDLER], TODAY) == land.east
        assert acting_unit(self.request(client, clerk), [Role.LEADER], TODAY) is None

    def test_a_foreign_unit_cannot_be_chosen(self, client, land, clerk):
        answer = client.post(reverse("acting:choose"), {"unit": land.city.pk})

        assert answer.status_code in (302, 403)
        assert "acting_unit" not in client.session

    def test_the_first_page_shows_it(self, client, land, clerk):
        assert "东湖区" in client.get(reverse("wagtailadmin_home")).content.decode()


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
