"""The letter of supervision: what a unit is told about matters that are late or went wrong."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.kept import KeptRecord
from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import Unit, within
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.states import Classification
from suggestions.suggestion import Suggestion
from suggestions.supervision.letters.kinds import RUNGS, Adoption, Ground, LetterKind, NoteKind

TEXT_LENGTH = 4000
SUBJECT_LENGTH = 120
READERS = (Role.SUPERVISOR, Role.LEADER)
"""Roles that see what was written by their unit and below, and to them."""
ADDRESSED = (Role.HANDLER, Role.SUPERVISOR, Role.LEADER)
"""Roles that see, and may answer, what was written to their unit or one below it."""


class SupervisionLetterQuerySet(models.QuerySet["SupervisionLetter"]):
    """Questions about many letters."""

    def open(self) -> Self:
        """Those nobody has closed."""
        return self.filter(closed_at__isnull=True)

    def unanswered(self) -> Self:
        """Open ones to which the unit still owes an answer."""
        return self.open().filter(answered_at__isnull=True, due_on__isnull=False)

    def answered(self) -> Self:
        """Open ones whose answer the supervisor has to look at."""
        return self.open().filter(answered_at__isnull=False)

    def overdue(self, on: date) -> Self:
        """Those whose answer should have come before the local date `on`."""
        return self.unanswered().filter(due_on__lt=on)

    def unsealed(self) -> Self:
        """Without letters about what is, or has turned out to be, a report against someone."""
        sealed = SupervisedMatter.objects.filter(
            letter=models.OuterRef("pk"), suggestion__classification=Classification.REPORT
        )
        return self.exclude(models.Exists(sealed))

    def supervised_by(self, user: Person, *, on: date) -> Self:
        """Those that `user` follows up: written by their units and below."""
        units = units_of(user, READERS, on=on)
        return self.visible_to(user, on=on).filter(within(units, "keeper"))

    def addressed_to(self, user: Person, *, on: date) -> Self:
        """Those that the very units of `user` have to answer."""
        units = units_of(user, ADDRESSED, on=on)
        return self.visible_to(user, on=on).filter(unit__in=units)

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Those in reach of a supervisor or leader, and those written to one's own unit."""
        rows = self.unsealed()
        if barred := barred_keys(user, on=on):
            about = SupervisedMatter.objects.filter(suggestion__in=barred)
            rows = rows.exclude(pk__in=about.values("letter"))
        if user.is_authenticated and user.is_superuser:
            return rows
        reading = units_of(user, READERS, on=on)
        reach = within(reading, "keeper") | within(units_of(user, ADDRESSED, on=on), "unit")
        return rows.filter(reach)


class SupervisionLetter(models.Model):
    """One letter from `issuer` to `unit`; its words stay as they were sent.

    `keeper` follows it up: the issuer, or its successor once it was dissolved.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=LetterKind)
    number = models.CharField(_("number"), max_length=120)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    issuer = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("from")
    )
    keeper = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("followed up by")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="supervision_letters", verbose_name=_("to")
    )
    ground = models.CharField(_("ground"), max_length=16, choices=Ground)
    subject = models.CharField(_("subject"), max_length=SUBJECT_LENGTH)
    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="next")
    why_skipped = models.TextField(_("why no rung before it"), blank=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    due_on = models.DateField(_("answer due on"), null=True, blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closing_note = models.TextField(_("result"), blank=True)

    objects = SupervisionLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of supervision")
        verbose_name_plural = _("letters of supervision")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "kind", "year", "serial"], name="supervision_letter_serial"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(closed_at__isnull=True),
                name="supervision_letter_open",
            ),
            models.Index(fields=["-issued_at", "-id"], name="supervision_letter_newest"),
        ]

    def __str__(self) -> str:
        """The number."""
        return self.number

    @property
    def rung(self) -> int:
        """1 to 3 on the ladder, 0 beside it."""
        return RUNGS.get(LetterKind(self.kind), 0)

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it."""
        return self.closed_at is None

    @property
    def awaits_answer(self) -> bool:
        """Whether the unit still owes an answer."""
        return self.is_open and self.answered_at is None and self.due_on is not None

    def is_overdue(self, on: date) -> bool:
        """Whether the answer should have come before the local date `on`."""
        return self.awaits_answer and self.due_on is not None and self.due_on < on


class SupervisedMatter(models.Model):
    """One suggestion of a letter. `unit`, `kind` and `is_open` repeat the letter's, so that the
    database refuses the same open letter about the same suggestion twice.
    """

    letter = models.ForeignKey(SupervisionLetter, on_delete=models.CASCADE, related_name="matters")
    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.PROTECT, related_name="supervised_in"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=LetterKind)
    is_open = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("matter of a letter")
        verbose_name_plural = _("matters of letters")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "suggestion"], name="supervised_matter_once"),
            models.UniqueConstraint(
                fields=["suggestion", "unit", "kind"],
                condition=models.Q(is_open=True),
                name="supervised_matter_one_open",
            ),
        ]

    def __str__(self) -> str:
        """Number and receipt."""
        return f"{self.letter.number} {self.suggestion.receipt}"


class LetterNote(KeptRecord):
    """What was answered to a letter, or done about it. Only ever added."""

    letter = models.ForeignKey(SupervisionLetter, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=NoteKind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"), max_length=TEXT_LENGTH)
    adoption = models.CharField(
        _("whether it is taken"), max_length=10, choices=Adoption, blank=True
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("note on a letter")
        verbose_name_plural = _("notes on letters")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        """What and when; the words are internal."""
        return f"{self.kind} {self.at:%Y-%m-%d}"
