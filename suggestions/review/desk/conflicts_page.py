"""Who was barred from what in a round, and why."""

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.paging import window
from suggestions.review.barring import Barring, ConflictDeclaration
from suggestions.review.desk.entrance import Crumb, RoundView
from suggestions.states import Classification

PER_PAGE = 50
IN_ORDER = ("reviewer_id", "suggestion_id", "id")


class ConflictsView(RoundView):
    """Conflicts of interest of a round, found and declared, by reviewer."""

    template_name = "suggestions/review/conflicts.html"

    def get_page_title(self) -> str:
        """What the page is about."""
        return _("Conflicts of interest")

    def crumbs(self) -> list[Crumb]:
        """Rounds, and this round."""
        here = redirect("review:round", self.round.pk).url
        return [*super().crumbs(), {"url": here, "label": self.round.name}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One page of them, with what reviewers declared in their own words."""
        said = ConflictDeclaration.objects.filter(by=OuterRef("reviewer"))
        about_it = said.filter(suggestion=OuterRef("suggestion")).values("reason")[:1]
        rows = Barring.objects.filter(round=self.round).select_related("reviewer", "suggestion")
        rows = rows.exclude(suggestion__classification=Classification.REPORT)
        rows = rows.annotate(reason=Subquery(about_it))
        page = window(rows, IN_ORDER, cursor=request.GET.get("page", ""), size=PER_PAGE)
        panel = self.round.panel.values("user")
        interests = ConflictDeclaration.objects.standing(self.today).filter(by__in=panel)
        context = self.get_context_data(
            round=self.round,
            page=page,
            interests=interests.select_related("by", "unit").order_by("by", "pk"),
        )
        return self.render_to_response(context)
