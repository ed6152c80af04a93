"""Standards: sets of rules with one source, and for which suggestions each is in use."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from suggestions.states import Channel, Classification


class Standard(models.Model):
    """A law, a local rule or a promise that says what is due when."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    is_law = models.BooleanField(
        _("binding"),
        default=False,
        help_text=_("A law or regulation: a campaign may promise more than it, never less."),
    )

    class Meta:
        verbose_name = _("service standard")
        verbose_name_plural = _("service standards")
        ordering = ["-is_law", "name"]

    def __str__(self) -> str:
        """The standard's name."""
        return self.name


class StandardUse(models.Model):
    """One standard in use for a campaign, a channel or a class; for everything if none is set.

    A campaign's comes before a channel's, a channel's before a class's.
    """

    standard = models.ForeignKey(
        Standard, on_delete=models.CASCADE, related_name="uses", verbose_name=_("standard")
    )
    campaign = models.ForeignKey(
        CampaignPage,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="standards",
        verbose_name=_("campaign"),
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, blank=True)
    classification = models.CharField(_("class"), max_length=12, choices=Classification, blank=True)

    class Meta:
        verbose_name = _("use of a standard")
        verbose_name_plural = _("uses of standards")
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "campaign", "channel", "classification"],
                condition=models.Q(campaign__isnull=False),
                name="standard_used_once_by_campaign",
            ),
            models.UniqueConstraint(
                fields=["standard", "channel", "classification"],
                condition=models.Q(campaign__isnull=True),
                name="standard_used_once",
            ),
        ]

    def __str__(self) -> str:
        """The standard and what it holds for."""
        parts = [self.campaign, self.get_channel_display(), self.get_classification_display()]
        said = " · ".join(str(part) for part in parts if part)
        return f"{self.standard}: {said or _('everything')}"
