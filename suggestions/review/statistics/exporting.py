"""The ranking and the reviewers of a round as rows of a table, for download."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.spreadsheets.downloads import Cell
from suggestions.review.round import Panellist, Round
from suggestions.review.statistics.kept import ReviewerFigures
from suggestions.states import Classification
from suggestions.templatetags.golden_ideas import named

CHUNK = 2000
DECIMALS = 4


def ranking_rows(round: Round) -> Iterator[list[Cell]]:
    """A line of headings, then every suggestion of `round` that is not sealed, best first.

    Places are counted on the way: one query, a chunk in memory at a time.
    """
    criteria = list(round.rubric.criteria.all())
    yield [
        *(
            pgettext("in a ranking", "Place"),
            _("Receipt number"),
            _("Suggestion title"),
            _("Ranked figure"),
        ),
        *(_("Weighted mean"), _("Median"), _("Spread"), _("Reviews")),
        *(named(criterion) for criterion in criteria),
        *(_("Adjusted figure"), _("Place by the adjusted figure"), _("Decision")),
    ]
    rows = round.standings.in_round().best_first().select_related("suggestion")
    place, before = 0, None
    for number, row in enumerate(rows.iterator(chunk_size=CHUNK), start=1):
        if (row.figure, row.tie_break) != before:
            place, before = number, (row.figure, row.tie_break)
        if row.suggestion.classification == Classification.REPORT:
            continue
        means = [row.criterion_means.get(str(criterion.pk)) for criterion in criteria]
        scored = row.review_count > 0
        yield [
            *(place if scored else None, row.suggestion.receipt, row.suggestion.title),
            *(_rounded(value) for value in (row.figure if scored else None, row.mean)),
            *(_rounded(row.median), _rounded(row.spread), row.review_count),
            *(_rounded(mean) for mean in means),
            *(_rounded(row.adjusted), row.adjusted_place, row.get_outcome_display()),
        ]


def reviewer_rows(round: Round) -> Iterator[list[Cell]]:
    """A line of headings, then every reviewer of `round` with the figures computed last."""
    yield [
        *(_("Reviewer"), _("Assigned"), _("Submitted"), _("Mean mark")),
        *(_("Severity"), _("Severity: from"), _("Severity: to")),
        *(_("Change per suggestion read"), _("Standard error of the change")),
        *(_("Calibration reviews"), _("Difference on the calibration set")),
    ]
    for member in round.panel.select_related("user", "figures").iterator(chunk_size=CHUNK):
        yield _reviewer_row(member)


def _reviewer_row(member: Panellist) -> list[Cell]:
    found = getattr(member, "figures", None) or ReviewerFigures(panellist=member)
    return [
        *(str(member), member.assigned, member.submitted, _rounded(found.mean)),
        *(_rounded(found.severity), _rounded(found.severity_low), _rounded(found.severity_high)),
        *(_rounded(found.slope), _rounded(found.slope_error)),
        *(found.calibration_count, _rounded(found.calibration_difference)),
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
