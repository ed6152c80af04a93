"""The list of commendations, and drafting a new one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from suggestions.commendation.commendation import Commendation
from suggestions.commendation.desk.entrance import CommendationDeskView
from suggestions.commendation.desk.forms import DraftForm
from suggestions.commendation.drafting import draft
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.rights import may_draft_somewhere
from suggestions.commendation.steps import AwardKind
from suggestions.review.desk.entrance import Crumb

PER_PAGE = 20


def period_of(commendation: Commendation) -> str:
    """Year and quarter."""
    return f"{commendation.year} · {commendation.get_quarter_display()}"


def until_of(commendation: Commendation) -> str:
    """The last day of the notice."""
    day = commendation.notice_until
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"


class ListView(CommendationDeskView, BaseListingView):
    """All commendations one has to do with, latest first."""

    page_title = gettext_lazy("Commendations")
    paginate_by = PER_PAGE
    verbose_name_plural = gettext_lazy("commendations")
    columns = (
        TitleColumn("title", label=gettext_lazy("Title"), url_name="commendation:page"),
        Column("unit", label=gettext_lazy("Commending unit")),
        Column("period", label=gettext_lazy("Period"), accessor=period_of),
        Column("step", label=gettext_lazy("Step"), accessor="get_step_display"),
        Column("until", label=gettext_lazy("Objections until"), accessor=until_of),
        Column("waiting", label=gettext_lazy("Unanswered objections")),
    )

    def crumbs(self) -> list[Crumb]:
        """Nothing between the home and this list."""
        return []

    def get_header_buttons(self) -> list[HeaderButton]:
        """The way to a new list, for those who may draft one."""
        if not may_draft_somewhere(self.person, on=self.today):
            return []
        url = reverse("commendation:draft")
        return [HeaderButton(_("Draft a list"), url=url, icon_name="plus")]

    def get_base_queryset(self) -> QuerySet[Commendation]:
        """The lists with how many objections wait."""
        rows = Commendation.objects.visible_to(self.person, on=self.today).select_related("unit")
        unanswered = Q(objections__isnull=False, objections__answered_at__isnull=True)
        counted = Count("objections", filter=unanswered, distinct=True)
        return rows.annotate(waiting=counted).order_by("-year", "-quarter", "-pk")


class DraftView(CommendationDeskView):
    """The form of a new list."""

    page_title = gettext_lazy("Draft a list")
    template_name = "suggestions/commendation/desk/draft.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let in editors; raises PermissionDenied for the others."""
        super().setup(request, *args, **kwargs)
        if not may_draft_somewhere(self.person, on=self.today):
            raise PermissionDenied

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form for last year's authors."""
        initial = {"year": self.today.year, "quarter": 0, "kinds": [AwardKind.AUTHOR]}
        return self.answer(DraftForm(initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Compute the list; whatever is refused comes back with what was typed."""
        form = DraftForm(request.POST)
        if not form.is_valid():
            return self.answer(form)
        said = form.cleaned_data | {
            "kinds": [AwardKind(kind) for kind in form.cleaned_data["kinds"]]
        }
        try:
            row = draft(**said, by=self.person, at=timezone.now())
        except CommendationRefused as error:
            form.add_error(None, str(error))
        except PermissionDenied:
            form.add_error("unit", _("You do not draft lists for this unit."))
        else:
            messages.success(request, _("The candidates have been computed."))
            return redirect("commendation:page", row.pk)
        return self.answer(form)

    def answer(self, form: DraftForm) -> HttpResponse:
        """The page with the form."""
        return self.render_to_response(self.get_context_data(form=form))
