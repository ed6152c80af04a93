"""The suggestion: what was proposed, by whom, through whom, and where it stands."""

import uuid
from datetime import date
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.pages import CampaignPage
from portal.accounts.contact import Contact
from portal.accounts.user import NAME_LENGTH, User
from portal.among import AmongKeys
from portal.organisation.area import Area
from portal.organisation.membership import Role
from portal.organisation.rights import Person, memberships_of, reach_of, units_of
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from suggestions.duties.sight import has_part
from suggestions.handling.exclusion.barred import barred_keys, of_own_office
from suggestions.states import OPEN, Channel, Classification, State, SuggesterKind

TITLE_LENGTH = 100
TEXT_LENGTH = 5000
STAFF_ROLES = (
    Role.STATION_CLERK,
    Role.HANDLER,
    Role.SUPERVISOR,
    Role.CHAIR,
    Role.EDITOR,
    Role.PUBLISHER,
    Role.LEADER,
)
"""Roles that see the suggestions of their unit and below; reviewers see assignments only."""


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Questions about many suggestions."""

    def public(self) -> Self:
        """Exactly what any visitor may see: published suggestions of live campaigns."""
        return self.filter(
            public_since__isnull=False,
            classification=Classification.SUGGESTION,
            campaign__live=True,
        )

    def open(self) -> Self:
        """Suggestions whose author still waits for an answer."""
        return self.filter(state__in=OPEN)

    def visible_to(self, user: Person, *, on: date) -> Self:
        """What a member of staff may see on `on`: the rows of their units and below, and those
        in which one of these has a part, such as an offer or a call.

        Reports against someone are seen by the handlers of the office that receives them,
        and by nobody else however high; one that no office received yet waits for the
        superuser, and so does one about that office itself. Reviewers see theirs through their
        assignments. Whoever is complained of or has withdrawn sees nothing of it.
        """
        if not user.is_authenticated:
            return self.none()
        rows = self.exclude(pk__in=barred_keys(user, on=on))
        report = models.Q(classification=Classification.REPORT)
        sealed = report & models.Q(unit__in=report_offices(user, on=on))
        if user.is_superuser:
            about_office = models.Q(pk__in=of_own_office().values("suggestion"))
            stray = report & (models.Q(unit__receives_reports=False) | about_office)
            return rows.filter(~report | stray | sealed)
        reach = reach_of(user, STAFF_ROLES, on=on)
        if reach.everything:
            return rows.filter(~report | sealed)
        own = models.Q(AmongKeys("unit_id", reach.keys))
        return rows.filter((~report & (own | has_part(reach.keys))) | sealed)

    def locked(self) -> Self:
        """The rows held until the transaction ends; rows that point to them may still come in.

        A lock on the key would make everyone who only adds a review or an assignment wait, and
        the two wait for each other in the end. What the rows refer to is fetched afterwards, with
        prefetch_related(): joined, a row whose unit changed while this waited would be missing.
        """
        return self.select_for_update(no_key=True)

    def unsealed(self) -> Self:
        """Everything but reports against someone (检举控告)."""
        return self.exclude(classification=Classification.REPORT)

    def update(self, **changes: Any) -> int:
        """Like Django's, with the row version raised; `portal.signals.changed` is the caller's."""
        return super().update(**{"version": models.F("version") + 1, **changes})


def report_offices(user: Person, *, on: date) -> list[Unit]:
    """The offices for reports against someone (检举控告) whose handler `user` is.

    A role lent by a colleague counts only for whoever works in that office themselves.
    """
    own = {one.unit_id for one in memberships_of(user, on=on) if one.user_id == user.pk}
    offices = [unit for unit in units_of(user, (Role.HANDLER,), on=on) if unit.receives_reports]
    return [unit for unit in offices if unit.pk in own]


class Suggestion(models.Model):
    """One suggestion. Author, transcriber, station and channel are separate facts."""

    receipt = models.CharField(_("receipt number"), max_length=20, unique=True, editable=False)
    tracking_digest = models.CharField(max_length=64, editable=False)
    submission_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    source = models.CharField(_("source"), max_length=40, blank=True)
    source_key = models.CharField(_("number at the source"), max_length=80, blank=True)

    campaign = models.ForeignKey(
        CampaignPage,
        on_delete=models.PROTECT,
        related_name="suggestions",
        verbose_name=_("campaign"),
    )
    classification = models.CharField(
        _("class"), max_length=12, choices=Classification, default=Classification.SUGGESTION
    )
    state = models.CharField(
        pgettext_lazy("of a suggestion", "state"),
        max_length=16,
        choices=State,
        default=State.RECEIVED,
        editable=False,
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    problem = models.TextField(_("what the problem is"), max_length=TEXT_LENGTH)
    proposal = models.TextField(_("what is proposed"), max_length=TEXT_LENGTH, blank=True)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("topic")
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("area")
    )
    place = models.CharField(_("place"), max_length=100, blank=True)

    author = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suggestions",
        verbose_name=_("author's account"),
    )
    author_name = models.CharField(_("author's name"), max_length=NAME_LENGTH, blank=True)
    suggester = models.CharField(
        _("suggester"), max_length=12, choices=SuggesterKind, default=SuggesterKind.PERSON
    )
    author_shown = models.BooleanField(_("name shown in public"), default=False)
    contact = models.OneToOneField(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, editable=False
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.WEB)
    transcriber = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="transcribed",
        verbose_name=_("transcribed by"),
    )
    station = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("station"),
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="suggestions", verbose_name=_("unit in charge")
    )

    submitted_at = models.DateTimeField(_("submitted"))
    state_since = models.DateTimeField(_("in this state since"))
    public_since = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    support_count = models.PositiveIntegerField(_("supporters"), default=0, editable=False)
    version = models.PositiveBigIntegerField(default=1, editable=False)

    objects = SuggestionQuerySet.as_manager()
    search_auto_update = False

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_key"],
                condition=~models.Q(source_key=""),
                name="suggestion_imported_once",
            ),
        ]
        indexes = [
            models.Index(fields=["-public_since", "-id"], name="suggestion_public"),
            models.Index(
                fields=["campaign", "-public_since", "-id"], name="suggestion_by_campaign"
            ),
            models.Index(fields=["topic", "-public_since", "-id"], name="suggestion_by_topic"),
            models.Index(fields=["area", "-public_since", "-id"], name="suggestion_by_area"),
            models.Index(fields=["state", "-public_since", "-id"], name="suggestion_by_state"),
            models.Index(fields=["-support_count", "-id"], name="suggestion_by_support"),
            models.Index(fields=["unit", "state", "submitted_at"], name="suggestion_desk"),
            models.Index(fields=["state", "-submitted_at", "-id"], name="suggestion_pile"),
            models.Index(
                fields=["campaign", "state", "-submitted_at", "-id"],
                name="suggestion_campaign_pile",
            ),
            models.Index(fields=["-submitted_at", "-id"], name="suggestion_by_time"),
        ]

    def __str__(self) -> str:
        """Receipt number and title."""
        return f"{self.receipt} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row with its version raised, so that a late copy never wins elsewhere."""
        if self.pk:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The public page of this suggestion."""
        return reverse("suggestions:detail", args=[self.receipt])

    @property
    def public_author(self) -> str:
        """The name to show in public; empty if the author does not wish to be named."""
        return self.author_name if self.author_shown else ""

    @property
    def is_public(self) -> bool:
        """Whether any visitor may see this; needs the campaign's row."""
        return (
            self.public_since is not None
            and self.classification == Classification.SUGGESTION
            and self.campaign.live
        )
