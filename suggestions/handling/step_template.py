"""Templates of what authors are told when their message is returned, referred or declined."""

from django.db import models
from django.utils.translation import gettext_lazy as _

NOTE_LENGTH = 2000


class TemplateStep(models.TextChoices):
    """The steps that come with a reason."""

    RETURN = "return", _("Return for completion")
    REFER = "refer", _("Refer elsewhere")
    DECLINE = "decline", _("Do not accept")
    ANSWER = "answer", _("Answer")


class StepTemplate(models.Model):
    """The words to begin with; whoever takes the step may change them."""

    name = models.CharField(_("name"), max_length=60)
    step = models.CharField(_("step"), max_length=8, choices=TemplateStep)
    text = models.TextField(_("text"), max_length=NOTE_LENGTH)
    in_use = models.BooleanField(_("in use"), default=True)
    search_auto_update = False

    class Meta:
        verbose_name = _("template of screening")
        verbose_name_plural = _("templates of screening")
        ordering = ["step", "name"]
        constraints = [models.UniqueConstraint(fields=["step", "name"], name="step_template_once")]

    def __str__(self) -> str:
        """The step and the name."""
        return f"{self.get_step_display()}: {self.name}"
