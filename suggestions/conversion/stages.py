"""How far golden ideas have come, as the public list tells them apart."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from suggestions.states import State


class Stage(models.TextChoices):
    """What became of an idea."""

    UNDER_WAY = "under-way", _("Being carried out")
    CONVERTED = "carried-out", _("Carried out")
    PARTLY = "in-part", _("Carried out in part")
    LAPSED = "lapsed", _("Lapsed")

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """The stage of this name; None for anything else."""
        return cls(text) if text in cls.values else None


STATES: dict[Stage, frozenset[State]] = {
    Stage.UNDER_WAY: frozenset({State.ADOPTED, State.PARTLY_ADOPTED}),
    Stage.CONVERTED: frozenset({State.CONVERTED}),
    Stage.PARTLY: frozenset({State.PARTLY_CONVERTED}),
    Stage.LAPSED: frozenset({State.LAPSED}),
}
"""The states of the suggestion at each stage."""

GOING_ON = STATES[Stage.UNDER_WAY] | STATES[Stage.PARTLY]
"""The states in which work on the idea goes on, and is reported on."""
