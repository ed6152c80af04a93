"""The public form: what it takes, what it refuses, and that nothing typed is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from campaigns.phases import Phase, PhaseKind
from portal.accounts.contact import Purpose, read_contact
from suggestions.intake.consents import ConsentKind, ConsentText
from suggestions.intake.receipts import tracking_code
from suggestions.models import Suggestion
from suggestions.revision import Words, replace
from suggestions.states import Classification
from tests.factories import AreaFactory, CampaignFactory, TopicFactory, UserFactory
from tests.suggestions.intake.answers import refused, text_of
from tests.suggestions.intake.forms import SAID, opened, sent, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


class TestTaken:
    def test_a_guest_hands_in_and_is_led_to_the_receipt(self, client, campaign):
        response = sent(client, campaign)

        assert response.status_code == 302
        assert response.url == reverse("suggestions:receipt")
        suggestion = Suggestion.objects.get()
        assert (suggestion.title, suggestion.author) == (SAID["title"], None)
        page = text_of(client.get(response.url))
        assert suggestion.receipt in page
        assert tracking_code(suggestion.submission_key) in page

    def test_everything_that_was_said_is_kept(self, client, campaign):
        topic, area = TopicFactory(), AreaFactory()

        sent(
            client,
            campaign,
            topic=topic.pk,
            area=area.pk,
            place="南口",
            author_shown="on",
            phone="+86 138 0000 0000",
            email="a@example.org",
            consent_forward="on",
        )

        suggestion = Suggestion.objects.get()
        assert (suggestion.topic, suggestion.area, suggestion.place) == (topic, area, "南口")
        assert suggestion.public_author == "王·𠮷"
        contact = read_contact(suggestion.contact, by=None, purpose=Purpose.CONTACT)
        assert (contact.phone, contact.email) == ("+86 138 0000 0000", "a@example.org")
        assert {consent.text.kind for consent in suggestion.consents.all()} == {
            ConsentKind.PRIVACY,
            ConsentKind.PUBLISH,
            ConsentKind.FORWARD,
        }

    def test_whoever_is_signed_in_is_the_author(self, client, campaign):
        person = UserFactory()
        client.force_login(person)

        sent(client, campaign)

        assert Suggestion.objects.get().author == person

    def test_a_question_needs_no_proposal_a_suggestion_does(self, client, campaign):
        refused(sent(client, campaign, proposal=""), "Please say what you propose.")

        sent(client, campaign, classification="question", proposal="")

        assert Suggestion.objects.get().classification == Classification.QUESTION

    def test_a_double_click_makes_one_suggestion_and_the_same_receipt(self, client, campaign):
        token = opened(client, campaign)

        first, second = (sent(client, campaign, token=token) for _click in range(2))

        assert (first.status_code, second.status_code) == (302, 302)
        assert Suggestion.objects.count() == 1
        assert Suggestion.objects.get().receipt in text_of(client.get(second.url))

    def test_other_words_under_a_used_form_are_neither_lost_nor_doubled(self, client, campaign):
        token = opened(client, campaign)
        sent(client, campaign, token=token)

        response = sent(client, campaign, token=token, problem="说得更清楚一些。")

        assert response.status_code == 422
        assert "说得更清楚一些。" in text_of(response)
        assert Suggestion.objects.get().problem == SAID["problem"]
        sent(client, campaign, token=token_of(response), problem="说得更清楚一些。")
        assert Suggestion.objects.count() == 2

    @pytest.mark.parametrize(
        "changes",
        [
            {"without": ["consent_publish"]},
            {"consent_forward": "on"},
            {"phone": "+86 138 0000 0000"},
            {"author_shown": "on"},
            {"author_name": "李某"},
            {"place": "南口"},
            {"classification": "question"},
            {"suggester": "joint"},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_what_was_changed_after_going_back_is_not_lost_silently(
        self, client, campaign, changes
    ):
        token = opened(client, campaign)
        sent(client, campaign, token=token)

        response = sent(client, campaign, token=token, **changes)

        assert "what you have changed since is not in it" in text_of(response)
        assert sent(client, campaign, token=token_of(response), **changes).status_code == 302
        assert Suggestion.objects.count() == 2

    def test_a_click_after_the_words_were_masked_is_still_the_second_of_the_same_form(
        self, client, campaign
    ):
        token = opened(client, campaign)
        sent(client, campaign, token=token, problem="请打 13912345678")
        row = Suggestion.objects.get()
        replace(row, Words(row.title, "请打 139****5678", row.proposal, row.place), by=None)

        assert sent(client, campaign, token=token, problem="请打 13912345678").status_code == 302

    def test_the_form_of_another_visitor_does_not_open_their_receipt(self, client, campaign):
        token = opened(client, campaign)
        sent(client, campaign, token=token)
        other = type(client)()

        response = sent(other, campaign, token=token, problem="别人的话。")

        assert response.status_code == 422
        assert Suggestion.objects.get().receipt not in text_of(response)


class TestRefused:
    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"title": ""}, "Please give your suggestion a title."),
            ({"title": "灯"}, "in a few words"),
            ({"problem": " \u200b "}, "Please describe what the problem is."),
            ({"title": "灯" * 101}, "Please shorten this to 100 characters; it has 101."),
            ({"problem": "灯" * 5001}, "Please shorten this to 5000 characters; it has 5001."),
            ({"author_name": "𬭎" * 51}, "Please shorten this to 50 characters; it has 51."),
            ({"email": "nobody"}, "email"),
            ({"phone": "call me"}, "This is not a phone number."),
            ({"under_age": "on"}, "guardian's name and the guardian's consent"),
            ({"guardian": "王某"}, "guardian's name and the guardian's consent"),
            ({"classification": "unsorted"}, "Select a valid choice"),
            ({"topic": "999999"}, "Select a valid choice"),
            ({"website": "http://spam.example"}, "hidden field"),
        ],
    )
    def test_each_fault_has_a_clear_message_and_nothing_typed_is_lost(
        self, client, campaign, changes, message
    ):
        page = refused(sent(client, campaign, **changes), message)

        kept = {name: value for name, value in SAID.items() if name not in changes}
        assert all(value in page for value in kept.values())

    def test_without_the_privacy_consent_it_is_refused(self, client, campaign):
        refused(sent(client, campaign, without=["consent_privacy"]), "read the privacy notice")

    @pytest.mark.parametrize("phase", [PhaseKind.REVIEWING, None])
    def test_a_closed_campaign_says_so_and_keeps_the_words(self, client, campaign, phase):
        token = opened(client, campaign)
        campaign.phases.all().delete()
        if phase:
            begun = timezone.now() - timedelta(days=1)
            Phase.objects.create(campaign=campaign, kind=phase, starts_at=begun)

        page = refused(sent(client, campaign, token=token), "does not take suggestions")

        assert SAID["problem"] in page

    def test_a_campaign_hidden_meanwhile_still_gives_the_words_back(self, client, campaign):
        token = opened(client, campaign)
        campaign.live = False
        campaign.save()

        refused(sent(client, campaign, token=token), "does not take suggestions")

    def test_a_campaign_that_is_no_campaign_or_was_never_shown_is_not_found(self, client):
        hidden = CampaignFactory(live=False)

        assert client.get(reverse("suggestions:submit", args=[hidden.pk])).status_code == 404
        assert sent(client, hidden, token="x").status_code == 404
        assert client.post(reverse("suggestions:submit", args=[999999])).status_code == 404

    @pytest.mark.parametrize("token", ["", "x", "e30:1:1"])
    def test_a_form_without_a_sound_token_is_shown_again(self, client, campaign, token):
        page = refused(sent(client, campaign, token=token or " "), "open for a long time")

        assert SAID["proposal"] in page

    def test_an_expired_form_keeps_its_words_and_goes_through_when_sent_again(
        self, client, campaign
    ):
        with time_machine.travel(timezone.now() - timedelta(hours=13)):
            token = opened(client, campaign)

        response = sent(client, campaign, token=token)

        page = refused(response, "open for a long time")
        assert SAID["problem"] in page
        assert sent(client, campaign, token=token_of(response)).status_code == 302

    def test_consent_is_only_taken_to_the_wording_that_was_shown(self, client, campaign):
        token = opened(client, campaign)
        ConsentText.objects.create(
            kind=ConsentKind.PRIVACY,
            version=2,
            text_zh="新",
            text_en="new",
            effective_from=timezone.localdate(),
        )

        refused(sent(client, campaign, token=token), "open for a long time")

    def test_guests_are_asked_to_sign_in_where_accounts_are_wanted(self, client):
        campaign = CampaignFactory()
        token = opened(client, campaign)
        campaign.guests_allowed = False
        campaign.save()

        refused(sent(client, campaign, token=token), "Please sign in first")

    def test_markup_is_shown_as_text(self, client, campaign):
        evil = "<script>alert(1)</script>"

        response = sent(client, campaign, title="", problem=evil, author_name='"><img src=x>')

        page = response.content.decode()
        assert evil not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<img src=x>" not in page

    def test_bytes_that_are_no_text_are_no_error(self, client, campaign):
        token = opened(client, campaign)

        response = client.post(
            reverse("suggestions:submit", args=[campaign.pk]),
            f"form_token={token}&title=%ED%A0%80%FF%00abcd&problem=x&proposal=y"
            "&classification=suggestion&consent_privacy=on",
            content_type="application/x-www-form-urlencoded",
        )

        assert response.status_code == 302
        assert "\x00" not in Suggestion.objects.get().title
