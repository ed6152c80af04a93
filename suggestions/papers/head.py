"""The head of a unit's documents: the name printed above, and its mark in document numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.organisation.unit import Unit


class PaperHead(models.Model):
    """How a unit signs: 发文机关标志 and 机关代字."""

    unit = models.OneToOneField(
        Unit, on_delete=models.CASCADE, related_name="paper_head", verbose_name=_("unit")
    )
    name = models.CharField(
        _("name printed above"),
        max_length=60,
        help_text=_("The issuing authority in full or as it is used to be called."),
    )
    mark = models.CharField(
        _("mark in document numbers"),
        max_length=12,
        help_text=_("Such as 望建 in 望建〔2026〕3号."),
    )

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")

    def __str__(self) -> str:
        """The name."""
        return self.name


def head_of(unit: Unit) -> PaperHead:
    """The unit's head; one made of its name, not stored, where none was entered."""
    found = PaperHead.objects.filter(unit=unit).first()
    return found or PaperHead(unit=unit, name=unit.name, mark=unit.name[:4])
