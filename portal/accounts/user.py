"""The user: one table for citizens and staff."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 50


class User(AbstractUser):
    """A person who signs in. What they may do follows from their memberships."""

    name = models.CharField(_("name"), max_length=NAME_LENGTH, blank=True)
    verified_at = models.DateTimeField(
        _("verified"),
        null=True,
        blank=True,
        help_text=_("When this person's identity was confirmed; empty for others."),
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        """The name people know, or the sign-in name."""
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name in one piece: Chinese names have no first and last half."""
        return self.name or super().get_full_name()

    @property
    def is_verified(self) -> bool:
        """Whether this person's identity was confirmed."""
        return self.verified_at is not None
