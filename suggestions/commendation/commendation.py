"""The commendation: one list of people and offices to be commended for a period."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.kept import KeptRecord
from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.unit import Unit, paths_up, within
from suggestions.commendation.steps import IN_PUBLIC, Quarter, Step

FOLLOWERS = (
    Role.EDITOR,
    Role.PUBLISHER,
    Role.CHAIR,
    Role.LEADER,
    Role.SUPERVISOR,
)
"""Roles that see the commendations of their unit and below, with figures and objections."""
NOMINATORS = (Role.EDITOR, Role.HANDLER)
"""Roles that may nominate, for a list of their own unit or of one above or below it."""
MONTHS_OF_A_QUARTER = 3


class CommendationQuerySet(models.QuerySet["Commendation"]):
    """Questions about many commendations."""

    def public(self) -> Self:
        """Those that everyone may see: from the public notice on."""
        return self.filter(step__in=IN_PUBLIC)

    def followed_by(self, user: Person, *, on: date) -> Self:
        """Those whose figures and objections `user` may see: of their units and below."""
        if user.is_authenticated and user.is_superuser:
            return self
        reach = within(units_of(user, FOLLOWERS, on=on), "unit")
        return self.filter(reach)

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Those on the desk of `user`: followed, open to their nominations, or theirs to judge."""
        if user.is_authenticated and user.is_superuser:
            return self
        reach = models.Q(pk__in=self.followed_by(user, on=on).order_by().values("pk"))
        reach |= models.Q(draw__members__user=user.pk)
        for unit in units_of(user, NOMINATORS, on=on):
            reach |= models.Q(unit__path__startswith=unit.path)
            reach |= models.Q(unit__path__in=paths_up(unit), step=Step.DRAFT)
        return self.filter(reach).distinct()


class Commendation(models.Model):
    """One list. Only `moving.move_on` changes its step."""

    title = models.CharField(_("title"), max_length=80)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="commendations",
        verbose_name=_("commending unit"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("period"), choices=Quarter, default=Quarter.YEAR)
    step = models.CharField(
        pgettext_lazy("of a commendation", "step"),
        max_length=10,
        choices=Step,
        default=Step.DRAFT,
        editable=False,
    )
    drafted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("drafted by")
    )
    drafted_at = models.DateTimeField(_("drafted on"))
    notice_from = models.DateField(_("notice begins"), null=True, editable=False)
    notice_until = models.DateField(_("objections until"), null=True, editable=False)
    approved_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    published_at = models.DateTimeField(_("order published on"), null=True, editable=False)

    objects = CommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("commendation")
        verbose_name_plural = _("commendations")
        ordering = ["-year", "-quarter", "-pk"]
        indexes = [models.Index(fields=["step", "-published_at"], name="commendation_step")]

    def __str__(self) -> str:
        """Its title."""
        return self.title

    def get_absolute_url(self) -> str:
        """The public page: the notice, later the order."""
        return reverse("suggestions:commendation", args=[self.pk])

    @property
    def starts_on(self) -> date:
        """The first day of the period."""
        return first_day(self.year, self.quarter)

    @property
    def ends_on(self) -> date:
        """The last day of the period."""
        return last_day(self.year, self.quarter)

    @property
    def period(self) -> tuple[datetime, datetime]:
        """The moments at which the period begins and ends; the end is not in it."""
        return midnight(self.starts_on), midnight(self.ends_on + timedelta(days=1))

    def takes_objections(self, at: datetime) -> bool:
        """Whether the notice runs at `at`: until the last second of its last local day."""
        if self.step != Step.NOTICE or self.notice_until is None:
            return False
        return timezone.localdate(at) <= self.notice_until


def first_day(year: int, quarter: int) -> date:
    """The first day of a quarter (1 to 4), or of the year for 0."""
    return date(year, MONTHS_OF_A_QUARTER * (quarter - 1) + 1 if quarter else 1, 1)


def last_day(year: int, quarter: int) -> date:
    """The last day of a quarter (1 to 4), or of the year for 0."""
    is_last = quarter in (Quarter.YEAR, Quarter.FOURTH)
    following = date(year + 1, 1, 1) if is_last else first_day(year, quarter + 1)
    return following - timedelta(days=1)


def midnight(day: date) -> datetime:
    """The moment at which the local `day` begins."""
    return timezone.make_aware(datetime.combine(day, time.min))


class CommendationEntry(KeptRecord):
    """One thing that happened to a commendation; `before` and `after` are equal if it stayed."""

    commendation = models.ForeignKey(Commendation, on_delete=models.PROTECT, related_name="history")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    before = models.CharField(max_length=10, choices=Step)
    after = models.CharField(max_length=10, choices=Step)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("step of a commendation")
        verbose_name_plural = _("steps of commendations")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        """Where it led."""
        return f"{self.before} → {self.after}"

    @property
    def words(self) -> str:
        """What happened while the step stayed, in the reader's language; a day stands below it."""
        said, _newline, day = self.note.partition("\n")
        if not said:
            return ""
        if not day:
            return gettext(said)
        return gettext(said) % {"day": date_format(date.fromisoformat(day), "DATE_FORMAT")}
