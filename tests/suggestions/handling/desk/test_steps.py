"""What can be done with one suggestion at the screening desk."""

import pytest

from portal.organisation.membership import Role
from suggestions.history import Event
from suggestions.models import Suggestion
from suggestions.states import State
from tests.suggestions.handling.desk.asking import text_of, url

pytestmark = pytest.mark.django_db


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

        assert "Nothing was done. Someone was first" in text_of(response)
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
