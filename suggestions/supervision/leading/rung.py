"""The ladder of leaders, and the rules by which a case climbs it; both are data."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.organisation.topic import Topic
from suggestions.states import Classification

SOURCE_LENGTH = 100


class Rung(models.IntegerChoices):
    """Who takes a case on."""

    HEAD = 1, _("Head of the unit (单位主要负责人)")
    LEADER = 2, _("Leader in charge (分管领导)")
    HEADS_OF_GOVERNMENT = 3, _("Heads of Party committee and government (党政主要负责人)")


class EscalationRule(models.Model):
    """One rule: an open suggestion that fits everything it names is proposed for the rung."""

    name = models.CharField(_("name"), max_length=80)
    rung = models.PositiveSmallIntegerField(_("rung"), choices=Rung)
    least_repeats = models.PositiveIntegerField(
        _("repeats at least"),
        null=True,
        blank=True,
        help_text=_("Links to suggestions that say the same, confirmed by a person."),
    )
    least_people = models.PositiveIntegerField(
        _("people concerned at least"), null=True, blank=True
    )
    least_days = models.PositiveIntegerField(_("days open at least"), null=True, blank=True)
    classification = models.CharField(_("class"), max_length=12, choices=Classification, blank=True)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("topic")
    )
    source = models.CharField(
        _("where the rule stands"),
        max_length=SOURCE_LENGTH,
        blank=True,
        help_text=_("A law with its article, or the name of the local rule."),
    )
    is_active = models.BooleanField(pgettext_lazy("of a rule", "in force"), default=True)

    class Meta:
        verbose_name = _("rule for leaders' cases")
        verbose_name_plural = _("rules for leaders' cases")
        ordering = ["-rung", "pk"]

    def __str__(self) -> str:
        """Its name."""
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for a rule that names nothing, or names reports."""
        named = (self.least_repeats, self.least_people, self.least_days)
        if not (any(named) or self.classification or self.topic_id):
            raise ValidationError(_("A rule that names nothing would fit everything."))
        if self.classification == Classification.REPORT:
            raise ValidationError(
                {"classification": _("Reports against someone stay with the office for them.")}
            )
