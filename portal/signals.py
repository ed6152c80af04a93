"""The one signal that says rows have changed; bulk paths send it themselves."""

from collections.abc import Iterable

from django.db.models import Model
from django.dispatch import Signal

rows_changed = Signal()
"""Sent with `model` and `keys` inside the transaction that changed the rows."""


def changed(model: type[Model], keys: Iterable[int | str]) -> None:
    """Tell whoever mirrors `model` that the rows with these primary keys have changed.

    `bulk_create()` and `update()` send no signals of their own: call this after them,
    in the same transaction.
    """
    rows_changed.send(sender=model, model=model, keys=list(keys))


unit_dissolved = Signal()
"""Sent with `unit`, `successor`, `on` (a date) and `by` inside the transaction that dissolves
the unit: whoever keeps open work of units passes it on."""
