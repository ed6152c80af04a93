"""Adoption and conversion of what one follows, told apart, with links to the ideas."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from suggestions.conversion.desk.views import IdeaDeskView
from suggestions.conversion.figures import figures, standing_decisions
from suggestions.conversion.figures_view import NAMES, group_of, rows_by, tabs_of
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.suggestion import Suggestion


class FiguresView(IdeaDeskView):
    """The figures of one's units and those below."""

    template_name = "suggestions/conversion/desk/figures.html"

    def get_page_title(self) -> str:
        """What this page shows."""
        return _("Adoption and conversion")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        group = group_of(request)
        ideas = GoldenIdea.objects.visible_to(self.person, on=self.today)
        seen = Suggestion.objects.visible_to(self.person, on=self.today).order_by()
        decisions = standing_decisions().filter(suggestion__in=seen)
        context = self.get_context_data(
            figures=figures(ideas, decisions, on=self.today),
            rows=rows_by(group, ideas, decisions, register="conversion:ideas"),
            group=NAMES[group],
            tabs=tabs_of(group),
        )
        return self.render_to_response(context)
