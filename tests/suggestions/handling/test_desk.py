"""The desk's pages: each one keeps to the rows and rights of whoever asks."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts.contact import ContactAccess, ContactDetails, Purpose
from portal.organisation.membership import Role
from suggestions.history import Event
from suggestions.intake.consents import ConsentKind
from suggestions.intake.submission import Draft, submit
from suggestions.models import Suggestion
from suggestions.states import Classification, State
from suggestions.suggestion import STAFF_ROLES
from tests.factories import CampaignFactory, SuggestionFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db
AGREED = frozenset({ConsentKind.PRIVACY, ConsentKind.PUBLISH})

POSTS = {
    "contact": {},
    "classify": {"classification": "claim"},
    "publish": {},
    "hide": {},
    "correct": {"title": "改了的题目", "problem": "改", "internal_note": "改"},
}
STEPS = ["accept", "return", "answer", "refer", "decline", "back"]


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def campaign(unit):
    return CampaignFactory(organiser=unit)


@pytest.fixture
def suggestion(campaign):
    draft = Draft(
        campaign=campaign,
        title="公园夜间照明",
        problem="路灯太暗。",
        proposal="加装路灯。",
        consents=AGREED,
        contact=ContactDetails(phone="13800000000", email="wang@example.org"),
    )
    return submit(draft, by=None, at=timezone.now()).suggestion


@pytest.fixture
def sign_in(client, unit):
    def enter(*roles, where=None):
        person = staff(*roles, unit=where or unit)
        client.force_login(person)
        return person

    return enter


def url(name, suggestion, *more):
    return reverse(f"handling:{name}", args=[suggestion.receipt, *more])


def text_of(response):
    return unescape(response.content.decode())


def state_of_everything():
    rows = Suggestion.objects.order_by("pk")
    return list(rows.values("state", "classification", "title", "public_since", "version"))


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


class TestSteps:
    @pytest.mark.parametrize(
        ("step", "state"),
        [
            ("accept", State.ACCEPTED),
            ("return", State.RETURNED),
            ("answer", State.ANSWERED),
            ("refer", State.REFERRED),
            ("decline", State.DECLINED),
        ],
    )
    def test_each_button_takes_its_step_with_the_note(
        self, client, sign_in, suggestion, step, state
    ):
        person = sign_in(Role.HANDLER)

        response = client.post(url("step", suggestion, step), {"note": "原因"}, follow=True)

        entry = suggestion.history.last()
        assert (entry.after, entry.by, entry.note) == (state, person, "原因")
        assert "原因" in text_of(response)

    @pytest.mark.parametrize("step", ["return", "answer", "refer", "decline"])
    def test_without_a_reason_nothing_happens_and_it_is_said(
        self, client, sign_in, suggestion, step
    ):
        sign_in(Role.HANDLER)

        response = client.post(url("step", suggestion, step), {"note": "  "}, follow=True)

        assert "Please give the author a reason." in text_of(response)
        assert Suggestion.objects.get().state == State.RECEIVED

    def test_a_step_that_does_not_fit_is_refused_with_a_word(self, client, sign_in, suggestion):
        sign_in(Role.HANDLER)
        client.post(url("step", suggestion, "accept"))

        response = client.post(url("step", suggestion, "decline"), {"note": "晚了"}, follow=True)

        assert "someone else was first" in text_of(response)
        assert Suggestion.objects.get().state == State.ACCEPTED

    def test_a_note_to_oneself_stays_inside_when_putting_back(self, client, sign_in, suggestion):
        sign_in(Role.HANDLER)
        client.post(url("step", suggestion, "accept"))

        client.post(url("step", suggestion, "back"), {"note": "点错了"})

        entry = suggestion.history.last()
        assert (entry.note, entry.internal_note) == ("", "点错了")

    def test_an_unknown_step_is_not_found(self, client, sign_in, suggestion):
        sign_in(Role.HANDLER)

        assert client.post(url("step", suggestion, "nonsense")).status_code == 404


class TestPublishing:
    def test_a_publisher_puts_it_on_the_site_and_takes_it_off(self, client, sign_in, suggestion):
        sign_in(Role.HANDLER, Role.PUBLISHER)
        client.post(url("step", suggestion, "accept"))

        client.post(url("publish", suggestion))
        assert Suggestion.objects.public().exists()

        client.post(url("hide", suggestion), {"note": "含个人信息"})
        assert not Suggestion.objects.public().exists()
        assert suggestion.history.last().note == "含个人信息"

    def test_what_stands_against_it_is_said(self, client, sign_in, suggestion):
        sign_in(Role.PUBLISHER)

        response = client.post(url("publish", suggestion), follow=True)

        assert "It has to be accepted first." in text_of(response)


class TestCorrecting:
    def test_a_masked_text_keeps_the_original_beside_it(self, client, sign_in, suggestion):
        sign_in(Role.EDITOR)
        said = {"title": "公园照明", "problem": "太暗。", "internal_note": "遮盖"}

        response = client.post(url("correct", suggestion), said, follow=True)

        text = text_of(response)
        assert "太暗。" in text
        assert "路灯太暗。" in text
        assert suggestion.history.last().event == Event.EDITED

    def test_a_text_that_does_not_fit_is_shown_again_as_typed(self, client, sign_in, suggestion):
        sign_in(Role.EDITOR)

        response = client.post(url("correct", suggestion), {"title": "", "problem": "新的说明"})

        assert response.status_code == 422
        assert "新的说明" in text_of(response)


class TestPile:
    def test_it_shows_what_nobody_has_looked_at(self, client, sign_in, campaign):
        SuggestionFactory(campaign=campaign, title="新来的")
        SuggestionFactory(campaign=campaign, title="受理过的", accepted=True)
        sign_in(Role.HANDLER)

        first = text_of(client.get(reverse("handling:pile")))
        everything = text_of(client.get(reverse("handling:pile"), {"receipt": "", "state": "all"}))

        assert "新来的" in first
        assert "受理过的" not in first
        assert "受理过的" in everything

    @pytest.mark.parametrize(
        "query",
        [
            {"classification": "claim", "state": "all", "receipt": ""},
            {"state": "declined", "receipt": ""},
            {"receipt": "number"},
        ],
    )
    def test_filters_narrow_it(self, client, sign_in, campaign, query):
        wanted = SuggestionFactory(
            campaign=campaign,
            title="要找的",
            classification=Classification.CLAIM,
            state=State.DECLINED,
        )
        SuggestionFactory(campaign=campaign, title="别的")
        sign_in(Role.HANDLER)
        query = {k: wanted.receipt if v == "number" else v for k, v in query.items()}

        text = text_of(client.get(reverse("handling:pile"), query))

        assert "要找的" in text
        assert "别的</a>" not in text

    @pytest.mark.parametrize(
        "query", [{"state": "nonsense"}, {"campaign": "x"}, {"page": "after-"}, {"receipt": "'"}]
    )
    def test_a_filter_that_makes_no_sense_is_no_error(self, client, sign_in, campaign, query):
        sign_in(Role.HANDLER)

        assert client.get(reverse("handling:pile"), query).status_code == 200

    def test_ticked_ones_are_accepted_and_the_others_told(self, client, sign_in, campaign):
        rows = SuggestionFactory.create_batch(3, campaign=campaign)
        unsorted = SuggestionFactory(campaign=campaign, classification=Classification.UNSORTED)
        sign_in(Role.HANDLER)
        ticked = [row.pk for row in [*rows[:2], unsorted]]

        response = client.post(
            reverse("handling:bulk"), {"selected": ticked, "step": "accept"}, follow=True
        )

        accepted = Suggestion.objects.filter(state=State.ACCEPTED)
        assert set(accepted) == set(rows[:2])
        assert "2 suggestions done." in text_of(response)
        assert f"{unsorted.receipt}: Please set the class first." in text_of(response)

    def test_publishing_many_needs_the_publisher(self, client, sign_in, campaign):
        row = SuggestionFactory(campaign=campaign, accepted=True)
        sign_in(Role.HANDLER)

        response = client.post(
            reverse("handling:bulk"), {"selected": [row.pk], "step": "publish"}, follow=True
        )

        assert "You may not do this." in text_of(response)

    def test_it_costs_the_same_at_10_and_at_1000_rows(self, client, sign_in, campaign):
        sign_in(Role.HANDLER)
        address = reverse("handling:pile")

        def queries():
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            return len(captured)

        SuggestionFactory.create_batch(10, campaign=campaign)
        few = queries()
        Suggestion.objects.bulk_create(
            SuggestionFactory.build(campaign=campaign, unit=campaign.organiser) for _n in range(990)
        )

        assert queries() == few
        assert few <= 15


def test_the_menu_shows_the_desk_to_those_who_have_one(client, sign_in, suggestion):
    sign_in(Role.HANDLER)
    assert reverse("handling:pile") in text_of(client.get(reverse("wagtailadmin_home")))

    sign_in(Role.REVIEWER)
    assert reverse("handling:pile") not in text_of(client.get(reverse("wagtailadmin_home")))
