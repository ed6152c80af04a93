"""The viewer: on whose desk "Said before" lies, and what they may see there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from portal.accounts.user import User
from search.items import Index, Key, Kind
from search.scope import Scope, scope_of
from search.sources.registry import SOURCES


@dataclass(frozen=True)
class Viewer:
    """A person on a day. `judges` where the page is for screening, not for reviewing."""

    user: User
    on: date
    judges: bool = True

    @property
    def scope(self) -> Scope | None:
        """What the person may find in the staff's index; None if nothing."""
        scope = scope_of(self.user, on=self.on)
        return scope if scope.everything or scope.paths else None

    def rows(self, keys: Iterable[Key]) -> dict[Key, tuple[Model, bool]]:
        """The rows of `keys` that the person may see now, whatever an index says.

        Each with whether it is in the person's own reach; otherwise it is public. At most two
        queries for each kind.
        """
        wanted: dict[Kind, list[int]] = {}
        for key in keys:
            wanted.setdefault(key.kind, []).append(key.row)
        seen: dict[Key, tuple[Model, bool]] = {}
        for kind, numbers in wanted.items():
            public = SOURCES[kind].rows(Index.PUBLIC).filter(pk__in=numbers).order_by()
            seen |= {Key(kind, row.pk): (row, False) for row in public}
            seen |= {Key(kind, row.pk): (row, True) for row in self._own(kind, numbers)}
        return seen

    def _own(self, kind: Kind, numbers: list[int]) -> Iterable[Model]:
        """The rows of one kind in the person's reach."""
        visible = SOURCES[kind].visible
        if visible is None or self.scope is None:
            return ()
        mine = visible(self.user, self.on).filter(pk__in=numbers).order_by().values("pk")
        return SOURCES[kind].rows(Index.STAFF).filter(pk__in=mine).order_by()
