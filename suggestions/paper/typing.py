"""What a clerk types from a sheet, while it is being typed and until both typings are settled."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.contact import Contact
from portal.accounts.user import User
from suggestions.paper.sheet import Sheet


class Part(models.IntegerChoices):
    """Whose typing it is."""

    FIRST = 1, _("first typing")
    SECOND = 2, _("second typing")


class Typing(models.Model):
    """The fields as one person typed them. Contact details lie sealed, apart from the words.

    The row goes when it is no longer needed: after the first typing, or for a sheet of the
    sample when both have been settled.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="typings")
    part = models.PositiveSmallIntegerField(choices=Part)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    words = models.JSONField(default=dict)
    contact = models.OneToOneField(Contact, on_delete=models.SET_NULL, null=True)
    saved_at = models.DateTimeField(_("saved"))
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("typing of a sheet")
        verbose_name_plural = _("typings of sheets")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "part"], name="typing_once_per_part")
        ]

    def __str__(self) -> str:
        """Of which sheet and whose: never what was typed."""
        return f"{self.sheet_id} {self.get_part_display()}"


class TypingComparison(models.Model):
    """How the two typings of a sheet differed from what was settled; only counts are kept.

    `by_field` maps a field to [characters, errors of the first, errors of the second].
    """

    sheet = models.OneToOneField(Sheet, on_delete=models.CASCADE, related_name="comparison")
    first_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    second_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("settled"))
    alone = models.BooleanField(
        _("settled by one of the two"),
        default=False,
        help_text=_("There was nobody else who could have looked a third time."),
    )
    characters = models.PositiveIntegerField(_("characters"))
    first_errors = models.PositiveIntegerField(_("errors of the first typing"))
    second_errors = models.PositiveIntegerField(_("errors of the second typing"))
    by_field = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("comparison of typings")
        verbose_name_plural = _("comparisons of typings")

    def __str__(self) -> str:
        """Of which sheet."""
        return f"{self.sheet_id}"
