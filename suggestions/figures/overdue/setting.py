"""The switch that shows the board to everyone."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting


class OverdueBoard(BaseGenericSetting):
    """Whether everyone may see the board."""

    is_public = models.BooleanField(_("shown to everyone"), default=False)
    shown_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("overdue board")

    def __str__(self) -> str:
        """Whether it is public."""
        return f"{self.is_public}"
