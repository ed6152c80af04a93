"""Areas: the places a suggestion is about, by administrative division code."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node


class Area(MP_Node):
    """A division (the first six digits of `code` follow GB/T 2260) within its parent."""

    name = models.CharField(_("name"), max_length=60)
    code = models.CharField(_("division code"), max_length=12, unique=True)

    node_order_by = ["code"]

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        """The area's name."""
        return self.name
