"""Consent: what an author agreed to, in which wording, and since when no longer."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from suggestions.suggestion import Suggestion


class ConsentKind(models.TextChoices):
    """The things an author is asked for, each by itself (个人信息保护法 Art. 14)."""

    PRIVACY = "privacy", _("Privacy notice")
    PUBLISH = "publish", _("Publication")
    FORWARD = "forward", _("Passing on to handling units")
    GUARDIAN = "guardian", _("Guardian's consent")


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    """Questions about many wordings."""

    def current(self, on: date) -> Self:
        """The wording of each kind that holds on the local date `on`."""
        newer = ConsentText.objects.filter(
            kind=models.OuterRef("kind"),
            version__gt=models.OuterRef("version"),
            effective_from__lte=on,
        )
        return self.filter(~models.Exists(newer), effective_from__lte=on)


class ConsentText(models.Model):
    """One wording of one consent. A changed wording is a new version, never an edit."""

    kind = models.CharField(_("kind"), max_length=10, choices=ConsentKind)
    version = models.PositiveIntegerField(_("version"))
    text_zh = models.TextField(_("Chinese text"))
    text_en = models.TextField(_("English text"))
    effective_from = models.DateField(_("in force from"))

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="consent_text_version_once")
        ]

    def __str__(self) -> str:
        """Kind and version."""
        return f"{self.get_kind_display()} v{self.version}"

    @property
    def text(self) -> str:
        """The wording in the reader's language."""
        return self.text_en if (get_language() or "").startswith("en") else self.text_zh


def keep_wording(text: ConsentText) -> ConsentText:
    """Store an unsaved wording as the next version of its kind, and return it."""
    newest = ConsentText.objects.filter(kind=text.kind).aggregate(models.Max("version"))
    text.version = (newest["version__max"] or 0) + 1
    text.save(force_insert=True)
    return text


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Questions about many consents."""

    def in_force(self) -> Self:
        """Consents that were not revoked."""
        return self.filter(revoked_at__isnull=True)


class Consent(models.Model):
    """That the author of a suggestion agreed to a wording, and when they took it back."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("given"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "text"],
                condition=models.Q(revoked_at__isnull=True),
                name="consent_once",
            )
        ]

    def __str__(self) -> str:
        """Which wording, since when."""
        return f"{self.text} {self.given_at:%Y-%m-%d}"


def has_consent(suggestion: Suggestion, kind: ConsentKind) -> bool:
    """Whether the author agreed to `kind` and has not taken it back."""
    return suggestion.consents.in_force().filter(text__kind=kind).exists()
