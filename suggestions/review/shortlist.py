"""The shortlist (有较高价值): what a panel marks as of considerable value, and who marked it."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.kept import KeptRecord
from suggestions.review.rights import may_shortlist
from suggestions.review.round import Round
from suggestions.review.standing import Standing


class ShortlistEntry(KeptRecord):
    """That somebody put a suggestion on the shortlist of its round, or took it off."""

    standing = models.ForeignKey(
        Standing, on_delete=models.PROTECT, related_name="shortlist_entries"
    )
    is_shortlisted = models.BooleanField(_("of considerable value"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("shortlist entry")
        verbose_name_plural = _("shortlist entries")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        """The standing and which way it went."""
        return f"{self.standing_id}: {self.is_shortlisted}"


@transaction.atomic
def shortlist(
    round: Round, standings: Iterable[int], is_shortlisted: bool, *, by: User, at: datetime
) -> int:
    """Put the suggestions with these standings' keys on the shortlist of `round`, or off it.

    Those that are so already, or have left the round, stay as they are. Returns how many
    changed. Raises PermissionDenied for anyone who may not shortlist there.
    """
    if not may_shortlist(by, round, on=localdate(at)):
        raise PermissionDenied
    rows = round.standings.in_round().filter(pk__in=standings)
    others = rows.exclude(is_shortlisted=is_shortlisted)
    keys = list(others.select_for_update().order_by("pk").values_list("pk", flat=True))
    Standing.objects.filter(pk__in=keys).update(is_shortlisted=is_shortlisted)
    ShortlistEntry.objects.bulk_create(
        ShortlistEntry(standing_id=key, is_shortlisted=is_shortlisted, by=by, at=at) for key in keys
    )
    return len(keys)
