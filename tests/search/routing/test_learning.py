"""Learning from what was handled, and keeping it."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from search.models import LearnedClassifier, RoutingHint
from search.routing.guessing import NotWhatWasStored, guess_routing
from search.routing.learned import Target, private
from search.routing.learning import learn_routing
from suggestions.states import Classification, State
from tests.factories import CampaignFactory, SuggestionFactory, TopicFactory
from tests.search.routing.texts import A_BUS, BUSES, SCHOOLS

pytestmark = pytest.mark.django_db


def suggestion(text, **fields):
    return SuggestionFactory(title=text[0], problem=text[1], proposal="", **fields)


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def topics(campaign):
    """Two topics, each with handled suggestions."""
    buses, schools = TopicFactory(name="公交"), TopicFactory(name="学校")
    for topic, texts in ((buses, BUSES), (schools, SCHOOLS)):
        for text in texts:
            suggestion(text, campaign=campaign, topic=topic, state=State.ACCEPTED)
    return buses, schools


def learn():
    return learn_routing(at=timezone.now())


def test_the_topic_of_handled_suggestions_is_learned_and_guessed(topics, campaign):
    new = suggestion(A_BUS, campaign=campaign)

    assert learn()[Target.TOPIC] == len(BUSES + SCHOOLS)
    assert guess_routing([new.pk], at=timezone.now()) == 1

    hint = RoutingHint.objects.get(suggestion=new)
    assert hint.version == new.version
    assert hint.topics[0][0] == topics[0].pk
    assert hint.units == []  # one unit handled them all: nothing to choose between


@pytest.mark.parametrize("state", [State.RECEIVED, State.RETURNED, State.WITHDRAWN])
def test_what_nobody_has_handled_teaches_nothing(topics, campaign, state):
    type(campaign.suggestions.first()).objects.update(state=state)

    assert learn()[Target.TOPIC] == 0
    assert not LearnedClassifier.objects.exists()


def test_sealed_reports_teach_nothing_and_get_no_hint(topics, campaign):
    campaign.suggestions.update(classification=Classification.REPORT)
    report = suggestion(A_BUS, campaign=campaign, classification=Classification.REPORT)

    assert learn()[Target.TOPIC] == 0
    assert guess_routing([report.pk], at=timezone.now()) == 0
    assert not RoutingHint.objects.exists()


def test_too_few_examples_leave_what_was_learned_before(topics, campaign):
    learn()
    campaign.suggestions.filter(topic=topics[0]).update(topic=None)

    assert learn()[Target.TOPIC] == 0
    assert LearnedClassifier.objects.count() == 1


def test_a_successor_takes_the_place_and_the_old_file_goes(
    topics, django_capture_on_commit_callbacks
):
    learn()
    before = LearnedClassifier.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        learn()
    after = LearnedClassifier.objects.get()

    assert after.learned_at > before.learned_at
    assert after.file.name != before.file.name
    assert private().exists(after.file.name)
    assert not private().exists(before.file.name)


def test_a_file_that_is_not_what_was_stored_is_never_loaded(topics, campaign):
    learn()
    LearnedClassifier.objects.update(digest="0" * 64)
    new = suggestion(A_BUS, campaign=campaign)

    with pytest.raises(NotWhatWasStored):
        guess_routing([new.pk], at=timezone.now())


def test_guessing_again_replaces_the_hint(topics, campaign):
    learn()
    new = suggestion(A_BUS, campaign=campaign)
    for _twice in range(2):
        guess_routing([new.pk], at=timezone.now())

    assert RoutingHint.objects.count() == 1


def test_the_command_says_from_how_much_it_learned(topics, capsys):
    call_command("learn_routing")

    assert "topic: 12 suggestions" in capsys.readouterr().out
