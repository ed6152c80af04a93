"""Two at the same moment on the panel: one wins, the other is told, and nothing is done twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from portal.organisation.membership import Role
from suggestions.history import MoveNotAllowed, move
from suggestions.models import (
    Decision,
    EarlierDecision,
    Entry,
    GoldenIdea,
    Letter,
    Reconsideration,
    SecondLook,
    Suggestion,
)
from suggestions.review.publishing import publish_decisions
from suggestions.review.reconsidering import accept, dismiss
from suggestions.review.refusals import Refused
from suggestions.review.revising import revise, take_back
from suggestions.review.ruling import Ruling
from suggestions.review.second_look import ask
from suggestions.states import State
from tests.factories import CampaignFactory, DecisionFactory, staff

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions):
    """Run `actions` in threads that start together; what each returned or raised."""
    barrier = Barrier(len(actions))

    def run(action):
        try:
            barrier.wait(timeout=30)
            return action()
        except (MoveNotAllowed, Refused) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def refusals(results):
    return [result for result in results if isinstance(result, Exception)]


def fresh(decision):
    """The decision as another process reads it."""
    return Decision.objects.select_related("round__campaign__organiser", "by").get(pk=decision.pk)


def test_two_chairs_change_a_decision_at_once(decided):
    decision = decided()
    ways = [
        lambda one: revise(
            one, Ruling(State.KEPT, "理由"), seen=one.at, by=one.by, at=timezone.now()
        ),
        lambda one: take_back(one, seen=one.at, by=one.by, at=timezone.now()),
    ]

    rows = [fresh(decision) for _way in ways]
    pairs = zip(ways, rows, strict=True)

    results = at_once(*(lambda way=way, row=row: way(row) for way, row in pairs))

    assert len(refusals(results)) == 1
    assert EarlierDecision.objects.count() == 1


def test_a_suggestion_is_withdrawn_while_its_decision_is_published(round, decided):
    decision = decided(outcome=State.ADOPTED)
    suggestion = Suggestion.objects.get(pk=decision.suggestion_id)

    at_once(
        lambda: publish_decisions(round, by=round.opened_by, at=timezone.now()),
        lambda: move(suggestion, State.WITHDRAWN, by=None),
    )

    suggestion.refresh_from_db()
    decision.refresh_from_db()
    adopted = suggestion.state == State.ADOPTED
    assert suggestion.state in (State.ADOPTED, State.WITHDRAWN)
    assert decision.is_published == adopted
    assert GoldenIdea.objects.exists() == Letter.objects.exists() == adopted


def test_two_publications_at_once_publish_each_decision_once(round, decided):
    for number in range(3):
        decided(number)

    at_once(
        *(lambda: publish_decisions(round, by=round.opened_by, at=timezone.now()) for _ in range(2))
    )

    assert Decision.objects.published().count() == 3
    assert Letter.objects.count() == GoldenIdea.objects.count() == 3
    assert Entry.objects.filter(after=State.ADOPTED).count() == 3


def test_a_double_click_asks_once_for_a_second_look():
    suggestion = DecisionFactory(outcome=State.KEPT).suggestion

    results = at_once(
        *(lambda: ask(suggestion, "漏看了附件", by=None, at=timezone.now()) for _ in range(3))
    )

    assert not refusals(results)
    assert len({look.pk for look in results}) == SecondLook.objects.count() == 1


def test_one_editor_takes_up_what_another_puts_aside():
    suggestion = DecisionFactory(outcome=State.KEPT).suggestion
    campaign = CampaignFactory(organiser=suggestion.unit)
    match = Reconsideration.objects.create(
        suggestion=suggestion, campaign=campaign, likeness=0.3, proposed_at=timezone.now()
    )
    editors = [staff(Role.EDITOR, unit=suggestion.unit) for _ in range(2)]
    mine, theirs = (Reconsideration.objects.get(pk=match.pk) for _ in range(2))

    results = at_once(
        lambda: accept(mine, campaign, "", by=editors[0], at=timezone.now()),
        lambda: dismiss(theirs, "", by=editors[1], at=timezone.now()),
    )

    assert len(refusals(results)) == 1
    told = suggestion.history.filter(event="reconsidered").count()
    assert told == int(Reconsideration.objects.get().step == "accepted")
