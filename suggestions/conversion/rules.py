"""How many days each step of following up may take: data that an editor can change."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

BOUNDS = [MinValueValidator(1), MaxValueValidator(3650)]


@register_setting(icon="time")
class FollowUpRules(BaseGenericSetting):
    """Days, counted as calendar days."""

    answer_days = models.PositiveSmallIntegerField(
        _("days in which an author says whether it was done"),
        default=15,
        validators=BOUNDS,
        help_text=_("Silence after that counts as no answer, and is shown as such."),
    )
    report_days = models.PositiveSmallIntegerField(
        _("days after a month or quarter until its report is due"), default=10, validators=BOUNDS
    )
    quiet_days = models.PositiveSmallIntegerField(
        _("days without a report after which the page says so"), default=60, validators=BOUNDS
    )
    lapse_days = models.PositiveSmallIntegerField(
        _("days overdue and without a report after which an idea is put forward as lapsed"),
        default=90,
        validators=BOUNDS,
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("answer_days"),
                FieldPanel("report_days"),
                FieldPanel("quiet_days"),
                FieldPanel("lapse_days"),
            ],
            heading=_("Following golden ideas up"),
        )
    ]

    class Meta:
        verbose_name = _("rules for following golden ideas up")
        verbose_name_plural = _("rules for following golden ideas up")
