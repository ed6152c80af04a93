"""Why is this above that: the parts of two scores side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.rubrics import Criterion, Rubric
from suggestions.review.round import Aggregation, TieRule
from suggestions.review.standing import Standing, above


@dataclass(frozen=True)
class Part:
    """What one criterion adds to the two weighted means.

    `share` is its part of all weights (0 to 1), `first` and `second` the mean levels (None
    without a review), `difference` share times first less second.
    """

    criterion: Criterion
    share: float
    first: float | None
    second: float | None

    @property
    def difference(self) -> float | None:
        """How far the criterion lifts the first above the second, in marks."""
        if self.first is None or self.second is None:
            return None
        return self.share * (self.first - self.second)


@dataclass(frozen=True)
class Comparison:
    """Two suggestions of one round; `first` ranks above `second` or shares its place."""

    first: Standing
    second: Standing
    parts: Sequence[Part]

    @property
    def difference_of_means(self) -> float | None:
        """The parts' differences together: the difference of the two weighted means."""
        differences = [part.difference for part in self.parts]
        known = [difference for difference in differences if difference is not None]
        return sum(known) if len(known) == len(differences) else None

    @property
    def difference_of_figures(self) -> float:
        """What decides the ranking."""
        return self.first.figure - self.second.figure

    @property
    def is_decided_by_figure(self) -> bool:
        """Whether the figures differ; otherwise the tie rule decides, or nothing."""
        return self.first.figure != self.second.figure

    @property
    def is_shared(self) -> bool:
        """Whether even the tie rule leaves them equal."""
        return not self.is_decided_by_figure and self.first.tie_break == self.second.tie_break

    @property
    def ranks_by_mean(self) -> bool:
        """Whether the parts explain the ranked figure itself and not only the mean."""
        return self.first.round.aggregation == Aggregation.MEAN

    @property
    def tie_rule(self) -> TieRule:
        """The rule where figures are equal."""
        return TieRule(self.first.round.tie_rule)


def compare(one: Standing, other: Standing, rubric: Rubric) -> Comparison:
    """The parts of two standings of the same round, the higher one first.

    The weighted mean is Σ share × mean level over the criteria, so the differences by
    criterion add up to the difference of the means. Raises ValueError for different rounds.
    """
    if one.round_id != other.round_id:
        raise ValueError("the standings belong to different rounds")
    in_order = sorted((one, other), key=lambda row: (-row.figure, -row.tie_break))
    first, second = in_order
    parts = [
        Part(criterion, float(share), _mean(first, criterion), _mean(second, criterion))
        for criterion, share in rubric.weighted()
    ]
    return Comparison(first, second, parts)


def neighbour(standing: Standing) -> Standing | None:
    """The standing right above `standing` in the ranking, or else right below; None if alone."""
    others = standing.round.standings.in_round().unsealed().exclude(pk=standing.pk)
    others = others.select_related("suggestion", "round")
    higher = others.filter(above(standing.figure, standing.tie_break))
    last_above = higher.order_by("figure", "tie_break", "-suggestion_id").first()
    return last_above or others.best_first().first()


def _mean(standing: Standing, criterion: Criterion) -> float | None:
    value = standing.criterion_means.get(str(criterion.pk))
    return None if value is None else float(value)
