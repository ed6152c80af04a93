"""The pool, what comes back from it, and requests for a second look: at the desk."""

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.models import Reconsideration, SecondLook
from suggestions.review.reconsideration import Step
from suggestions.review.second_look import ask
from suggestions.states import State
from tests.factories import CampaignFactory, DecisionFactory, SuggestionFactory, TopicFactory, staff

pytestmark = pytest.mark.django_db
NOW = timezone.now
MOST_QUERIES = 15


@pytest.fixture
def kept():
    return DecisionFactory(outcome=State.KEPT).suggestion


@pytest.fixture
def editor(client, kept):
    person = staff(Role.EDITOR, unit=kept.unit)
    client.force_login(person)
    return person


@pytest.fixture
def match(kept):
    campaign = CampaignFactory(organiser=kept.unit)
    return Reconsideration.objects.create(
        suggestion=kept, campaign=campaign, likeness=0.3, words=["路灯"], proposed_at=NOW()
    )


def shown(page):
    return [row["suggestion"] for row in page.context["rows"]]


def test_the_pool_shows_what_was_kept_and_its_figure(client, editor, kept):
    page = client.get(reverse("review:pool"))

    assert shown(page) == [kept]
    assert page.context["rows"][0]["standing"].figure == 4.0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "建议"}, True),
        ({"q": "没有的词"}, False),
        ({"year": "2026"}, True),
        ({"year": "2001"}, False),
        ({"year": "99999999"}, True),
        ({"state": "kept"}, True),
        ({"state": "not_adopted"}, False),
        ({"shortlisted": "on"}, False),
        ({"campaign": "999"}, True),
        ({"topic": "x"}, True),
    ],
)
def test_the_pool_is_narrowed_and_nonsense_narrows_nothing(client, editor, kept, query, found):
    type(kept).objects.filter(pk=kept.pk).update(
        submitted_at=timezone.make_aware(timezone.datetime(2026, 3, 1))
    )

    page = client.get(reverse("review:pool"), query)

    assert shown(page) == ([kept] if found else [])


def test_the_pool_is_narrowed_by_topic_and_campaign(client, editor, kept):
    topic = TopicFactory()
    other = SuggestionFactory(campaign=kept.campaign, topic=topic, state=State.NOT_ADOPTED)

    by_topic = client.get(reverse("review:pool"), {"topic": topic.pk})
    by_campaign = client.get(reverse("review:pool"), {"campaign": kept.campaign.pk})

    assert shown(by_topic) == [other]
    assert set(shown(by_campaign)) == {kept, other}


def test_the_pool_of_others_is_not_seen(client, kept):
    client.force_login(staff(Role.EDITOR, unit=CampaignFactory().organiser))

    assert shown(client.get(reverse("review:pool"))) == []


def test_the_pool_costs_the_same_whatever_its_size(
    client, editor, kept, django_assert_max_num_queries
):
    client.get(reverse("review:pool"))
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        client.get(reverse("review:pool"))
    SuggestionFactory.create_batch(60, campaign=kept.campaign, state=State.KEPT)

    with django_assert_max_num_queries(MOST_QUERIES) as many:
        page = client.get(reverse("review:pool"))

    assert len(shown(page)) == 50
    assert len(many) == len(few)


def test_a_match_is_listed_with_why_and_taken_up(client, editor, kept, match):
    listed = client.get(reverse("review:coming_back"))
    assert "路灯" in listed.content.decode()

    data = {"campaign": match.campaign_id, "note": "今年有经费", "accept": "1"}
    client.post(reverse("review:match", args=[match.pk]), data)

    match.refresh_from_db()
    assert (match.step, match.note, match.decided_by) == (Step.ACCEPTED, "今年有经费", editor)
    assert not client.get(reverse("review:coming_back")).context["page"].rows
    decided = client.get(reverse("review:coming_back"), {"decided": ""})
    assert decided.context["page"].rows == [match]


def test_a_match_is_put_aside_without_a_campaign(client, editor, match):
    client.post(reverse("review:match", args=[match.pk]), {"dismiss": "1"})

    match.refresh_from_db()
    assert match.step == Step.DISMISSED


def test_a_match_of_others_is_not_found(client, match):
    client.force_login(staff(Role.EDITOR, unit=CampaignFactory().organiser))

    assert client.get(reverse("review:match", args=[match.pk])).status_code == 404


def test_a_request_is_listed_and_answered_by_the_chair(client, kept):
    look = ask(kept, "漏看了附件", by=None, at=NOW())
    chair = look.decision.by
    client.force_login(chair)
    assert client.get(reverse("review:second_looks")).context["page"].rows == [look]

    data = {"answer": "second_opinion", "text": "再看一次"}
    client.post(reverse("review:second_look", args=[look.pk]), data)

    look.refresh_from_db()
    assert (look.answer, look.answered_by) == ("second_opinion", chair)
    page = client.get(reverse("review:second_look", args=[look.pk])).content.decode()
    round = look.decision.round
    assert reverse("review:open_round", args=[round.campaign_id]) in page
    assert client.get(reverse("review:second_looks")).context["page"].rows == []


@pytest.mark.parametrize("data", [{"text": "理由"}, {"answer": "stays", "text": " "}])
def test_a_wrong_answer_comes_back(client, kept, data):
    look = ask(kept, "漏看了附件", by=None, at=NOW())
    client.force_login(look.decision.by)

    page = client.post(reverse("review:second_look", args=[look.pk]), data)

    assert page.context["form"].errors
    assert not SecondLook.objects.get().is_answered


def test_an_editor_reads_the_request_but_does_not_answer(client, kept, editor):
    look = ask(kept, "漏看了附件", by=None, at=NOW())
    url = reverse("review:second_look", args=[look.pk])

    page = client.get(url)
    answer = client.post(url, {"answer": "stays", "text": "维持"})

    assert page.context["may_answer"] is False
    assert answer.url == reverse("wagtailadmin_home")
