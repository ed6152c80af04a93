"""The wordings from which letters of supervision start, and how long a unit has to answer."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from suggestions.supervision.letters.kinds import LetterKind
from suggestions.supervision.letters.letter import SUBJECT_LENGTH, TEXT_LENGTH

PLACES = ("{unit}", "{issuer}", "{count}", "{list}", "{ground}", "{due}")
"""What is put in: to whom, from whom, how many suggestions, which ones, why, until when."""
MOST_WORKING_DAYS = 90


def refuse_unknown_places(text: str) -> None:
    """Raises ValidationError if braces are left when everything known has been put in."""
    for place in PLACES:
        text = text.replace(place, "")
    if "{" in text or "}" in text:
        raise ValidationError(
            _("Only these can be put in: %(places)s."), params={"places": " ".join(PLACES)}
        )


class SupervisionWording(models.Model):
    """One wording for each kind of letter."""

    kind = models.CharField(
        _("kind"), max_length=16, choices=LetterKind, unique=True, editable=False
    )
    subject = models.CharField(
        _("subject"), max_length=SUBJECT_LENGTH, validators=[refuse_unknown_places]
    )
    text = models.TextField(
        _("text"),
        max_length=TEXT_LENGTH,
        validators=[refuse_unknown_places],
        help_text=_(
            "{unit}, {issuer}, {count}, {list}, {ground} and {due} are replaced when a letter "
            "is begun."
        ),
    )
    answer_within = models.PositiveSmallIntegerField(
        _("working days for the answer"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WORKING_DAYS)],
    )

    class Meta:
        verbose_name = _("wording of letters of supervision")
        verbose_name_plural = _("wordings of letters of supervision")
        ordering = ["pk"]

    def __str__(self) -> str:
        """The kind of letter."""
        return str(self.get_kind_display())


def put_in(text: str, said: dict[str, str]) -> str:
    """`text` with the places of PLACES filled; `said` is by their names without braces."""
    for name, value in said.items():
        text = text.replace(f"{{{name}}}", value)
    return text
