"""What the public form bears: files, floods, a queue that is down, more text than fits."""

import pytest
from django.urls import reverse
from kombu.exceptions import OperationalError

from campaigns.pages import Moderation
from portal.abuse import proof
from portal.messaging.claimed import MessageState
from search.tasks import ship
from suggestions.intake.preparing import prepare
from suggestions.models import Attachment, Notice, Suggestion
from suggestions.notices import notify_author
from suggestions.tally import recount
from tests.factories import CampaignFactory, UserFactory
from tests.suggestions.intake.answers import file, refused, text_of
from tests.suggestions.intake.forms import opened, sent, token_of
from tests.suggestions.intake.test_files import PDF, SVG, photo, png_that_claims

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


class TestFiles:
    def test_files_come_with_the_suggestion(self, client, campaign):
        sent(client, campaign, attachments=[file(photo()), file(PDF, "b.pdf")])

        assert Suggestion.objects.get().attachments.count() == 2

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (SVG, "is neither a photograph"),
            (b"<html>", "is neither a photograph"),
            (png_that_claims(50_000, 50_000), "too many pixels"),
            (b"", "is empty"),
        ],
        ids=["svg", "html", "bomb", "empty"],
    )
    def test_a_bad_file_is_named_and_the_good_ones_stay(self, client, campaign, content, message):
        files = [file(content, "坏.jpg"), file(photo(), "好.jpg")]

        page = refused(sent(client, campaign, attachments=files), message)

        assert "“坏.jpg”" in page
        assert [kept.name for kept in Attachment.objects.all()] == ["好.jpg"]
        assert "Leave out 好.jpg" in page

    def test_files_of_a_refused_form_go_with_it_when_it_is_sent_again(self, client, campaign):
        response = sent(client, campaign, title="", attachments=[file(photo(), "好.jpg")])

        sent(client, campaign, token=token_of(response), attachments=[file(PDF, "b.pdf")])

        names = {kept.name for kept in Suggestion.objects.get().attachments.all()}
        assert names == {"好.jpg", "b.pdf"}

    def test_a_kept_file_can_be_left_out(self, client, campaign):
        response = sent(client, campaign, title="", attachments=[file(photo())])
        kept = Attachment.objects.get()

        sent(client, campaign, token=token_of(response), drop=[str(kept.key), "nonsense"])

        assert not Suggestion.objects.get().attachments.exists()

    def test_a_stranger_cannot_drop_the_files_of_another_form(self, client, campaign):
        sent(client, campaign, title="", attachments=[file(photo())])
        kept = Attachment.objects.get()

        sent(type(client)(), campaign, title="", drop=[str(kept.key)])

        assert Attachment.objects.get() == kept

    def test_a_double_click_with_a_file_is_one_and_a_file_chosen_later_is_told(
        self, client, campaign
    ):
        token = opened(client, campaign)
        first, second, later = (
            sent(client, campaign, token=token, attachments=[file(content, "a.pdf")])
            for content in (PDF, PDF, PDF + b"%")
        )

        assert (first.status_code, second.status_code) == (302, 302)
        assert "what you have changed since is not in it" in text_of(later)
        sent(client, campaign, token=token_of(later))
        assert [row.attachments.count() for row in Suggestion.objects.order_by("pk")] == [1, 1]

    def test_at_most_six_files(self, client, campaign, settings):
        response = sent(
            client, campaign, attachments=[file(PDF + b"%" * n, f"{n}.pdf") for n in range(7)]
        )

        refused(response, "Please choose at most 6 files.")

    def test_a_campaign_without_files_takes_none(self, client):
        campaign = CampaignFactory(attachments_allowed=False)

        sent(client, campaign, attachments=[file(photo())])

        assert Suggestion.objects.get().attachments.count() == 0


class TestAbuse:
    @pytest.fixture(autouse=True)
    def _one_an_hour(self, settings, write_limits):
        write_limits("submit", unproven=[(1, 3600)], proven=[(2, 3600)], account=[(9, 3600)])
        settings.PROOF_STEPS, settings.PROOF_COST = (1, 3), 1

    def test_a_flood_is_stopped_and_told_when_to_come_back(self, client, campaign):
        sent(client, campaign)

        response = sent(client, campaign, title="另一条建议")

        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 3600
        assert "另一条建议" in text_of(response)
        assert Suggestion.objects.count() == 1

    def test_files_that_came_too_soon_are_asked_for_again(self, client, campaign):
        sent(client, campaign)

        response = sent(client, campaign, attachments=[file(photo())])

        assert response.status_code == 429
        assert "Please choose your files again." in text_of(response)
        assert not Attachment.objects.exists()

    def test_a_proof_of_work_widens_the_limit(self, client, campaign):
        statuses = [
            sent(client, campaign, proof=proof.solve(proof.challenge())).status_code
            for _try in range(3)
        ]

        assert statuses == [302, 302, 429]

    def test_verified_accounts_are_published_at_once_only_with_a_proof(self, client):
        campaign = CampaignFactory(moderation=Moderation.AFTER_FOR_VERIFIED)
        client.force_login(UserFactory(verified=True))

        sent(client, campaign, title="没有脚本的浏览器")
        sent(client, campaign, title="有脚本的浏览器", proof=proof.solve(proof.challenge()))

        public = Suggestion.objects.public().values_list("title", flat=True)
        assert list(public) == ["有脚本的浏览器"]


@pytest.mark.django_db(transaction=True)
def test_a_queue_that_is_down_loses_no_suggestion_and_no_receipt(client, monkeypatch):
    def refuse(*args, **options):
        raise OperationalError("no broker")

    for task in (notify_author, prepare, ship):
        monkeypatch.setattr(task, "delay", refuse)
    monkeypatch.setattr(recount, "apply_async", refuse)

    response = sent(
        client, CampaignFactory(), email="wang@example.org", attachments=[file(photo())]
    )

    assert response.status_code == 302
    assert Suggestion.objects.get().attachments.count() == 1
    assert Notice.objects.get().state == MessageState.WAITING


def test_more_text_than_any_form_holds_is_refused_with_a_page_of_ours(client, campaign):
    response = client.post(
        reverse("suggestions:submit", args=[campaign.pk]), {"problem": "字" * 2_000_000}
    )

    assert response.status_code == 400
    assert "site.css" in response.content.decode()
    assert not Suggestion.objects.exists()
