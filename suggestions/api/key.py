"""Keys of other systems: shown once, stored as a digest, with scopes, an end and a last use."""

import hashlib
import secrets
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from suggestions.api.system import ConnectedSystem

PREFIX_LENGTH = 8
SECRET_BYTES = 32
USED_AGAIN_AFTER = 60  # seconds: the last use is not written more often than that


class Scope(models.TextChoices):
    """What a key opens."""

    SUBMIT = "submit", _("Hand in suggestions")
    READ_STATUS = "read_status", _("Ask for the status of own suggestions")
    WORKORDERS = "workorders", _("Work orders: hand in and ask for changes")


def check_scopes(scopes: object) -> None:
    """Raise ValidationError unless these are scopes, at least one."""
    if not isinstance(scopes, list) or not scopes or set(scopes) - set(Scope.values):
        raise ValidationError(_("Please choose what the key opens."))


class ApiKey(models.Model):
    """One key. Its text is known to nobody here: only the prefix and a digest are kept."""

    system = models.ForeignKey(
        ConnectedSystem, on_delete=models.PROTECT, related_name="keys", verbose_name=_("system")
    )
    name = models.CharField(_("what for"), max_length=60)
    prefix = models.CharField(_("begins with"), max_length=PREFIX_LENGTH, unique=True)
    digest = models.CharField(max_length=64, editable=False)
    scopes = models.JSONField(_("scopes"), default=list, validators=[check_scopes])
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))
    expires_on = models.DateField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Prefix and purpose."""
        return f"{self.prefix}… {self.name}"

    def holds(self, on: date) -> bool:
        """Whether the key opens anything on the local date `on`, its last day included."""
        return self.revoked_at is None and on <= self.expires_on


def new_secret() -> tuple[str, str]:
    """The prefix and the whole text of a new key, such as gi_1a2b3c4d_…"""
    prefix = secrets.token_hex(PREFIX_LENGTH // 2)
    return prefix, f"gi_{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}"


def digest_of(text: str) -> str:
    """What is stored of a key: SHA-256, enough for 256 random bits."""
    return hashlib.sha256(text.encode()).hexdigest()


def make_key(
    system: ConnectedSystem,
    *,
    name: str,
    scopes: list[str],
    expires_on: date,
    by: User | None,
    at: datetime,
) -> tuple[ApiKey, str]:
    """A new key and its text, which is never to be had again. Raises ValidationError."""
    prefix, text = new_secret()
    key = ApiKey(
        system=system,
        name=name,
        prefix=prefix,
        digest=digest_of(text),
        scopes=scopes,
        made_by=by,
        made_at=at,
        expires_on=expires_on,
    )
    key.full_clean(exclude=["made_by"])
    key.save()
    return key, text


def revoke(key: ApiKey, *, at: datetime) -> None:
    """Let `key` open nothing from now on; a second time changes nothing."""
    if key.revoked_at is None:
        key.revoked_at = at
        key.save(update_fields=["revoked_at"])


def key_of(text: str, *, at: datetime) -> ApiKey | None:
    """The key that `text` is, with its system and unit; None unless it holds at `at`.

    Writes down that it was used. Compares as long for an unknown prefix as for a wrong key.
    """
    parts = text.split("_", 2)
    prefix = parts[1] if len(parts) > 1 else ""
    rows = ApiKey.objects.select_related("system__unit", "system__campaign")
    if not prefix.isalnum():  # PostgreSQL refuses a NUL before it looks
        return None
    key = rows.filter(prefix=prefix[:PREFIX_LENGTH]).first()
    fits = constant_time_compare(digest_of(text), key.digest if key else "0" * 64)
    if key is None or not fits or not key.holds(timezone.localdate(at)):
        return None
    _note_use(key, at)
    return key


def _note_use(key: ApiKey, at: datetime) -> None:
    last = key.last_used_at
    if last is None or (at - last).total_seconds() > USED_AGAIN_AFTER:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=at)
