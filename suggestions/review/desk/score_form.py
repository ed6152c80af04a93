"""The form of one review: a level and a comment for each criterion, and one on all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.rubrics import Criterion
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField
from suggestions.review.reviews import COMMENT_LENGTH, SCORE_COMMENT_LENGTH, Review
from suggestions.review.scoring import Judgement


@dataclass(frozen=True)
class Row:
    """What the page shows for one criterion."""

    criterion: Criterion
    level: forms.BoundField
    comment: forms.BoundField


class ScoreForm(forms.Form):
    """Levels may be missing unless `complete`."""

    comment = CleanField(
        label=_("Overall comment"),
        clean=clean_text,
        longest=COMMENT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        criteria: Sequence[Criterion],
        review: Review | None,
        complete: bool = False,
    ) -> None:
        """Two fields per criterion, filled from `review` if there is one."""
        self.criteria = criteria
        super().__init__(data, initial=_initial(review))
        for criterion in criteria:
            self.fields[f"level_{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.name,
                choices=criterion.anchors(),
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=complete,
                error_messages={"required": _("Please choose a level.")},
            )
            self.fields[f"comment_{criterion.pk}"] = CleanField(
                label=_("Comment"),
                clean=clean_line,
                longest=SCORE_COMMENT_LENGTH,
                required=False,
            )

    def rows(self) -> Iterator[Row]:
        """The criteria with their fields, in order."""
        for criterion in self.criteria:
            level, comment = self[f"level_{criterion.pk}"], self[f"comment_{criterion.pk}"]
            yield Row(criterion, level, comment)

    def judgement(self) -> Judgement:
        """What was filled in; of a valid form."""
        filled = self.cleaned_data
        levels = {criterion.pk: filled[f"level_{criterion.pk}"] for criterion in self.criteria}
        return Judgement(
            levels={key: level for key, level in levels.items() if level is not None},
            comments={key.pk: filled[f"comment_{key.pk}"] for key in self.criteria},
            comment=filled["comment"],
        )


def _initial(review: Review | None) -> dict[str, Any]:
    if review is None:
        return {}
    found: dict[str, Any] = {"comment": review.comment}
    for score in review.scores.all():
        found[f"level_{score.criterion_id}"] = score.level
        found[f"comment_{score.criterion_id}"] = score.comment
    return found
