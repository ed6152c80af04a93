"""Topics: what a suggestion is about, as a tree of up to three levels."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node


class Topic(MP_Node):
    """One subject; `code` joins it to other systems' lists."""

    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    code = models.CharField(_("code"), max_length=30, unique=True)

    node_order_by = ["code"]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        """The topic's name."""
        return self.name
