"""The systemic issue: one cause behind many suggestions, with its own owner and actions."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.kept import KeptRecord
from portal.organisation.membership import Role
from portal.organisation.rights import Person, units_of
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit, within
from suggestions.replies.batch import ReplyBatch
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

TITLE_LENGTH = 100
TEXT_LENGTH = 4000
LOOKING = (Role.HANDLER, Role.SUPERVISOR, Role.EDITOR, Role.PUBLISHER, Role.LEADER)
"""Roles that see the issues of their unit and below."""


class SystemicIssueQuerySet(models.QuerySet["SystemicIssue"]):
    """Questions about many issues."""

    def public(self) -> Self:
        """Those that any visitor may see."""
        return self.filter(public_since__isnull=False)

    def open(self) -> Self:
        """Those that are not closed."""
        return self.filter(answered_at__isnull=True)

    def with_linked(self) -> Self:
        """With `linked`, the number of suggestions that stand in each."""
        links = SystemicLink.objects.standing().filter(issue=models.OuterRef("pk")).order_by()
        counted = links.values("issue").annotate(n=models.Count("pk")).values("n")
        return self.annotate(linked=Coalesce(models.Subquery(counted), 0))

    def about(self, suggestion: Suggestion) -> Self:
        """The one in which `suggestion` stands, if it stands in any."""
        links = SystemicLink.objects.standing().filter(suggestion=suggestion)
        return self.filter(pk__in=links.values("issue"))

    def overdue(self, on: date) -> Self:
        """Open ones of which an action should have been done before the local date `on`."""
        late = SystemicAction.objects.filter(
            issue=models.OuterRef("pk"), done_at__isnull=True, due_on__lt=on
        )
        return self.open().filter(models.Exists(late))

    def visible_to(self, user: Person, *, on: date) -> Self:
        """Those whose owner is one's unit or below, and those with an action there."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        units = units_of(user, LOOKING, on=on)
        actions = SystemicAction.objects.filter(within(units, "unit")).order_by()
        return self.filter(within(units, "unit") | models.Q(pk__in=actions.values("issue")))


class SystemicIssue(models.Model):
    """One issue. `answer` is what every linked suggestion is told in the end."""

    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    summary = models.TextField(
        _("what it is about"),
        max_length=TEXT_LENGTH,
        help_text=_("Shown to everybody once the issue is public."),
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="systemic_issues", verbose_name=_("owner")
    )
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("topic")
    )
    cause = models.TextField(_("cause"), max_length=TEXT_LENGTH, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    public_since = models.DateTimeField(null=True)
    answer = models.TextField(_("public answer"), max_length=TEXT_LENGTH, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    batch = models.OneToOneField(
        ReplyBatch, on_delete=models.PROTECT, null=True, related_name="systemic_issue"
    )

    objects = SystemicIssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("systemic issue")
        verbose_name_plural = _("systemic issues")
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["-opened_at", "-id"], name="systemic_issue_newest")]

    def __str__(self) -> str:
        """Its title."""
        return self.title

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("suggestions:systemic_issue", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether its answer has not gone out yet."""
        return self.answered_at is None


class SystemicLinkQuerySet(models.QuerySet["SystemicLink"]):
    """Questions about many links."""

    def standing(self) -> Self:
        """Those that were not taken back; a sealed report is never among them."""
        rows = self.filter(removed_at__isnull=True)
        return rows.exclude(suggestion__classification=Classification.REPORT)


class SystemicLink(models.Model):
    """One suggestion of an issue; taken back, the row stays and tells by whom."""

    issue = models.ForeignKey(SystemicIssue, on_delete=models.PROTECT, related_name="links")
    suggestion = models.ForeignKey(
        Suggestion, on_delete=models.PROTECT, related_name="systemic_links"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = SystemicLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion of a systemic issue")
        verbose_name_plural = _("suggestions of systemic issues")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=models.Q(removed_at__isnull=True),
                name="systemic_link_one_standing",
            ),
        ]

    def __str__(self) -> str:
        """Receipt and issue."""
        return f"{self.suggestion.receipt} {self.issue_id}"


class SystemicAction(models.Model):
    """One thing that is done about the cause."""

    issue = models.ForeignKey(SystemicIssue, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(_("action"), max_length=200)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("by which unit")
    )
    due_on = models.DateField(_("due on"))
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_note = models.CharField(_("what was done"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("action on a systemic issue")
        verbose_name_plural = _("actions on systemic issues")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        """What is done."""
        return self.what

    def is_overdue(self, on: date) -> bool:
        """Whether it should have been done before the local date `on`."""
        return self.done_at is None and self.due_on < on


class SystemicNote(KeptRecord):
    """Progress on an issue. Only ever added."""

    issue = models.ForeignKey(SystemicIssue, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("progress"), max_length=TEXT_LENGTH)
    is_public = models.BooleanField(_("shown on the public page"), default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("progress on a systemic issue")
        verbose_name_plural = _("progress on systemic issues")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        """The day."""
        return f"{self.at:%Y-%m-%d}"
