"""The joint conference: what is put before it, its sittings, minutes and decisions.

信访工作条例 Articles 12, 13 and 24: it coordinates what single units cannot settle, and sees to
it that what was decided is carried out.
"""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.kept import KeptRecord
from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import Unit, within
from suggestions.duties.objection import DutyDispute
from suggestions.handling.exclusion.barred import barred_keys
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

TEXT_LENGTH = 4000
LINE_LENGTH = 120
LOOKING = (Role.SUPERVISOR, Role.LEADER)
"""Roles that see the conferences of their unit and below."""
OWNERS = (Role.HANDLER, Role.SUPERVISOR, Role.LEADER)
"""Roles that see what was decided for their unit, or one below it."""


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Questions about many sittings."""

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Those of conferences of one's units and below, and those one's unit attends."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        units = units_of(user, LOOKING, on=on)
        attended = self.model.objects.filter(within(units, "attendees")).order_by()
        return self.filter(within(units, "conference") | models.Q(pk__in=attended.values("pk")))


class Sitting(models.Model):
    """One sitting of the joint conference that `conference` holds."""

    conference = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="sittings", verbose_name=_("conference of")
    )
    held_at = models.DateTimeField(_("when"))
    place = models.CharField(_("place"), max_length=LINE_LENGTH)
    chair = models.CharField(_("in the chair"), max_length=LINE_LENGTH)
    attendees = models.ManyToManyField(
        Unit, related_name="sittings_attended", verbose_name=_("units attending")
    )
    called_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting of the joint conference")
        verbose_name_plural = _("sittings of the joint conference")
        ordering = ["-held_at", "-pk"]
        indexes = [models.Index(fields=["-held_at", "-id"], name="sitting_newest")]

    def __str__(self) -> str:
        """Whose and when."""
        return f"{self.conference} {self.held_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether its minutes are not final yet."""
        return self.closed_at is None


class Minutes(KeptRecord):
    """The minutes of a sitting; a later wording takes an earlier one's place, which is kept."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField(_("minutes"), max_length=TEXT_LENGTH)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        """When they were written."""
        return f"{self.at:%Y-%m-%d %H:%M}"


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Questions about many items."""

    def unsealed(self) -> Self:
        """Without what turned out to be a report against someone."""
        return self.exclude(suggestion__classification=Classification.REPORT)

    def waiting(self) -> Self:
        """Those that nobody has settled."""
        return self.unsealed().filter(settled_at__isnull=True)

    def open_to(self, user: Person, *, on: date) -> Self:
        """Those that no rule keeps from `user`: no sealed reports, and none where they withdrew."""
        return self.unsealed().exclude(suggestion__in=barred_keys(user, on=on))

    def of_conferences(self, user: Person, *, on: date) -> Self:
        """Those before conferences in reach of a supervisor or leader."""
        rows = self.open_to(user, on=on)
        if user.is_authenticated and user.is_superuser:
            return rows
        return rows.filter(within(units_of(user, LOOKING, on=on), "conference"))


class AgendaItem(models.Model):
    """Something put before a conference: a suggestion, or a dispute about whose duty it is."""

    conference = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="agenda", verbose_name=_("conference of")
    )
    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="agenda")
    dispute = models.ForeignKey(
        DutyDispute, on_delete=models.PROTECT, null=True, related_name="agenda"
    )
    question = models.TextField(_("what is to be decided"), max_length=TEXT_LENGTH)
    put_on_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    put_on_at = models.DateTimeField()
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True, related_name="items")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    why_taken_off = models.CharField(_("why it is taken off"), max_length=LINE_LENGTH, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        ordering = ["put_on_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "conference"],
                condition=models.Q(settled_at__isnull=True),
                name="agenda_item_one_waiting",
            ),
        ]

    def __str__(self) -> str:
        """The receipt; the words are internal."""
        return self.suggestion.receipt

    @property
    def has_open_dispute(self) -> bool:
        """Whether it is about a dispute that nobody has settled and that did not end by itself."""
        return self.dispute is not None and self.dispute.settled_at is None

    def take_in(self, question: str, *, dispute: DutyDispute | None = None) -> None:
        """Let this item decide `question` too, and `dispute` in place of one that has ended."""
        self.dispute = dispute or self.dispute
        self.question = f"{self.question}\n{question.strip()}"[:TEXT_LENGTH]
        self.save(update_fields=["dispute", "question"])


class ConferenceDecisionQuerySet(models.QuerySet["ConferenceDecision"]):
    """Questions about many decisions."""

    def unsealed(self) -> Self:
        """Without what turned out to be a report against someone."""
        return self.exclude(item__suggestion__classification=Classification.REPORT)

    def open(self) -> Self:
        """Those that were not carried out yet."""
        return self.unsealed().filter(done_at__isnull=True)

    def overdue(self, on: date) -> Self:
        """Open ones that should have been carried out before the local date `on`."""
        return self.open().filter(due_on__lt=on)

    def open_to(self, user: Person, *, on: date) -> Self:
        """Those that no rule keeps from `user`: no sealed reports, and none where they withdrew."""
        return self.unsealed().exclude(item__suggestion__in=barred_keys(user, on=on))

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Those of conferences in reach, and those one's unit has to carry out."""
        rows = self.open_to(user, on=on)
        if user.is_authenticated and user.is_superuser:
            return rows
        reach = within(units_of(user, LOOKING, on=on), "item__conference")
        return rows.filter(reach | within(units_of(user, OWNERS, on=on), "owner"))


class ConferenceDecision(models.Model):
    """What a sitting decided on an item, who carries it out, and until when."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField(_("decision"), max_length=TEXT_LENGTH)
    owner = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="conference_decisions",
        verbose_name=_("carried out by"),
    )
    due_on = models.DateField(_("due on"))
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_note = models.TextField(_("result"), max_length=TEXT_LENGTH, blank=True)

    objects = ConferenceDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision of the joint conference")
        verbose_name_plural = _("decisions of the joint conference")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=models.Q(done_at__isnull=True),
                name="conference_decision_due",
            ),
        ]

    def __str__(self) -> str:
        """Until when; the words are internal."""
        return f"{self.due_on}"

    def is_overdue(self, on: date) -> bool:
        """Whether it should have been carried out before the local date `on`."""
        return self.done_at is None and self.due_on < on


class DecisionNote(KeptRecord):
    """What the owner reports on a decision. Only ever added."""

    decision = models.ForeignKey(ConferenceDecision, on_delete=models.PROTECT, related_name="notes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what was done"), max_length=TEXT_LENGTH)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("report on a decision")
        verbose_name_plural = _("reports on decisions")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        """The day."""
        return f"{self.at:%Y-%m-%d}"
