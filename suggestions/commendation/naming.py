"""Naming: withholding a name that is shown, and showing it again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from portal.accounts.user import User
from suggestions.commendation.moving import demand, write_down
from suggestions.commendation.nominee import Nominee
from suggestions.commendation.rights import Act
from suggestions.commendation.steps import AwardKind
from suggestions.suggestion import Suggestion


@transaction.atomic
def withhold_name(nominee: Nominee, *, by: User, at: datetime) -> None:
    """Show the nominee as "a citizen" from now on; raises PermissionDenied if `by` may not."""
    demand(by, Act.WITHHOLD, nominee.commendation, at=at)
    _set(nominee, at, by=by, at=at, note=gettext_noop("A name was withheld"))


@transaction.atomic
def show_name(nominee: Nominee, *, by: User, at: datetime) -> None:
    """Show the name again, if the suggestions allow it; raises PermissionDenied."""
    demand(by, Act.WITHHOLD, nominee.commendation, at=at)
    _set(nominee, None, by=by, at=at, note=gettext_noop("A name is shown again"))


@transaction.atomic
def withhold_own_name(suggestion: Suggestion, *, at: datetime) -> int:
    """Withhold the author's name wherever `suggestion` is commended; returns how often.

    For the author's own page: no reason is asked.
    """
    rows = Nominee.objects.filter(
        kind=AwardKind.AUTHOR, grounds=suggestion, name_withheld_at__isnull=True
    )
    nominees = list(rows.select_related("commendation"))
    for nominee in nominees:
        _set(nominee, at, by=None, at=at, note=gettext_noop("The author withheld the name"))
    return len(nominees)


def _set(
    nominee: Nominee, value: datetime | None, *, by: User | None, at: datetime, note: str
) -> None:
    nominee.name_withheld_at = value
    nominee.save(update_fields=["name_withheld_at"])
    write_down(nominee.commendation, note, by=by, at=at)
