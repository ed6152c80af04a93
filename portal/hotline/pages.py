"""The results of one month or year, and the index of all of them."""

from datetime import date
from typing import Any, Self

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet

from portal.blocks import ContentBlock
from portal.home.publishing import WorkflowFirstMixin
from portal.hotline.downloads import figures_csv
from portal.hotline.fields import days_field, percent_field, ratings_field
from portal.hotline.figures import Figures
from portal.hotline.forms import HotlineResultForm
from portal.hotline.periods import Period, PeriodKind
from portal.hotline.presentation import (
    MONTHS,
    Month,
    last_month,
    months,
    topics_context,
    trend_context,
)

PER_PAGE = 24


class HotlineResultQuerySet(PageQuerySet):
    """Questions about many results."""

    def of_period(self, period: Period) -> Self:
        """The results of a month or a year; there is one page at most."""
        return self.filter(period_kind=period.kind, starts_on=period.starts_on)

    def months(self, first: date, last: date) -> Self:
        """Monthly results from `first` to `last`, the earliest first."""
        months = self.filter(period_kind=PeriodKind.MONTH, starts_on__range=(first, last))
        return months.order_by("starts_on")

    def below(self, page: Page) -> Self:
        """Results at or below `page` in the page tree."""
        return self.descendant_of(page, inclusive=True)

    def newest_first(self) -> Self:
        """By period; a year comes before its months."""
        return self.order_by("-starts_on__year", "-period_kind", "-starts_on", "-pk")


class HotlineResultPage(WorkflowFirstMixin, RoutablePageMixin, Page):
    """The figures of one month or year."""

    period_kind = models.CharField(
        _("period"), max_length=5, choices=PeriodKind, default=PeriodKind.MONTH
    )
    starts_on = models.DateField(_("first day"), db_index=True)
    calls = models.PositiveIntegerField(pgettext_lazy("to the hotline", "calls"))
    answered_share = percent_field(
        _("answered within 15 seconds"), help_text=_("In percent of all calls.")
    )
    handling_days = days_field()
    satisfaction = percent_field(_("satisfied"), help_text=_("In percent of the ratings."))
    ratings = ratings_field()
    introduction = models.CharField(_("introduction"), max_length=200, blank=True)
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("body"))

    objects = PageManager.from_queryset(HotlineResultQuerySet)()

    base_form_class = HotlineResultForm
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("period_kind"), FieldPanel("starts_on")]),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("calls"),
                FieldPanel("answered_share"),
                FieldPanel("handling_days"),
                FieldRowPanel([FieldPanel("satisfaction"), FieldPanel("ratings")]),
            ],
            heading=_("All calls"),
        ),
        InlinePanel("topic_figures", heading=_("By topic"), label=_("topic")),
        InlinePanel("unit_figures", heading=_("By unit"), label=_("unit")),
        FieldPanel("body"),
    ]
    parent_page_types = ["portal.HotlineIndexPage"]
    subpage_types: list[str] = []
    template = "portal/hotline/result.html"

    class Meta:
        verbose_name = _("hotline results")
        verbose_name_plural = _("hotline results")

    @property
    def period(self) -> Period:
        """The month or year."""
        return Period(self.starts_on, PeriodKind(self.period_kind))

    @property
    def figures(self) -> Figures:
        """The figures, apart from the page."""
        return Figures(
            calls=self.calls,
            answered_share=self.answered_share,
            handling_days=self.handling_days,
            satisfaction=self.satisfaction,
            ratings=self.ratings,
            topics=tuple(row.line for row in self.topic_figures.all()),
            units=tuple(row.line for row in self.unit_figures.all()),
        )

    @property
    def words(self) -> str:
        """What the page says in words, for search: introduction, topics, units, body."""
        rows = [*self.topic_figures.all(), *self.unit_figures.all()]
        body = self.body.stream_block.get_searchable_content(self.body)
        return "\n".join([self.introduction, *(row.name for row in rows), *map(str, body)])

    def twelve_months(self) -> list[Month]:
        """The months up to this one (of the year, for a year), this one as it is here."""
        last = last_month(self.period)
        first = Period(last).back(MONTHS - 1)
        others = HotlineResultPage.objects.live().public().months(first, last).exclude(pk=self.pk)
        own = [self] if self.period_kind == PeriodKind.MONTH else []
        return months([*others.defer("body"), *own], last)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with its figures, their charts and the twelve months behind them."""
        figures = self.figures
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "above": [self.get_parent()],
            "figures": figures,
            **topics_context(figures),
            **trend_context(self.twelve_months()),
        }

    @path("figures/")
    def download(self, request: HttpRequest) -> HttpResponse:
        """The figures as a table, in the layout that import_hotline reads."""
        return figures_csv(self.period, self.figures)


class HotlineIndexPage(WorkflowFirstMixin, Page):
    """All results, and the last twelve months at a glance."""

    introduction = models.CharField(_("introduction"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["portal.HotlineResultPage"]
    max_count = 1
    template = "portal/hotline/index.html"

    class Meta:
        verbose_name = _("hotline index")

    def results(self) -> HotlineResultQuerySet:
        """The published results below this page."""
        return HotlineResultPage.objects.child_of(self).live().public().defer("body")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One page of the results, and the twelve months up to the newest."""
        context = super().get_context(request, *args, **kwargs)
        results = self.results().newest_first()
        listed = Paginator(results, PER_PAGE).get_page(request.GET.get("page"))
        return context | {"results": listed, **self._trend()}

    def _trend(self) -> dict[str, Any]:
        """The chart of the twelve months up to the newest one; nothing if there is none."""
        monthly = self.results().filter(period_kind=PeriodKind.MONTH).order_by("-starts_on")
        newest = list(monthly[:MONTHS])
        return trend_context(months(newest, newest[0].starts_on)) if newest else {}
