"""The form of one review: level, comment and who could fix it by criterion, a comment on all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.rubrics import Criterion
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField
from suggestions.review.reviews import COMMENT_LENGTH, SCORE_COMMENT_LENGTH, Fixer, Review
from suggestions.review.scoring import Judgement

FINGERPRINT_LENGTH = 64


@dataclass(frozen=True)
class Row:
    """What the page shows for one criterion."""

    criterion: Criterion
    level: forms.BoundField
    comment: forms.BoundField
    fixer: forms.BoundField


class ScoreForm(forms.Form):
    """Levels may be missing unless `complete`. `text` is the fingerprint of what was read."""

    text = forms.CharField(required=False, max_length=FINGERPRINT_LENGTH)

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
        """Three fields per criterion, filled from `review` if there is one."""
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
            self.fields[f"fixer_{criterion.pk}"] = forms.ChoiceField(
                label=_("Who could fix it?"),
                choices=Fixer.choices,
                widget=forms.RadioSelect,
                required=False,
            )

    def rows(self) -> Iterator[Row]:
        """The criteria with their fields, in order."""
        for criterion in self.criteria:
            names = (f"{part}_{criterion.pk}" for part in ("level", "comment", "fixer"))
            yield Row(criterion, *(self[name] for name in names))

    def judgement(self) -> Judgement:
        """What was filled in; of a valid form."""
        filled = self.cleaned_data
        levels = {criterion.pk: filled[f"level_{criterion.pk}"] for criterion in self.criteria}
        return Judgement(
            levels={key: level for key, level in levels.items() if level is not None},
            comments={key.pk: filled[f"comment_{key.pk}"] for key in self.criteria},
            comment=filled["comment"],
            fixers={key.pk: filled[f"fixer_{key.pk}"] for key in self.criteria},
            text=filled["text"],
        )


def _initial(review: Review | None) -> dict[str, Any]:
    if review is None:
        return {}
    found: dict[str, Any] = {"comment": review.comment}
    for score in review.scores.all():
        found[f"level_{score.criterion_id}"] = score.level
        found[f"comment_{score.criterion_id}"] = score.comment
        found[f"fixer_{score.criterion_id}"] = score.fixer
    return found
