"""Following a suggestion: who gets in, what they see and what they can still do."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from portal.accounts.contact import ContactDetails
from suggestions.handling.publication import publish
from suggestions.handling.screening import accept, return_for_completion
from suggestions.history import Event
from suggestions.intake.consents import ConsentKind
from suggestions.intake.submission import Draft, submit
from suggestions.intake.tracking import find
from suggestions.models import Suggestion
from suggestions.states import State
from tests.factories import CampaignFactory, SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db
AGREED = frozenset({ConsentKind.PRIVACY, ConsentKind.PUBLISH, ConsentKind.FORWARD})
NO_MATCH = "Receipt number and tracking code do not belong together."


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def receipt():
    draft = Draft(
        campaign=CampaignFactory(),
        title="公园夜间照明",
        problem="路灯太暗。",
        proposal="加装路灯。",
        consents=AGREED,
        contact=ContactDetails(phone="13800000000"),
    )
    return submit(draft, by=None, at=timezone.now())


def text_of(response):
    return unescape(response.content.decode())


def opened(client, given, **typed):
    said = {"receipt": given.suggestion.receipt, "code": given.tracking_code} | typed
    return client.post(reverse("suggestions:track"), said)


def page(client, suggestion):
    return client.get(reverse("suggestions:tracked", args=[suggestion.receipt]))


def press(client, name, suggestion, **said):
    return client.post(reverse(f"suggestions:{name}", args=[suggestion.receipt]), said)


class TestWhoGetsIn:
    def test_receipt_and_code_open_the_page(self, client, receipt):
        response = opened(client, receipt)

        assert response.url == reverse("suggestions:tracked", args=[receipt.suggestion.receipt])
        assert "公园夜间照明" in text_of(client.get(response.url))

    def test_both_may_be_typed_as_people_type(self, client, receipt):
        typed = {
            "receipt": " ".join(receipt.suggestion.receipt.replace("-", "")),
            "code": receipt.tracking_code.replace("-", " ").replace("0", "O").lower(),
        }

        assert opened(client, receipt, **typed).status_code == 302

    def test_wrong_code_and_unknown_receipt_look_the_same(self, client, receipt):
        wrong = text_of(opened(client, receipt, code="AAAA-AAAA-AAAA"))
        unknown = text_of(opened(client, receipt, receipt="20200101-0000000-6"))
        broken = text_of(opened(client, receipt, receipt="我的建议"))

        assert all(NO_MATCH in page for page in (wrong, unknown, broken))

    def test_a_wrong_code_costs_one_comparison_whether_or_not_the_receipt_exists(
        self, client, receipt, django_assert_num_queries
    ):
        with django_assert_num_queries(1):
            find(receipt.suggestion.receipt, "AAAA-AAAA-AAAA")
        with django_assert_num_queries(1):
            find("20200101-0000000-6", "AAAA-AAAA-AAAA")
        with django_assert_num_queries(1):
            find("nonsense", "AAAA-AAAA-AAAA")

    def test_guessing_is_stopped(self, client, receipt, write_limits):
        write_limits("track", (2, 3600))

        statuses = [opened(client, receipt, code="AAAA").status_code for _try in range(3)]

        assert statuses == [422, 422, 429]
        assert opened(client, receipt).status_code == 429

    def test_without_the_code_the_page_asks_for_it_and_tells_nothing(self, client, receipt):
        for number in (receipt.suggestion.receipt, "20200101-0000000-6"):
            response = client.get(reverse("suggestions:tracked", args=[number]))
            assert (response.status_code, response.url) == (302, reverse("suggestions:track"))

    def test_a_station_s_computer_forgets_after_an_hour(self, client, receipt):
        opened(client, receipt)

        with time_machine.travel(timezone.now() + timedelta(minutes=61)):
            assert page(client, receipt.suggestion).status_code == 302

    def test_the_author_s_account_needs_no_code_another_account_does(self, client):
        suggestion = SuggestionFactory(author=UserFactory())
        client.force_login(suggestion.author)
        assert page(client, suggestion).status_code == 200

        client.force_login(UserFactory())
        assert page(client, suggestion).status_code == 302

    @pytest.mark.parametrize("name", ["withdraw", "revoke", "complete"])
    def test_nobody_else_can_do_anything_with_it(self, client, receipt, name):
        press(client, name, receipt.suggestion, kind="publish", title="改", problem="改")

        row = Suggestion.objects.get()
        assert (row.state, row.title) == (State.RECEIVED, "公园夜间照明")
        assert row.consents.in_force().count() == len(AGREED)


class TestWhatIsShown:
    def test_every_step_with_what_was_said_but_nothing_internal(self, client, receipt):
        clerk = UserFactory(name="办事员甲")
        accept(receipt.suggestion, by=clerk, note="已转市政处。")
        receipt.suggestion.history.create(
            event=Event.ASSIGNED, at=timezone.now(), by=clerk, internal_note="内部意见"
        )
        opened(client, receipt)

        text = text_of(page(client, receipt.suggestion))

        assert "已转市政处。" in text
        assert "内部意见" not in text
        assert "办事员甲" not in text
        assert "13800000000" not in text


class TestWhatCanBeDone:
    def test_withdrawing_takes_it_off_the_site(self, client, receipt):
        accept(receipt.suggestion, by=None)
        publish(receipt.suggestion, by=None, at=timezone.now())
        opened(client, receipt)

        press(client, "withdraw", receipt.suggestion)

        assert Suggestion.objects.get().state == State.WITHDRAWN
        assert not Suggestion.objects.public().exists()

    def test_what_is_decided_cannot_be_withdrawn(self, client, receipt):
        Suggestion.objects.update(state=State.ADOPTED)
        opened(client, receipt)

        response = press(client, "withdraw", receipt.suggestion)

        assert "can no longer be withdrawn" in text_of(client.get(response.url))
        assert Suggestion.objects.get().state == State.ADOPTED

    def test_taking_back_the_consent_to_publish_takes_it_off_the_site_at_once(
        self, client, receipt
    ):
        accept(receipt.suggestion, by=None)
        publish(receipt.suggestion, by=None, at=timezone.now())
        opened(client, receipt)

        press(client, "revoke", receipt.suggestion, kind="publish")

        row = Suggestion.objects.get()
        assert row.public_since is None
        assert row.state == State.ACCEPTED
        kinds = [consent.text.kind for consent in row.consents.in_force()]
        assert set(kinds) == AGREED - {ConsentKind.PUBLISH}
        events = [entry.event for entry in row.history.all()]
        assert events[-2:] == [Event.CONSENT_REVOKED, Event.HIDDEN]

    def test_taking_back_twice_is_written_once(self, client, receipt):
        opened(client, receipt)
        for _click in range(2):
            press(client, "revoke", receipt.suggestion, kind="publish")

        assert receipt.suggestion.history.filter(event=Event.CONSENT_REVOKED).count() == 1

    @pytest.mark.parametrize("kind", ["privacy", "guardian", "nonsense", ""])
    def test_other_consents_end_with_the_suggestion_only(self, client, receipt, kind):
        opened(client, receipt)

        press(client, "revoke", receipt.suggestion, kind=kind)

        assert receipt.suggestion.consents.in_force().count() == len(AGREED)

    def test_a_returned_suggestion_is_completed_and_its_first_words_are_kept(self, client, receipt):
        return_for_completion(receipt.suggestion, by=UserFactory(), note="请说明位置。")
        opened(client, receipt)
        assert "请说明位置。" in text_of(page(client, receipt.suggestion))

        words = {"title": "东湖公园夜间照明", "problem": "南门路灯太暗。", "proposal": "加灯。"}
        press(client, "complete", receipt.suggestion, **words)

        row = Suggestion.objects.get()
        assert (row.state, row.title, row.problem) == (
            State.RECEIVED,
            "东湖公园夜间照明",
            "南门路灯太暗。",
        )
        assert row.revisions.get().problem == "路灯太暗。"
        assert [entry.event for entry in row.history.all()][-2:] == [Event.EDITED, Event.MOVED]

    def test_a_completion_that_does_not_fit_is_shown_again_as_typed(self, client, receipt):
        return_for_completion(receipt.suggestion, by=UserFactory(), note="请说明位置。")
        opened(client, receipt)

        response = press(client, "complete", receipt.suggestion, title="", problem="新的说明")

        assert response.status_code == 422
        assert "新的说明" in text_of(response)
        assert Suggestion.objects.get().state == State.RETURNED

    def test_what_is_not_waiting_for_its_author_stays_as_it_is(self, client, receipt):
        opened(client, receipt)

        words = {"title": "改了题目", "problem": "改", "proposal": "改"}
        press(client, "complete", receipt.suggestion, **words)

        assert Suggestion.objects.get().title == "公园夜间照明"
        assert not receipt.suggestion.revisions.exists()


class TestReceiptPage:
    def test_another_browser_sees_no_receipt(self, client, receipt):
        response = client.get(reverse("suggestions:receipt"))

        assert (response.status_code, response.url) == (302, reverse("suggestions:track"))

    def test_neither_receipt_nor_tracking_page_may_be_cached(self, client, receipt):
        opened(client, receipt)

        assert "no-store" in page(client, receipt.suggestion)["Cache-Control"]


class TestMine:
    def test_i_see_mine_and_nobody_else_s(self, client):
        mine = SuggestionFactory(author=UserFactory(), title="我的建议")
        SuggestionFactory(author=UserFactory(), title="别人的建议")
        client.force_login(mine.author)

        text = text_of(client.get(reverse("suggestions:mine")))

        assert "我的建议" in text
        assert "别人的建议" not in text

    def test_guests_are_sent_to_sign_in(self, client):
        response = client.get(reverse("suggestions:mine"))

        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))
