"""Sheets: pictures of filled-in forms, in the batches in which they came."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.storage import private_storage
from suggestions.paper.slip import Slip
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

NAME_LENGTH = 100
REASON_LENGTH = 200
CLAIMED_FOR = timedelta(minutes=30)
"""How long a sheet stays with the clerk who opened it, counted from what they last typed."""


class SheetState(models.TextChoices):
    """What has become of a picture."""

    WAITING = "waiting", _("Being straightened")
    READY = "ready", _("To be typed")
    TYPED = "typed", _("Typed")
    SET_ASIDE = "set_aside", _("Set aside")
    REFUSED = "refused", _("Could not be read")


def raw_path(sheet: "Sheet", name: str) -> str:
    """Where the upload waits."""
    return f"sheets/raw/{sheet.key.hex[:2]}/{sheet.key}"


def picture_path(sheet: "Sheet", name: str) -> str:
    """Where the straightened picture lies."""
    return f"sheets/{sheet.key.hex[:2]}/{sheet.key}.webp"


class SheetBatch(models.Model):
    """Forms that one station uploaded for one campaign."""

    campaign = models.ForeignKey(
        CampaignPage, on_delete=models.PROTECT, related_name="+", verbose_name=_("campaign")
    )
    station = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("station")
    )
    received_on = models.DateField(_("handed in on"))
    sample_percent = models.PositiveSmallIntegerField(_("typed twice, in percent"))
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("batch of forms")
        verbose_name_plural = _("batches of forms")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        """Where and when."""
        return f"{self.station} {self.received_on:%Y-%m-%d}"


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Questions about many sheets."""

    def unclaimed(self, person: User, *, at: datetime) -> Self:
        """Those that nobody else is typing at the moment `at`."""
        stale = models.Q(claimed_at__lt=at - CLAIMED_FOR)
        return self.filter(models.Q(claimed_by=None) | models.Q(claimed_by=person) | stale)

    def to_type(self) -> Self:
        """Sheets nobody has typed yet."""
        return self.filter(state=SheetState.READY)

    def to_type_again(self, person: User) -> Self:
        """Sheets of the sample that `person` has not typed and that lack the second typing."""
        return self.in_sample().filter(second_at=None).exclude(typed_by=person)

    def to_settle(self) -> Self:
        """Sheets of the sample that were typed twice and read differently."""
        return self.in_sample().filter(second_at__isnull=False, comparison=None)

    def in_sample(self) -> Self:
        """Typed sheets to be typed twice; a report against someone is read by nobody else."""
        rows = self.filter(state=SheetState.TYPED, in_sample=True)
        return rows.exclude(suggestion__classification=Classification.REPORT)


class Sheet(models.Model):
    """One picture of a form, from upload to what was typed from it."""

    batch = models.ForeignKey(SheetBatch, on_delete=models.PROTECT, related_name="sheets")
    position = models.PositiveIntegerField(_("number in the batch"))
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file name"), max_length=NAME_LENGTH)
    sha256 = models.CharField(max_length=64)
    raw = models.FileField(storage=private_storage, upload_to=raw_path, blank=True)
    picture = models.FileField(storage=private_storage, upload_to=picture_path, blank=True)
    state = models.CharField(
        pgettext_lazy("of a file", "state"),
        max_length=9,
        choices=SheetState,
        default=SheetState.WAITING,
    )
    page_found = models.BooleanField(_("edges of the page found"), default=False)
    turned_by = models.FloatField(_("turned by, in degrees"), null=True, blank=True)
    in_sample = models.BooleanField(_("typed twice"), default=False)
    slip = models.OneToOneField(Slip, on_delete=models.PROTECT, null=True, related_name="sheet")
    suggestion = models.OneToOneField(
        Suggestion, on_delete=models.SET_NULL, null=True, related_name="sheet"
    )
    claimed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    claimed_at = models.DateTimeField(_("claimed"), null=True)
    typed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    typed_at = models.DateTimeField(_("typed"), null=True)
    second_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(_("typed again"), null=True)
    reason = models.CharField(_("why it was set aside"), max_length=REASON_LENGTH, blank=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet")
        verbose_name_plural = _("sheets")
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "sha256"], name="sheet_once_per_batch"),
            models.UniqueConstraint(fields=["batch", "position"], name="sheet_position_once"),
        ]
        indexes = [
            models.Index(fields=["batch", "state"], name="sheet_by_state"),
            models.Index(
                fields=["batch"],
                condition=models.Q(state="typed", in_sample=True),
                name="sheet_in_sample",
            ),
        ]

    def __str__(self) -> str:
        """Its place, not its file name: that may say anything."""
        return f"{self.batch_id}/{self.position}"

    def is_held_by_other(self, person: User, *, at: datetime) -> bool:
        """Whether somebody else is typing it at the moment `at`."""
        if self.claimed_by_id in (None, person.pk) or self.claimed_at is None:
            return False
        return at - self.claimed_at <= CLAIMED_FOR
