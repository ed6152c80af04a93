"""Why is this above that: two suggestions of a round side by side."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suggestions.review.desk.statistics_page import StatisticsView
from suggestions.review.ranking import places_of
from suggestions.review.round import Round
from suggestions.review.standing import Standing
from suggestions.review.statistics.comparison import compare, neighbour

RECEIPT_LENGTH = 40


class CompareForm(forms.Form):
    """Two receipt numbers; the second may be missing: then it is the one right above."""

    first = forms.CharField(label=gettext_lazy("One suggestion"), max_length=RECEIPT_LENGTH)
    second = forms.CharField(
        label=gettext_lazy("The other suggestion"), max_length=RECEIPT_LENGTH, required=False
    )

    def __init__(self, *args: object, round: Round, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.rows = round.standings.in_round().unsealed().select_related("suggestion", "round")

    def clean_first(self) -> Standing:
        """The standing with this receipt number."""
        return self.standing(self.cleaned_data["first"])

    def clean_second(self) -> Standing | None:
        """The standing with this receipt number; None if there is no number."""
        receipt = self.cleaned_data["second"]
        return self.standing(receipt) if receipt else None

    def standing(self, receipt: str) -> Standing:
        """What has this receipt number in the round; raises ValidationError if nothing has."""
        found = self.rows.filter(suggestion__receipt=receipt.strip().upper()).first()
        if found is None:
            raise forms.ValidationError(_("There is no such suggestion in this round."))
        return found


class CompareView(StatisticsView):
    """The parts of two scores, and the rule that decides between them."""

    template_name = "suggestions/review/statistics/compare.html"

    def get_page_title(self) -> str:
        """What the page answers."""
        return _("Why is this above that?")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The comparison of `first` and `second`, or the form that asks for them."""
        asked = request.GET if "first" in request.GET else None
        form = CompareForm(asked, round=self.round)
        context = self.get_context_data(round=self.round, form=form)
        if form.is_bound and form.is_valid():
            one = form.cleaned_data["first"]
            other = form.cleaned_data["second"] or neighbour(one)
            context |= self.comparison(one, other)
        return self.render_to_response(context)

    def comparison(self, one: Standing, other: Standing | None) -> dict[str, object]:
        """What the page says about the two; nothing to compare with says so."""
        if other is None or other.pk == one.pk:
            return {"is_alone": True}
        found = compare(one, other, self.round.rubric)
        places = places_of([found.first, found.second])
        return {
            "comparison": found,
            "pair": [
                {"standing": row, "place": places[row.pk] if row.review_count else None}
                for row in (found.first, found.second)
            ],
        }
