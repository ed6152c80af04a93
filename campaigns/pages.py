"""The campaign page, and the index of all campaigns."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet

from campaigns.phases import FEATURES, Feature, Phase, PhaseKind
from campaigns.rubrics import Rubric
from portal.blocks import ContentBlock
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit


class CampaignKind(models.TextChoices):
    """Themed calls and standing channels differ in dates, visibility and service, not in code."""

    THEMED = "themed", _("Themed call")
    STANDING = "standing", _("Standing channel")


class Moderation(models.TextChoices):
    """When a suggestion is looked at: before it appears, or after for verified accounts."""

    BEFORE = "before", _("Screened before publishing")
    AFTER_FOR_VERIFIED = "after_verified", _("Verified accounts: published at once, screened after")


class CampaignQuerySet(PageQuerySet):
    """Questions about many campaigns; `at` is the moment asked about."""

    def in_phase(self, kind: PhaseKind, at: datetime) -> Self:
        """Campaigns that are in a phase of this kind."""
        current = Phase.objects.filter(
            models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=at),
            campaign=models.OuterRef("pk"),
            kind=kind,
            starts_at__lte=at,
        )
        return self.filter(models.Exists(current))

    def open(self, at: datetime) -> Self:
        """Campaigns that take suggestions."""
        return self.in_phase(PhaseKind.COLLECTING, at)

    def reviewing(self, at: datetime) -> Self:
        """Campaigns that no longer take suggestions and are being reviewed."""
        return self.in_phase(PhaseKind.REVIEWING, at).exclude(pk__in=self.open(at))

    def closed(self, at: datetime) -> Self:
        """Campaigns that began and neither collect nor review any more."""
        begun = Phase.objects.filter(campaign=models.OuterRef("pk"), starts_at__lte=at)
        running = self.open(at) | self.in_phase(PhaseKind.REVIEWING, at)
        return self.filter(models.Exists(begun)).exclude(pk__in=running.values("pk"))


class CampaignPage(Page):
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

    objects = PageManager.from_queryset(CampaignQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("slogan"),
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("why"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("organiser")]),
        FieldPanel("topics"),
        InlinePanel("phases", heading=_("Phases"), min_num=1),
        MultiFieldPanel(
            [
                FieldPanel("guests_allowed"),
                FieldPanel("contact_required"),
                FieldPanel("attachments_allowed"),
                FieldPanel("moderation"),
            ],
            heading=_("The form"),
        ),
        FieldPanel("rubric"),
    ]
    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types: list[str] = []
    template = "campaigns/campaign.html"

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def current_phases(self, at: datetime) -> list[Phase]:
        """The phases that hold at `at`, in the editors' order."""
        return [phase for phase in self.phases.all() if phase.holds(at)]

    def allows(self, feature: Feature, at: datetime) -> bool:
        """Whether a current phase lets people use `feature`; a hidden campaign allows nothing."""
        return self.live and any(
            feature in FEATURES[PhaseKind(phase.kind)] for phase in self.current_phases(at)
        )


class CampaignIndexPage(Page):
    """The list of open, reviewing and closed calls."""

    introduction = models.CharField(_("introduction"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["campaigns.CampaignPage"]
    max_count = 1
    template = "campaigns/index.html"

    class Meta:
        verbose_name = _("campaign index")
