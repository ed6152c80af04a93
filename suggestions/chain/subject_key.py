"""Subject keys: one random key for each suggestion; without it its commitments say nothing."""

import os
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.encryption import KEY_NAME_LENGTH, newest_key, seal, unseal
from portal.accounts.resealing import ALSO_SEALED
from portal.bulk import insert_many
from suggestions.suggestion import Suggestion

SECRET_BYTES = 32
PORTAL = uuid.UUID(int=0)
"""The number of the key for what concerns no suggestion."""


class SubjectKey(models.Model):
    """The key of one suggestion's commitments, itself sealed with the portal's newest key.

    After an erasure nothing is left of it but the row; what follows gets a new key. What
    concerns no suggestion has the portal's own key, PORTAL, which is never destroyed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.PROTECT, null=True, related_name="subject_keys"
    )
    sealed = models.BinaryField()
    key_name = models.CharField(max_length=KEY_NAME_LENGTH, db_index=True)
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("subject key")
        verbose_name_plural = _("subject keys")
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=models.Q(destroyed_at__isnull=True),
                name="subject_key_one_in_use",
            )
        ]

    def __str__(self) -> str:
        """The number of the row; the key itself never shows."""
        return str(self.pk)

    def seal(self, secret: bytes) -> None:
        """Put `secret` in, readable only with the portal's newest key and only in this row."""
        self.sealed = seal(secret, bound_to=str(self.pk))
        self.key_name = newest_key()

    def secret(self) -> bytes:
        """The 32 bytes; raises encryption.CannotOpen if they were changed or are destroyed."""
        return unseal(self.sealed, bound_to=str(self.pk))


def keys_of(suggestions: Iterable[int | None]) -> dict[int | None, SubjectKey]:
    """The key in use of each suggestion, by the suggestion's number; made where there is none.

    None stands for what concerns no suggestion.
    """
    wanted = set(suggestions)
    found = _in_use(wanted)
    if missing := wanted - found.keys():
        # Another transaction may make one at the same moment: only one of the two is kept.
        new = [_new(suggestion, at=timezone.now()) for suggestion in sorted(missing, key=_order)]
        SubjectKey.objects.bulk_create(new, ignore_conflicts=True)
        found |= _in_use(missing)
    return found


def make_keys(suggestions: Iterable[int], *, at: datetime) -> None:
    """Give new suggestions, which only this transaction knows, their keys."""
    insert_many([_new(suggestion, at=at) for suggestion in suggestions])


def destroy_key(suggestion: Suggestion, *, at: datetime) -> SubjectKey | None:
    """Overwrite the suggestion's key; None if it never had one. Nothing brings it back."""
    key = SubjectKey.objects.filter(suggestion=suggestion, destroyed_at=None).first()
    if key is not None:
        key.sealed, key.destroyed_at = b"", at
        key.save(update_fields=["sealed", "destroyed_at"])
    return key


@transaction.atomic
def reseal_subject_keys(at_most: int) -> int:
    """Seal up to `at_most` subject keys anew with the newest key; returns how many it were.

    Raises encryption.CannotOpen at a row no key opens.
    """
    older = SubjectKey.objects.filter(destroyed_at=None).exclude(key_name=newest_key())
    done = list(older.select_for_update().order_by("pk")[:at_most])
    for key in done:
        key.seal(key.secret())
    SubjectKey.objects.bulk_update(done, ["sealed", "key_name"])
    return len(done)


ALSO_SEALED["keys of the log"] = reseal_subject_keys


def _in_use(suggestions: set[int | None]) -> dict[int | None, SubjectKey]:
    about = models.Q(suggestion__in=suggestions - {None})
    if None in suggestions:
        about |= models.Q(pk=PORTAL)
    rows = SubjectKey.objects.filter(about, destroyed_at=None)
    return {row.suggestion_id: row for row in rows}


def _order(suggestion: int | None) -> int:
    """The same order everywhere, so that two writers never wait for each other in a circle."""
    return suggestion or 0


def _new(suggestion: int | None, *, at: datetime) -> SubjectKey:
    number = PORTAL if suggestion is None else uuid.uuid4()
    key = SubjectKey(id=number, suggestion_id=suggestion, made_at=at)
    key.seal(os.urandom(SECRET_BYTES))
    return key
