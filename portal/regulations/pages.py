"""A regulation in one dated version, and the index of all of them."""

from datetime import date
from typing import Any, Self

from django import forms
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db import models
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page, PageManager, PageQuerySet

from portal.home.publishing import WorkflowFirstMixin
from portal.regulations.checking import remarks
from portal.regulations.forms import RegulationFilterForm, RegulationForm
from portal.regulations.kinds import CURRENT, Kind, Status
from portal.regulations.naming import KEY_LENGTH, law_key
from portal.regulations.parser import parse_body
from portal.regulations.rendering import render_law
from portal.regulations.structure import LawText

PER_PAGE = 20


class RegulationQuerySet(PageQuerySet):
    """Questions about many regulations."""

    def current(self) -> Self:
        """Versions in force, now or soon."""
        return self.filter(status__in=CURRENT)

    def of_law(self, key: str) -> Self:
        """All versions of one law."""
        return self.filter(law_key=key)

    def newest_first(self) -> Self:
        """By the day of issue; versions without one come last."""
        return self.order_by(Coalesce("issued_on", date.min).desc(), "-pk")


class RegulationPage(WorkflowFirstMixin, Page):
    """One dated version of a law. Its articles are in `text`; rows are derived when it goes live.

    `law_key` is what the versions of one law share.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.NORMATIVE)
    status = models.CharField(_("validity"), max_length=10, choices=Status, default=Status.IN_FORCE)
    issued_on = models.DateField(
        _("issued on"),
        null=True,
        blank=True,
        help_text=_("The day of this version: of the decision that made or last changed it."),
    )
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    history = models.TextField(
        _("issuing history"), blank=True, help_text=_("One decision a line, the first one first.")
    )
    text = models.TextField(
        _("text"),
        help_text=_(
            "One paragraph a line. Headings begin with #: “## 第一章 总则”, “### 第一节 受理”; "
            "articles begin with their number and a space: “第一条 ……”."
        ),
    )
    law_key = models.CharField(
        _("versions belong together under"),
        max_length=KEY_LENGTH,
        blank=True,
        db_index=True,
        help_text=_("Leave it empty to use the title; a renamed law keeps its old name here."),
    )
    source_name = models.CharField(max_length=255, blank=True, editable=False, db_index=True)
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = PageManager.from_queryset(RegulationQuerySet)()

    base_form_class = RegulationForm
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("issued_on"), FieldPanel("in_force_from")]),
        FieldPanel("history", widget=forms.Textarea(attrs={"rows": 4})),
        HelpPanel(template="portal/regulations/structure_panel.html", heading=_("Structure")),
        # A plain box: one that grows with its text is slow with a law of a thousand articles.
        FieldPanel("text", widget=forms.Textarea(attrs={"rows": 40, "spellcheck": "false"})),
    ]
    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel([FieldPanel("law_key")], heading=_("Versions")),
    ]
    parent_page_types = ["portal.RegulationIndexPage"]
    subpage_types: list[str] = []
    template = "portal/regulations/regulation.html"

    class Meta:
        verbose_name = _("regulation")
        verbose_name_plural = _("regulations")

    def clean(self) -> None:
        """Fill in the name that versions share."""
        super().clean()
        self.law_key = self.law_key or law_key(self.title)

    @cached_property
    def law(self) -> LawText:
        """The structure of the text."""
        return parse_body(self.text)

    @property
    def remarks(self) -> list[str]:
        """What an editor should look at in the text."""
        return remarks(self.law)

    @property
    def history_lines(self) -> list[str]:
        """The decisions that made and changed the law, the first one first."""
        return [line for line in self.history.splitlines() if line.strip()]

    @property
    def starts_on(self) -> date | None:
        """From when this version is in force as far as anyone knows."""
        return self.in_force_from or self.issued_on

    @property
    def is_in_force(self) -> bool:
        """Whether this version is the one in force."""
        return self.status == Status.IN_FORCE

    def other_versions(self) -> list["RegulationPage"]:
        """The published other versions of the law, newest first."""
        versions = RegulationPage.objects.live().public().of_law(self.law_key).exclude(pk=self.pk)
        return list(versions.newest_first().defer("text", "history"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with its other versions and the one to read instead."""
        versions = self.other_versions()
        newer = [page for page in versions if is_newer(page, self)]
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "law": render_law(self.text),
            "above": [self.get_parent()],
            "versions": versions,
            "current_version": next((page for page in newer if page.is_in_force), None),
            "coming_version": next((p for p in newer if p.status == Status.UPCOMING), None),
        }


def is_newer(page: RegulationPage, other: RegulationPage) -> bool:
    """Whether `page` is a later version than `other`; one without a day is the oldest."""
    return (page.issued_on or date.min) > (other.issued_on or date.min)


class RegulationIndexPage(WorkflowFirstMixin, Page):
    """All regulations, by kind and validity."""

    introduction = models.CharField(_("introduction"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["portal.RegulationPage"]
    max_count = 1
    template = "portal/regulations/index.html"

    class Meta:
        verbose_name = _("regulation index")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One page of the regulations that the address asks for."""
        form = RegulationFilterForm(request.GET)
        context = super().get_context(request, *args, **kwargs)
        return context | {"form": form, "regulations": self.listed(form, request)}

    def listed(self, form: RegulationFilterForm, request: HttpRequest) -> ListPage:
        """The page of the list that the address asks for, the nearest one if there is none."""
        regulations = RegulationPage.objects.child_of(self).live().public().newest_first()
        rows = form.narrowed(regulations).defer("text", "history")
        return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
