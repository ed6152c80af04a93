"""A night with two engines: the one that begins it ends it, or nobody does."""

from unittest.mock import Mock

import pytest
from django.utils import timezone

from search.engines.database import DatabaseEngine
from search.engines.interface import SearchUnavailable
from search.hot_issues.grouping import Grouping
from search.hot_issues.shown import latest
from search.hot_issues.tasks import group_hot_issues
from search.indexing.shipping import ship
from tests.factories import SuggestionFactory
from tests.search.hot_issues.test_night import LIFTS

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def engines(monkeypatch):
    """Two real ones over one index; each keeps what it was asked."""
    for title, problem, proposal in LIFTS:
        SuggestionFactory(title=title, problem=problem, proposal=proposal)
    ship("database")
    engines = {"first": DatabaseEngine(), "second": DatabaseEngine()}
    for engine in engines.values():
        engine.answer = Mock(side_effect=engine.answer)
    monkeypatch.setattr("search.asking.engine_names", lambda: tuple(engines))
    monkeypatch.setattr("search.asking.engine", engines.__getitem__)
    return engines.values()


def test_a_night_that_breaks_is_not_begun_anew_on_the_second(engines):
    first, second = engines
    first.answer.side_effect = SearchUnavailable("gone")
    kept = Grouping.objects.create(began_at=NOW, finished_at=NOW, until=NOW.date(), days=30)

    group_hot_issues()

    first.answer.assert_called_once()
    second.answer.assert_not_called()
    assert list(Grouping.objects.all()) == [kept]


def test_while_the_first_is_down_at_the_beginning_the_second_does_the_night(engines):
    first, second = engines
    first.frequencies = Mock(side_effect=SearchUnavailable("gone"))

    group_hot_issues()

    first.answer.assert_not_called()
    assert second.answer.call_count == latest().looked_at == len(LIFTS)
