"""Areas: the places a suggestion is about, by administrative division code."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from portal.organisation.validity import Dated, DatedManager


class Area(Dated, MP_Node):
    """A division (the first six digits of `code` follow GB/T 2260) within its parent."""

    name = models.CharField(_("name"), max_length=60)
    code = models.CharField(_("division code"), max_length=12, unique=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("merged into"),
    )

    objects = DatedManager()
    node_order_by = ["code"]

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        """The area's name."""
        return self.name

    def current(self, on: date) -> "Self | Area":
        """The area itself, or what it had become by `on`."""
        area: Area = self
        while area.successor and not area.is_in_force(on):
            area = area.successor
        return area
