"""One suggestion in public: what everyone may read, and what stays between two."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts.contact import ContactDetails
from suggestions.handling.publication import publish
from suggestions.handling.screening import accept, return_for_completion, take_back
from suggestions.history import Event, move, record
from suggestions.intake.afterwards import complete
from suggestions.intake.consents import ConsentKind
from suggestions.intake.submission import Draft, submit
from suggestions.revision import words_of
from suggestions.states import State
from tests.factories import CampaignFactory, SuggestionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def suggestion():
    """A published suggestion with a history of which part is private."""
    clerk = UserFactory(name="办事员甲")
    draft = Draft(
        campaign=CampaignFactory(),
        title="公园夜间照明",
        problem="第一段。\n\n第二段。",
        author_name="王·𬭎",
        author_shown=True,
        contact=ContactDetails(phone="13800000000", email="wang@example.org"),
        consents=frozenset({ConsentKind.PRIVACY, ConsentKind.PUBLISH}),
    )
    made = submit(draft, by=None, at=timezone.now()).suggestion
    return_for_completion(made, by=clerk, note="请补充您家的门牌号。")
    complete(made, words_of(made), by=None)
    accept(made, by=clerk, note="谢谢您，王先生。")
    publish(made, by=clerk, at=timezone.now())
    record(made, Event.ASSIGNED, by=clerk, note="给作者", internal_note="内部意见")
    return made


def page(client, suggestion):
    return unescape(client.get(suggestion.get_absolute_url()).content.decode())


def test_everyone_reads_the_text_and_the_name_that_may_be_shown(client, suggestion):
    text = page(client, suggestion)

    assert "公园夜间照明" in text
    assert "第一段。\n\n第二段。" in text
    assert "王·𬭎" in text


def test_a_name_that_may_not_be_shown_is_nowhere(client, suggestion):
    suggestion.author_shown = False
    suggestion.save()

    assert "王·𬭎" not in page(client, suggestion)


def test_what_is_between_office_and_author_stays_there(client, suggestion):
    text = page(client, suggestion)

    for private in ("门牌号", "王先生", "给作者", "内部意见", "办事员甲", "13800000000", "wang@"):
        assert private not in text
    assert "Returned for completion" not in text


def test_an_outcome_is_shown_with_its_reason(client, suggestion):
    move(suggestion, State.REVIEWING, by=None)
    move(suggestion, State.ADOPTED, by=None, note="切实可行，列入明年计划。")

    assert "切实可行，列入明年计划。" in page(client, suggestion)


@pytest.mark.parametrize(
    "hide",
    [
        lambda row: take_back(row, by=None),
        lambda row: move(row, State.WITHDRAWN, by=None),
        lambda row: row.campaign.unpublish(),
    ],
    ids=["taken back", "withdrawn", "campaign hidden"],
)
def test_what_is_no_longer_public_is_not_found(client, suggestion, hide):
    assert client.get(suggestion.get_absolute_url()).status_code == 200

    hide(suggestion)

    assert client.get(suggestion.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("receipt", ["20200101-0000000-6", "%3Cscript%3E", "é", "9" * 300])
def test_an_unknown_receipt_is_not_found(client, receipt):
    assert client.get(f"/suggestions/{receipt}/").status_code == 404


def test_the_page_costs_the_same_however_long_the_history_is(client, suggestion):
    def queries():
        client.get(suggestion.get_absolute_url())  # once the site's menus are known
        with CaptureQueriesContext(connection) as captured:
            assert client.get(suggestion.get_absolute_url()).status_code == 200
        return len(captured)

    few = queries()
    for _step in range(30):
        record(suggestion, Event.PROGRESS, by=None, note="进展")
    SuggestionFactory.create_batch(20, campaign=suggestion.campaign, published=True)

    assert queries() == few
    assert few <= 15


def test_the_tracking_page_is_linked_and_the_list_leads_back(client, suggestion):
    text = page(client, suggestion)

    assert f'href="{reverse("suggestions:track")}"' in text
    assert f'href="{reverse("suggestions:list")}"' in text
