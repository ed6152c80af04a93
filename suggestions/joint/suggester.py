"""Suggesters (建议人): the kinds, and the organisation behind a suggestion."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as BadNumber

from portal.accounts.user import NAME_LENGTH
from suggestions.suggestion import Suggestion

ORGANISATION_LENGTH = 100
CREDIT_CODE_LENGTH = 18


class SuggestingOrganisation(models.Model):
    """The organisation that suggests; a person speaks for it."""

    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.CASCADE, related_name="organisation"
    )
    name = models.CharField(_("name of the organisation"), max_length=ORGANISATION_LENGTH)
    credit_code = models.CharField(_("unified social credit code"), max_length=CREDIT_CODE_LENGTH)
    contact_person = models.CharField(_("contact person"), max_length=NAME_LENGTH, blank=True)

    class Meta:
        verbose_name = _("suggesting organisation")
        verbose_name_plural = _("suggesting organisations")

    def __str__(self) -> str:
        """The name."""
        return self.name


def check_credit_code(code: str) -> str:
    """The unified social credit code in `code`, compact; its check digit follows GB 32100.

    Raises ValidationError for one that cannot be one.
    """
    try:
        return uscc.validate(code)
    except BadNumber as error:
        raise ValidationError(
            _("This is not a unified social credit code: its 18 characters do not fit together.")
        ) from error
