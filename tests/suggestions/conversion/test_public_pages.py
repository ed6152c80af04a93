"""The public register of golden ideas: what it shows, what it hides, what it costs."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from suggestions.conversion.action import ActionState
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.kinds import ConversionKind
from suggestions.conversion.reporting import Report, report_progress
from suggestions.states import Classification, State
from tests.factories import (
    ActionFactory,
    GoldenIdeaFactory,
    TopicFactory,
    UnitFactory,
    home_page,
)
from tests.suggestions.conversion.following import NOW, idea_of
from tests.suggestions.conversion.many import many_ideas

pytestmark = pytest.mark.django_db
LIST = reverse("suggestions:golden_ideas")
MOST_QUERIES = 17


@pytest.fixture(autouse=True)
def site():
    home_page()


def text_of(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_title_reason_and_campaign(client):
    idea = GoldenIdeaFactory(reason="切实可行")

    text = text_of(client, LIST)

    for shown in (idea.suggestion.title, "切实可行", idea.suggestion.campaign.title):
        assert shown in text
    assert idea.get_absolute_url() in text


@pytest.mark.parametrize("published", [True, False])
def test_the_page_shows_scores_where_the_campaign_publishes_them(client, published):
    idea = idea_of(UnitFactory(), figures=published, reason="切实可行")
    criterion = idea.suggestion.campaign.rubric.criteria.first()

    text = text_of(client, idea.get_absolute_url())

    assert "切实可行" in text
    assert (criterion.anchor_4 in text) == published
    assert criterion.anchor_5 not in text
    assert ('value="4.0"' in text) == published


def test_the_page_shows_what_is_being_done(client):
    action = ActionFactory(what="增设座椅")
    report = Report(ActionState.UNDER_WAY, "已经开工")
    report_progress(action, report, by=action.idea.decision.by, at=timezone.now())

    text = text_of(client, action.idea.get_absolute_url())

    assert "增设座椅" in text
    assert action.unit.name in text
    assert "已经开工" in text


def test_an_unfinished_action_past_its_day_is_called_overdue(client):
    action = ActionFactory(due_on=timezone.localdate() - timedelta(days=1))
    url = action.idea.get_absolute_url()
    assert "badge-danger" in text_of(client, url)

    action.state = ActionState.DONE
    action.save()

    assert "badge-danger" not in text_of(client, url)


def hidden_by_editor(idea):
    idea.public = False
    idea.save()


def hidden_suggestion(idea):
    idea.suggestion.public_since = None
    idea.suggestion.save()


def other_class(idea):
    idea.suggestion.classification = Classification.CLAIM
    idea.suggestion.save()


def hidden_campaign(idea):
    idea.suggestion.campaign.unpublish()


@pytest.mark.parametrize(
    "hide", [hidden_by_editor, hidden_suggestion, other_class, hidden_campaign]
)
def test_what_is_hidden_is_in_no_list_page_feed_or_tag(client, hide):
    idea = GoldenIdeaFactory()

    hide(idea)

    assert not GoldenIdea.objects.public().exists()
    assert idea.suggestion.title not in text_of(client, LIST)
    assert idea.suggestion.title not in text_of(client, reverse("suggestions:golden_ideas_feed"))
    assert client.get(idea.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "hide", [hidden_by_editor, hidden_suggestion, other_class, hidden_campaign]
)
def test_the_filters_name_no_unit_or_campaign_of_hidden_ideas_only(client, hide):
    idea = GoldenIdeaFactory()
    leading = ActionFactory(idea=idea, unit=UnitFactory()).unit
    before = offered(client)

    hide(idea)

    assert before == ({idea.suggestion.unit, leading}, {idea.suggestion.campaign})
    assert offered(client) == (set(), set())


def offered(client):
    """The units and the campaigns that the register can be narrowed to."""
    fields = client.get(LIST).context["form"].fields
    return set(fields["unit"].queryset), set(fields["campaign"].queryset)


def test_an_author_who_does_not_wish_it_is_not_named(client):
    idea = GoldenIdeaFactory()
    idea.suggestion.author_name = "诸葛·明"
    idea.suggestion.save()
    assert "诸葛·明" not in text_of(client, idea.get_absolute_url())

    idea.suggestion.author_shown = True
    idea.suggestion.save()

    assert "诸葛·明" in text_of(client, idea.get_absolute_url())


def with_topic(idea):
    topic = TopicFactory()
    below = type(topic).objects.get(pk=topic.pk).add_child(name="细分", code="T-1")
    idea.suggestion.topic = below
    idea.suggestion.save()
    return {"topic": topic.pk}


def with_campaign(idea):
    return {"campaign": idea.suggestion.campaign_id}


def with_unit_in_charge(idea):
    return {"unit": idea.suggestion.unit_id}


def with_lead_unit(idea):
    return {"unit": ActionFactory(idea=idea, unit=UnitFactory()).unit_id}


def with_kind(idea):
    idea.kind = ConversionKind.RULE
    idea.save()
    return {"kind": "rule"}


def with_year(idea):
    idea.adopted_at = NOW().replace(year=2001)
    idea.save()
    return {"year": "2001"}


def with_stage(idea):
    idea.suggestion.state = State.PARTLY_CONVERTED
    idea.suggestion.save()
    return {"stage": "in-part"}


FILTERS = [with_topic, with_campaign, with_unit_in_charge, with_lead_unit]
FILTERS += [with_kind, with_year, with_stage]


@pytest.mark.parametrize("given", FILTERS)
def test_the_list_can_be_narrowed(client, given):
    wanted, other = GoldenIdeaFactory(), GoldenIdeaFactory()

    text = text_of(client, LIST, **given(wanted))

    assert f'href="{wanted.get_absolute_url()}"' in text
    assert f'href="{other.get_absolute_url()}"' not in text


def test_filters_add_up_and_the_tabs_keep_them(client):
    idea = GoldenIdeaFactory()
    query = with_kind(idea) | with_year(idea)

    text = text_of(client, LIST, **query)

    assert "?kind=rule&amp;year=2001&amp;stage=lapsed" in text
    assert idea.get_absolute_url() in text
    assert idea.get_absolute_url() not in text_of(client, LIST, kind="motion", year="2001")


@pytest.mark.parametrize("query", [{"unit": "x"}, {"year": "9999"}, {"kind": "gone"}])
def test_a_filter_that_does_not_exist_is_ignored(client, query):
    idea = GoldenIdeaFactory()

    assert idea.suggestion.title in text_of(client, LIST, **query)


def test_a_stage_that_does_not_exist_shows_all(client):
    idea = GoldenIdeaFactory()

    assert idea.suggestion.title in text_of(client, LIST, stage="x", page="after-x")


def test_script_in_a_reason_is_text(client):
    idea = GoldenIdeaFactory(reason="<script>alert(1)</script>")

    for url in (LIST, idea.get_absolute_url(), reverse("suggestions:golden_ideas_feed")):
        assert "<script>alert" not in text_of(client, url)


def test_the_feed_is_atom_with_the_reasons(client):
    idea = GoldenIdeaFactory(reason="切实可行")

    response = client.get(reverse("suggestions:golden_ideas_feed"))

    assert response["Content-Type"].startswith("application/atom+xml")
    assert idea.suggestion.title in response.content.decode()
    assert "切实可行" in response.content.decode()


def test_the_tag_shows_the_latest_of_one_campaign(rf):
    GoldenIdeaFactory()
    idea = GoldenIdeaFactory()
    source = "{% load golden_ideas %}{% golden_ideas limit=3 campaign=page %}"

    text = Template(source).render(Context({"page": idea.suggestion.campaign}))

    assert text.count("<article") == 1
    assert idea.suggestion.title in text


def test_the_tag_shows_nothing_where_there_is_nothing():
    assert not Template("{% load golden_ideas %}{% golden_ideas %}").render(Context()).strip()


@pytest.mark.parametrize("count", [10, 1000])
def test_the_list_costs_the_same_at_any_size(client, django_assert_max_num_queries, count):
    many_ideas(count)
    client.get(LIST)

    with django_assert_max_num_queries(MOST_QUERIES) as queries:
        text = text_of(client, LIST, page=f"after-{GoldenIdea.objects.first().pk}")

    assert text.count("<article") == min(count, 12)
    assert len(queries) == QUERIES.setdefault("list", len(queries))


QUERIES: dict[str, int] = {}
"""What the first size cost: the other must cost the same."""


@pytest.mark.parametrize("count", [1, 30])
def test_a_page_costs_the_same_with_any_number_of_actions(
    client, django_assert_max_num_queries, count
):
    idea = GoldenIdeaFactory()
    ActionFactory.create_batch(count, idea=idea, unit=idea.suggestion.unit)
    for action in idea.actions.all():
        report = Report(ActionState.UNDER_WAY, "x")
        report_progress(action, report, by=idea.decision.by, at=NOW())
    client.get(LIST)

    with django_assert_max_num_queries(MOST_QUERIES) as queries:
        text = text_of(client, idea.get_absolute_url())

    assert text.count("<article") == count
    assert len(queries) == QUERIES.setdefault("page", len(queries))
