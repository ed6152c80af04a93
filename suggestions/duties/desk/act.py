"""An act: one step with one duty or one call, by whom, when, and with which form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.duties.call import Call
from suggestions.duties.desk.forms import SureForm
from suggestions.duties.duty import Duty
from suggestions.rights import Action, may_for

Run = Callable[..., object]
"""Takes the row, what was typed (`said`), and `by` and `at`."""


@dataclass(frozen=True)
class Act:
    """One step: its button, who may, when it fits, and the function behind it.

    `whose` answers the unit in whose name one acts.
    """

    label: str | Promise
    action: Action
    whose: Callable[[Any], Unit | None]
    fits: Callable[[Any], bool]
    run: Run
    form: type[forms.Form] = SureForm
    help: str | Promise = ""
    main: bool = False

    @property
    def asks(self) -> bool:
        """Whether it has a page of its own with something to fill in."""
        return self.form is not SureForm

    def is_open_to(self, row: Duty | Call, person: User, *, on: date) -> bool:
        """Whether `person` may take this step with `row` as it stands."""
        unit = self.whose(row) if self.fits(row) else None
        return unit is not None and may_for(person, self.action, row.suggestion, unit, on=on)


def acts_for(
    row: Duty | Call, acts: dict[str, Act], person: User, *, on: date
) -> list[tuple[str, Act]]:
    """The acts of this table that are open to `person` now, by name."""
    return [(name, act) for name, act in acts.items() if act.is_open_to(row, person, on=on)]


def unit_of(row: Duty | Call) -> Unit:
    """The unit that has the duty or was called."""
    return row.unit


def is_in(*states: str) -> Callable[[Duty | Call], bool]:
    """Whether a row is in one of `states`."""
    return lambda row: row.state in states
