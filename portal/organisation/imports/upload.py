"""A list somebody sent in: kept until it is taken over, so that what was tried is what is taken."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ListKind(models.TextChoices):
    """What the lines of the list are."""

    UNITS = "units", _("Units")
    AREAS = "areas", _("Areas")
    TOPICS = "topics", _("Topics")


class ListUpload(models.Model):
    """One file, who sent it, and what became of it. Its content goes once it is taken over."""

    kind = models.CharField(_("kind"), max_length=8, choices=ListKind)
    file_name = models.CharField(_("file"), max_length=200)
    version = models.CharField(_("version"), max_length=60, blank=True)
    content = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent at"))
    taken_at = models.DateTimeField(_("taken over at"), null=True)
    outcome = models.JSONField(default=dict)
    """How many lines were new, changed, unchanged, refused."""

    class Meta:
        verbose_name = _("imported list")
        verbose_name_plural = _("imported lists")
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        """Kind and file."""
        return f"{self.get_kind_display()}: {self.file_name}"
