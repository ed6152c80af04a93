"""Figures in rows: one for each topic and each unit of a period."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from portal.hotline.cells import NAME_LENGTH
from portal.hotline.fields import days_field, percent_field, ratings_field
from portal.hotline.figures import TopicLine, UnitLine


class TopicFigure(Orderable):
    """Calls on one topic in the page's period."""

    result = ParentalKey(
        "portal.HotlineResultPage", on_delete=models.CASCADE, related_name="topic_figures"
    )
    name = models.CharField(_("topic"), max_length=NAME_LENGTH)
    calls = models.PositiveIntegerField(pgettext_lazy("to the hotline", "calls"))

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("calls")])]

    class Meta(Orderable.Meta):
        verbose_name = _("figures of a topic")

    def __str__(self) -> str:
        """Topic and calls."""
        return f"{self.name}: {self.calls}"

    @property
    def line(self) -> TopicLine:
        """The figures, apart from the row."""
        return TopicLine(self.name, self.calls)


class UnitFigure(Orderable):
    """Cases that one unit handled in the page's period."""

    result = ParentalKey(
        "portal.HotlineResultPage", on_delete=models.CASCADE, related_name="unit_figures"
    )
    name = models.CharField(_("unit"), max_length=NAME_LENGTH)
    cases = models.PositiveIntegerField(_("cases"))
    handling_days = days_field()
    satisfaction = percent_field(_("satisfied"))
    ratings = ratings_field()

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("cases")]),
        FieldRowPanel(
            [FieldPanel("handling_days"), FieldPanel("satisfaction"), FieldPanel("ratings")]
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("figures of a unit")

    def __str__(self) -> str:
        """Unit and cases."""
        return f"{self.name}: {self.cases}"

    @property
    def line(self) -> UnitLine:
        """The figures, apart from the row."""
        return UnitLine(self.name, self.cases, self.handling_days, self.satisfaction, self.ratings)
