"""The table of states is whole, and whoever lists states lists them all."""

import pytest

from portal.style.samples import STATES
from search.items import Facet
from search.labels import labels
from suggestions.conversion.stages import STATES as STAGES
from suggestions.states import CONCLUSIONS, GOLDEN, MOVES, OUTCOMES, State


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_moves_its_name_in_search_and_its_badge(state):
    assert state in MOVES
    assert labels(Facet.STATE, [state.value]) == {state.value: str(state.label)}
    assert state.value in dict(STATES)


def test_every_state_but_the_first_can_be_reached():
    reached = {state for moves in MOVES.values() for state in moves}

    assert set(State) - reached == set()


def test_golden_ideas_are_what_was_adopted_and_what_became_of_it():
    adopted = {State.ADOPTED, State.PARTLY_ADOPTED}

    assert adopted | CONCLUSIONS == GOLDEN
    assert adopted == OUTCOMES & GOLDEN
    assert set().union(*STAGES.values()) == GOLDEN
