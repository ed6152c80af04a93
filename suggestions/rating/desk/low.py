"""The supervisor's list: matters whose author was dissatisfied a second time."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.organisation.rights import units_of
from portal.organisation.unit import within
from portal.paging import window
from suggestions.handling.desk.entrance import DeskView
from suggestions.rating.forms import SettleForm
from suggestions.rating.rating import Rating, RatingQuerySet
from suggestions.rating.rating_door import settle
from suggestions.rating.refusals import RatingRefused, Refusal
from suggestions.rights import RIGHTS, Action, may, may_anywhere

PAGE_SIZE = 20


class LowView(DeskView):
    """Second low ratings that nobody has dealt with, the earliest first."""

    page_title = gettext_lazy("Low ratings for the supervisor")
    header_icon = "warning"
    template_name = "suggestions/rating/desk/low.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let in who supervises; raises PermissionDenied for the others."""
        super().setup(request, *args, **kwargs)
        if not may_anywhere(self.person, Action.SETTLE_RATING, on=self.today):
            raise PermissionDenied

    def rows(self) -> RatingQuerySet:
        """Those of one's units and below."""
        rows: RatingQuerySet = Rating.objects.for_supervisor()
        rows = rows.filter(suggestion__in=self.visible().order_by())
        if self.person.is_superuser:
            return rows
        units = units_of(self.person, RIGHTS[Action.SETTLE_RATING], on=self.today)
        return rows.filter(within(units, "suggestion__unit"))

    def get(self, request: HttpRequest) -> HttpResponse:
        """One window of the list."""
        rows = self.rows().select_related("suggestion__unit", "unit", "asking__reply")
        page = window(rows, ("at", "id"), cursor=request.GET.get("page", ""), size=PAGE_SIZE)
        return self.render_to_response(self.get_context_data(window=page))


class SettleView(LowView):
    """Keeps what was done about one of them, and closes the suggestion."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the list; a refusal is told."""
        rating = get_object_or_404(self.rows().select_related("suggestion__unit"), pk=pk)
        if not may(self.person, Action.SETTLE_RATING, rating.suggestion, on=self.today):
            raise PermissionDenied
        form = SettleForm(request.POST)
        if not form.is_valid():
            messages.error(request, str(Refusal.NOTE.label))
            return redirect("rating:low")
        try:
            now = timezone.now()
            settle(rating, note=form.cleaned_data["note"], by=self.person, at=now)
        except RatingRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("It is on record, and the suggestion is closed."))
        return redirect("rating:low")
