"""The home page and plain content pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from portal.blocks import ContentBlock
from portal.home.publishing import WorkflowFirstMixin
from portal.home.serving import FrontDoorMixin, PublicPageMixin


class HomePage(WorkflowFirstMixin, FrontDoorMixin, Page):
    """The front door: what can be said now, and what became of it."""

    headline = models.CharField(_("headline"), max_length=60, blank=True)
    introduction = models.CharField(_("introduction"), max_length=200, blank=True)
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("headline"),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    template = "portal/home/home.html"
    parent_page_types = ["wagtailcore.Page"]
    private_page_options: list[str] = []  # campaigns are below it
    max_count = 1

    class Meta:
        verbose_name = _("home page")


class ContentPage(WorkflowFirstMixin, PublicPageMixin, Page):
    """A plain page: about, privacy notice, rules of conduct, help."""

    introduction = models.CharField(_("introduction"), max_length=200, blank=True)
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    template = "portal/home/content.html"

    class Meta:
        verbose_name = _("content page")
