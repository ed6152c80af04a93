"""What a member of staff may find; the staff index answers nobody without it."""

from dataclasses import dataclass
from datetime import date

from portal.organisation.rights import Person, units_of
from search.items import EVERYONE
from suggestions.suggestion import STAFF_ROLES


@dataclass(frozen=True, slots=True)
class Scope:
    """The tree paths of the units a person reaches, or everything.

    No paths and not everything means: nothing at all. Made by `scope_of` only.
    """

    paths: tuple[str, ...]
    everything: bool = False


def scope_of(user: Person, *, on: date) -> Scope:
    """What `user` may find on `on`: the same rows as `Suggestion.objects.visible_to`.

    Sealed reports are in no index, so even those who read them do not find them here.
    """
    if user.is_authenticated and user.is_active and user.is_superuser:
        return Scope(paths=(), everything=True)
    own = {unit.path for unit in units_of(user, STAFF_ROLES, on=on)}
    paths = tuple(sorted(path for path in own if not _covered(path, own)))
    return Scope(paths=(EVERYONE, *paths) if paths else ())


def _covered(path: str, paths: set[str]) -> bool:
    """Whether a unit above that of `path` is reached as well."""
    return any(path != other and path.startswith(other) for other in paths)
