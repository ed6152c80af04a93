"""Proposals: what the acting unit says came of an idea, until others have verified it."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.user import User
from portal.organisation.unit import Unit
from portal.regulations.pages import RegulationPage
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.kinds import ConversionKind, ProofKind
from suggestions.states import State

NOTE_LENGTH = 1000
COMMENT_LENGTH = 500
TITLE_LENGTH = 200
NUMBER_LENGTH = 60
URL_LENGTH = 500
OUTCOMES = (State.CONVERTED, State.PARTLY_CONVERTED, State.LAPSED)


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", _("Waiting for verification")
    ACCEPTED = "accepted", _("Verified")
    SENT_BACK = "sent_back", _("Sent back")


class Answer(models.TextChoices):
    """What the author says of it."""

    AGREES = "agrees", _("The author agrees")
    DISAGREES = "disagrees", _("The author does not agree")
    SILENT = "silent", _("The author did not answer")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Questions about many proposals."""

    def open(self) -> Self:
        """Those that nobody has settled yet."""
        return self.filter(state=ProposalState.OPEN)

    def of_work(self) -> Self:
        """Carried out, in full or in part: what a second unit and the author verify."""
        return self.exclude(outcome=State.LAPSED)

    def to_verify(self) -> Self:
        """Open ones that wait for the second unit."""
        return self.open().of_work().filter(verified_at__isnull=True)

    def silent(self, on: date) -> Self:
        """Verified by the second unit, and the author's days are over; `on` is local."""
        unheard = self.open().filter(verified_at__isnull=False, answer="")
        return unheard.filter(answer_until__lt=on)


class Proposal(models.Model):
    """One claim that an idea is carried out, in full or in part, or has lapsed.

    `proposed_by` is None where the portal itself puts an idea forward as lapsed. `verified_*`
    is the second unit's word; a later “does not agree” of the author takes it back, so that
    the unit looks again. What was said is kept in the verdicts.
    """

    idea = models.ForeignKey(GoldenIdea, on_delete=models.CASCADE, related_name="proposals")
    outcome = models.CharField(
        _("what came of it"), max_length=16, choices=[(one.value, one.label) for one in OUTCOMES]
    )
    note = models.TextField(_("explanation"), max_length=NOTE_LENGTH)
    kind = models.CharField(
        _("what it was turned into"), max_length=16, choices=ConversionKind, blank=True
    )
    proof = models.CharField(_("what proves it"), max_length=12, choices=ProofKind, blank=True)
    document_title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    document_number = models.CharField(_("number"), max_length=NUMBER_LENGTH, blank=True)
    document_url = models.URLField(_("web address"), max_length=URL_LENGTH, blank=True)
    regulation = models.ForeignKey(
        RegulationPage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version of a regulation"),
    )
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    verifying_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        related_name="verifications",
        verbose_name=_("verified by which unit"),
    )
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answer_comment = models.TextField(max_length=COMMENT_LENGTH, blank=True)
    answer_until = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    settled_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea"],
                condition=models.Q(state="open"),
                name="one_open_proposal_per_idea",
            ),
        ]

    def __str__(self) -> str:
        """The idea and what is said to have come of it."""
        return f"{self.idea_id}: {self.outcome}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it yet."""
        return self.state == ProposalState.OPEN

    @property
    def is_verified(self) -> bool:
        """Whether the second unit's word stands."""
        return self.verified_at is not None


class Verdict(models.Model):
    """What somebody of the verifying unit said of a proposal; only ever added."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="verdicts")
    accepted = models.BooleanField()
    note = models.TextField(_("what was looked at, or what is missing"), max_length=NOTE_LENGTH)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = pgettext_lazy("of a second unit", "verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        """Which way it went."""
        return f"{self.proposal_id}: {self.accepted}"
