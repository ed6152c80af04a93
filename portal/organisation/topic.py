"""Topics: what a suggestion is about, as a tree of up to three levels that comes in versions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from portal.organisation.validity import Dated, DatedManager

LEVELS = 3


class TopicVersion(models.Model):
    """One edition of the tree, and the day it was taken over."""

    name = models.CharField(_("version"), max_length=60, unique=True)
    taken_on = models.DateField(_("taken over on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of topics")
        verbose_name_plural = _("versions of topics")
        ordering = ["-taken_on", "-pk"]

    def __str__(self) -> str:
        """The version's name."""
        return self.name


class Topic(Dated, MP_Node):
    """One subject; `code` is ours, those of other systems stand beside it."""

    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    code = models.CharField(_("code"), max_length=30, unique=True)
    since = models.ForeignKey(
        TopicVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="brought"
    )
    """The version that brought it; none if it was typed in."""
    retired_by = models.ForeignKey(
        TopicVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="retired"
    )
    """The first version that no longer has it."""

    objects = DatedManager()
    node_order_by = ["code"]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        """The topic's name."""
        return self.name


class TopicCode(models.Model):
    """What another system (a hotline, the letters' office) calls a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(_("system"), max_length=30)
    code = models.CharField(_("code there"), max_length=60)

    class Meta:
        verbose_name = _("code of another system")
        verbose_name_plural = _("codes of other systems")
        ordering = ["system"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "system"], name="one_code_for_each_system")
        ]

    def __str__(self) -> str:
        """System and code."""
        return f"{self.system} {self.code}"
