"""Foreign rows, rights and contact details at the screening desk."""

import pytest
from django.urls import reverse

from portal.accounts.contact import ContactAccess, Purpose
from portal.organisation.membership import Role
from suggestions.suggestion import STAFF_ROLES
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory
from tests.suggestions.handling.desk.asking import POSTS, STEPS, state_of_everything, text_of, url

pytestmark = pytest.mark.django_db


class TestForeignRows:
    """A row of another unit answers 404 to whatever is asked of it, and stays as it is."""

    @pytest.fixture
    def foreign(self):
        return SuggestionFactory(title="别家的", campaign=CampaignFactory(), published=True)

    def test_the_page_is_not_found(self, client, sign_in, foreign):
        sign_in(*STAFF_ROLES)

        assert client.get(url("item", foreign)).status_code == 404
        assert client.get(url("correct", foreign)).status_code == 404

    @pytest.mark.parametrize("name", POSTS)
    def test_nothing_can_be_done_with_it(self, client, sign_in, foreign, name):
        sign_in(*STAFF_ROLES)
        before = state_of_everything()

        assert client.post(url(name, foreign), POSTS[name]).status_code == 404
        assert state_of_everything() == before

    @pytest.mark.parametrize("step", STEPS)
    def test_no_step_can_be_taken(self, client, sign_in, foreign, step):
        sign_in(*STAFF_ROLES)
        before = state_of_everything()

        assert client.post(url("step", foreign, step), {"note": "原因"}).status_code == 404
        assert state_of_everything() == before

    def test_it_is_neither_listed_nor_found_by_its_number(self, client, sign_in, foreign):
        sign_in(*STAFF_ROLES)

        assert "别家的" not in text_of(client.get(reverse("handling:pile"), {"state": "all"}))
        query = {"receipt": foreign.receipt}
        assert "别家的" not in text_of(client.get(reverse("handling:pile"), query))

    @pytest.mark.parametrize("step", ["accept", "publish"])
    def test_it_is_left_alone_when_ticked(self, client, sign_in, foreign, step):
        sign_in(*STAFF_ROLES)
        before = state_of_everything()

        client.post(reverse("handling:bulk"), {"selected": [foreign.pk], "step": step})

        assert state_of_everything() == before

    def test_its_campaign_is_no_filter(self, client, sign_in, foreign):
        sign_in(*STAFF_ROLES)

        assert foreign.campaign.title not in text_of(client.get(reverse("handling:pile")))


class TestRights:
    @pytest.mark.parametrize("role", [Role.LEADER, Role.CHAIR, Role.STATION_CLERK])
    @pytest.mark.parametrize("name", ["classify", "publish", "hide", "correct"])
    def test_who_may_only_look_may_do_nothing(self, client, sign_in, suggestion, role, name):
        sign_in(role)
        before = state_of_everything()

        assert client.get(url("item", suggestion)).status_code == 200
        # Wagtail answers a refusal with a way back to the admin's home
        assert client.post(url(name, suggestion), POSTS[name]).status_code == 302
        assert state_of_everything() == before

    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN])
    def test_others_do_not_come_in(self, client, sign_in, suggestion, role):
        sign_in(role)

        for address in (reverse("handling:pile"), url("item", suggestion)):
            assert client.get(address).status_code == 302

    def test_citizens_and_guests_do_not_come_in(self, client, suggestion):
        assert client.get(url("item", suggestion)).status_code == 302
        client.force_login(UserFactory())
        assert client.get(url("item", suggestion)).status_code == 302

    @pytest.mark.parametrize("name", POSTS)
    def test_nothing_is_done_by_a_link(self, client, sign_in, suggestion, name):
        sign_in(*STAFF_ROLES)
        before = state_of_everything()

        client.get(url(name, suggestion))

        assert state_of_everything() == before
        assert not ContactAccess.objects.filter(purpose=Purpose.CONTACT).exists()

    def test_a_sealed_report_is_not_found_in_its_own_unit(self, client, sign_in, suggestion):
        UnitFactory(receives_reports=True)
        sign_in(*STAFF_ROLES)

        response = client.post(url("classify", suggestion), {"classification": "report"})

        assert response.url == reverse("handling:pile")
        assert client.get(url("item", suggestion)).status_code == 404


class TestContact:
    def test_it_is_shown_on_a_click_only_and_the_click_is_written_down(
        self, client, sign_in, suggestion
    ):
        person = sign_in(Role.HANDLER)
        assert "13800000000" not in text_of(client.get(url("item", suggestion)))

        response = client.post(url("contact", suggestion))

        assert "13800000000" in text_of(response)
        assert "no-store" in response["Cache-Control"]
        access = ContactAccess.objects.get(purpose=Purpose.CONTACT)
        assert (access.by, access.contact) == (person, suggestion.contact)

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.LEADER, Role.SUPERVISOR])
    def test_who_need_not_contact_the_author_sees_nothing(self, client, sign_in, suggestion, role):
        sign_in(role)

        assert "13800000000" not in text_of(client.post(url("contact", suggestion)))
        assert not ContactAccess.objects.filter(purpose=Purpose.CONTACT).exists()
