"""The statistics of a round, as its organisers read them; nothing is computed for the page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.charts import Spans, spans
from portal.paging import window
from suggestions.review.desk.entrance import Crumb, RoundView
from suggestions.review.ranking import places_of
from suggestions.review.rights import may_see_statistics
from suggestions.review.round import Panellist
from suggestions.review.standing import Standing
from suggestions.review.statistics.kept import ReviewerFigures, RoundStatistics
from suggestions.review.statistics.waking import compute_now
from suggestions.review.statistics.words import order_in_words, reading_of, severity_in_words
from suggestions.templatetags.golden_ideas import named

PER_PAGE = 50
ALPHA_TICKS = (-0.2, 0.0, 0.2, 0.4, 0.667, 0.8, 1.0)
STEP = 10
"""Suggestions read for which the change along the order is told."""


class StatisticsView(RoundView):
    """Agreement by criterion, the two rankings, and what moved between them."""

    template_name = "suggestions/review/statistics/round.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the round; raises PermissionDenied for who may not see its statistics."""
        super().setup(request, *args, **kwargs)
        if not may_see_statistics(self.person, self.round, on=self.today):
            raise PermissionDenied

    def get_page_title(self) -> str:
        """What the page is about."""
        return _("Statistics")

    def crumbs(self) -> list[Crumb]:
        """Rounds, and this round."""
        url = reverse("review:round", args=[self.round.pk])
        return [*super().crumbs(), {"url": url, "label": self.round.name}]

    def kept(self) -> RoundStatistics | None:
        """What was computed last; None before the first time."""
        rows = RoundStatistics.objects.filter(round=self.round, computed_at__isnull=False)
        return rows.first()

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        kept = self.kept()
        context = self.get_context_data(round=self.round, statistics=kept)
        if kept is not None:
            lines = self.agreement(kept)
            context |= {"agreement": lines, "chart": alpha_chart(lines)}
            context |= {"movers": self.movers(kept), "mark": kept.marks_agreement}
            context["reading"] = reading_of(kept.alpha, kept.marks_agreement.get("units", 0))
            context["severity_spread"] = _root(kept.severity_variance)
            context["error_spread"] = _root(kept.error_variance)
        return self.render_to_response(context)

    def agreement(self, kept: RoundStatistics) -> list[dict[str, Any]]:
        """The criteria with their α, in the rubric's order."""
        lines = []
        for criterion in self.round.rubric.criteria.all():
            found = kept.agreement.get(str(criterion.pk), {})
            reading = reading_of(found.get("alpha"), found.get("units", 0))
            lines.append({"criterion": criterion, "reading": reading, **found})
        return lines

    def movers(self, kept: RoundStatistics) -> list[dict[str, Any]]:
        """The suggestions whose two places differ most, as they stand now."""
        rows = self.round.standings.in_round().unsealed().filter(pk__in=kept.movers)
        found = list(rows.select_related("suggestion", "round").order_by("adjusted_place"))
        places = places_of(found)
        return [_moved(standing, places[standing.pk]) for standing in found]


def _moved(standing: Standing, place: int) -> dict[str, Any]:
    after = standing.adjusted_place
    return {"standing": standing, "place": place, "up": place - after if after else None}


def alpha_chart(lines: list[dict[str, Any]]) -> Spans | None:
    """α of the criteria that have one; None where none has."""
    known = [line for line in lines if line.get("low") is not None]
    values = [
        (named(line["criterion"]), line["alpha"], line["low"], line["high"]) for line in known
    ]
    return spans(values, ticks=ALPHA_TICKS) if values else None


def _root(variance: float | None) -> float | None:
    """The standard deviation, in marks."""
    return None if variance is None else variance**0.5


class ComputeView(StatisticsView):
    """Computes the statistics at once, when somebody does not want to wait."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Compute and show them."""
        compute_now(self.round)
        messages.success(request, _("The statistics are up to date."))
        return redirect("review:statistics", pk)


class ReviewerFiguresView(StatisticsView):
    """Severity, completion, order effect and calibration of each reviewer."""

    template_name = "suggestions/review/statistics/reviewers.html"

    def get_page_title(self) -> str:
        """What the page is about."""
        return _("Reviewers in figures")

    def crumbs(self) -> list[Crumb]:
        """Rounds, this round, and its statistics."""
        url = reverse("review:statistics", args=[self.round.pk])
        return [*super().crumbs(), {"url": url, "label": _("Statistics")}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A page of reviewers."""
        rows = self.round.panel.select_related("user", "figures")
        page = window(rows, ["pk"], cursor=request.GET.get("page", ""), size=PER_PAGE)
        lines = [reviewer_line(member) for member in page.rows]
        context = self.get_context_data(
            round=self.round,
            statistics=self.kept(),
            page=page,
            lines=lines,
            chart=severity_chart(lines),
            has_calibration=any(line["calibration"] is not None for line in lines),
        )
        return self.render_to_response(context)


def reviewer_line(member: Panellist) -> dict[str, Any]:
    """What the table says about one reviewer."""
    figures: ReviewerFigures | None = getattr(member, "figures", None)
    if figures is None:
        figures = ReviewerFigures(panellist=member)
    return {
        "member": member,
        "figures": figures,
        "completion": 100 * member.submitted / member.assigned if member.assigned else None,
        "severity_words": severity_in_words(
            figures.severity, figures.severity_low, figures.severity_high
        ),
        "per_step": None if figures.slope is None else figures.slope * STEP,
        "per_step_error": None if figures.slope_error is None else figures.slope_error * STEP,
        "order_words": order_in_words(figures.slope, figures.slope_error),
        "calibration": figures.calibration_difference,
    }


def severity_chart(lines: list[dict[str, Any]]) -> Spans | None:
    """The severities with their intervals, around nought; None where none is known."""
    known = [line for line in lines if line["figures"].severity is not None]
    values = [
        (
            str(line["member"]),
            line["figures"].severity,
            line["figures"].severity_low,
            line["figures"].severity_high,
        )
        for line in known
    ]
    if not values:
        return None
    most = max(abs(end) for _name, _value, low, high in values for end in (low, high))
    reach = 0.5 if most <= 0.5 else 1.0 if most <= 1 else 2.0
    return spans(values, ticks=(-reach, -reach / 2, 0.0, reach / 2, reach))
