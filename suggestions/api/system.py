"""Connected systems: each other system by name, the unit it acts for, and where it is told."""

from django.core.validators import URLValidator
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from campaigns.pages import CampaignPage
from portal.organisation.unit import Unit

CODE_LENGTH = 40
"""Characters of Suggestion.source, in which the code stands."""


class ConnectedSystem(models.Model):
    """One other system. What it sends goes to `campaign` and is answered first by `unit`.

    Changes are numbered by `last_number` when they are first read or pushed, not when they are
    made: a number that is out is never followed by a smaller one.
    """

    name = models.CharField(_("name"), max_length=60)
    code = models.SlugField(
        _("code"),
        max_length=CODE_LENGTH,
        unique=True,
        help_text=_("Stands as the source with everything this system sends; never changed."),
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    campaign = models.ForeignKey(
        CampaignPage,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("campaign"),
        help_text=_("Where its suggestions and work orders go."),
    )
    push_url = models.CharField(
        _("address that is told of changes"),
        max_length=200,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=_("Its host must be listed in the setting PUSH_HOSTS; empty: it asks itself."),
    )
    push_salt = models.PositiveIntegerField(default=1, editable=False)
    last_number = models.PositiveBigIntegerField(default=0, editable=False)
    push_claimed_at = models.DateTimeField(null=True, editable=False)
    push_next_at = models.DateTimeField(null=True, editable=False)
    push_failures = models.PositiveIntegerField(_("failed tries in a row"), default=0)
    push_error = models.CharField(_("last error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("connected system")
        verbose_name_plural = _("connected systems")
        ordering = ["name"]

    def __str__(self) -> str:
        """The name."""
        return self.name

    @property
    def push_secret(self) -> str:
        """The secret by which the other system knows that a message is ours; derived, not kept."""
        value = f"{self.code}:{self.push_salt}"
        return salted_hmac("suggestions.push", value, algorithm="sha256").hexdigest()


def pass_on(unit: Unit, successor: Unit) -> None:
    """`unit` is dissolved: its systems act for the successor, and their keys go on."""
    ConnectedSystem.objects.filter(unit=unit).update(unit=successor)
