"""The campaign page."""

from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from campaigns.forms import CampaignForm
from campaigns.phases import FEATURES, Feature, Phase, PhaseKind
from campaigns.querysets import CampaignQuerySet
from campaigns.rubrics import Rubric
from campaigns.stages import Stage, closes_at, days_left, moment_in, stage_of, steps_of
from portal.blocks import ContentBlock
from portal.home.publishing import WorkflowFirstMixin
from portal.home.serving import PublicPageMixin
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit

SECOND_LOOK_DAYS = 30

WHAT_STAYS_PUBLIC = _(
    "Without it nothing that is handed in here is put on the site. What is public already stays"
    " there: its author consented to it. An editor takes it off one by one."
)


class CampaignKind(models.TextChoices):
    """Themed calls and standing channels differ in dates, visibility and service, not in code."""

    THEMED = "themed", _("Themed call")
    STANDING = "standing", _("Standing channel")
    MAILBOX = "mailbox", _("Leader's mailbox")


class Moderation(models.TextChoices):
    """When a suggestion is looked at: before it appears, or after for verified accounts."""

    BEFORE = "before", _("Screened before publishing")
    AFTER_FOR_VERIFIED = "after_verified", _("Verified accounts: published at once, screened after")


class CampaignPage(WorkflowFirstMixin, PublicPageMixin, Page):
    """One call for suggestions, or a channel that is always open."""

    slogan = models.CharField(_("slogan"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=CampaignKind, default="themed")
    introduction = models.CharField(_("in one sentence"), max_length=200)
    why = StreamField(ContentBlock(), blank=True, verbose_name=_("why we ask"))
    picture = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    organiser = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("organiser")
    )
    topics = ParentalManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    rubric = models.ForeignKey(
        Rubric,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("rubric"),
    )
    guests_allowed = models.BooleanField(_("guests may submit"), default=True)
    contact_required = models.BooleanField(_("contact details required"), default=False)
    attachments_allowed = models.BooleanField(_("photos and files allowed"), default=True)
    moderation = models.CharField(
        _("moderation"), max_length=15, choices=Moderation, default=Moderation.BEFORE
    )
    addressee = models.CharField(
        _("addressee"),
        max_length=60,
        blank=True,
        help_text=_("Of a leader's mailbox: the post the letters go to, not the person."),
    )
    publishes_suggestions = models.BooleanField(
        _("suggestions may be published"),
        default=True,
        help_text=_("Without it nothing that is handed in here is put on the site."),
    )
    publishes_figures = models.BooleanField(
        _("figures are published"),
        default=False,
        help_text=_(
            "Letters to authors and the pages of golden ideas then show the reviewers' figures; "
            "otherwise they say in words what was good and what was missing."
        ),
    )
    second_look_days = models.PositiveSmallIntegerField(
        _("days to ask for a second look"),
        default=SECOND_LOOK_DAYS,
        help_text=_("Days after the letter in which its author may ask once; 0: not offered."),
    )

    objects = PageManager.from_queryset(CampaignQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("slogan"),
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("why"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("organiser")]),
        FieldPanel("addressee"),
        HelpPanel(template="campaigns/admin/service_standard.html", heading=_("Service standard")),
        FieldPanel("topics"),
        InlinePanel("phases", heading=_("Phases"), min_num=1),
        MultiFieldPanel(
            [
                FieldPanel("guests_allowed"),
                FieldPanel("contact_required"),
                FieldPanel("attachments_allowed"),
                FieldPanel("moderation"),
                FieldPanel("publishes_suggestions", help_text=WHAT_STAYS_PUBLIC),
            ],
            heading=_("The form"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("rubric"),
                FieldPanel("publishes_figures"),
                FieldPanel("second_look_days"),
            ],
            heading=_("The review"),
        ),
    ]
    base_form_class = CampaignForm
    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types: list[str] = []
    private_page_options: list[str] = []  # its form, suggestions and figures stand on other pages
    template = "campaigns/campaign.html"

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """How editors may look at a draft: as it is today, and in each stage ahead of time."""
        ahead = [(stage.value, str(stage.label)) for stage in Stage if stage != Stage.CLOSED]
        return [("", str(_("As it is today"))), *ahead]

    def current_phases(self, at: datetime) -> list[Phase]:
        """The phases that hold at `at`, in the editors' order."""
        return [phase for phase in self.phases.all() if phase.holds(at)]

    def allows(self, feature: Feature, at: datetime) -> bool:
        """Whether a current phase lets people use `feature`; a hidden campaign allows nothing."""
        return self.live and any(
            feature in FEATURES[PhaseKind(phase.kind)] for phase in self.current_phases(at)
        )

    def stage(self, at: datetime) -> Stage:
        """What a visitor is told that this campaign is doing."""
        return stage_of(self.phases.all(), at)

    def days_left(self, at: datetime) -> int | None:
        """Whole local days until collecting ends; 0 on its last day, None without an end."""
        return days_left(self.phases.all(), at)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the page shows now."""
        return self.context_at(timezone.now(), super().get_context(request, *args, **kwargs))

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the page will show in the stage that the mode is named after."""
        context = super().get_preview_context(request, mode_name)
        if not mode_name:
            return context
        moment = moment_in(Stage(mode_name), self.phases.all(), timezone.now())
        return self.context_at(moment, context)

    def context_at(self, at: datetime, context: dict[str, Any]) -> dict[str, Any]:
        """`context` with what depends on the moment `at`."""
        phases = list(self.phases.all())
        return {
            **context,
            "stage": stage_of(phases, at),
            "steps": steps_of(phases, at),
            "closes_at": closes_at(phases, at),
            "days_left": days_left(phases, at),
            "criteria": self.rubric.weighted() if self.rubric else [],
        }
