"""What all pages of the desk share: who may come in, and which rows they find."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.accounts.user import User
from suggestions.duties.sides import with_sides
from suggestions.rights import Action, may, may_anywhere
from suggestions.suggestion import Suggestion, SuggestionQuerySet

RELATED = ("campaign__organiser", "topic", "area", "unit", "station", "author", "transcriber")


class DeskView(WagtailAdminTemplateMixin, View):
    """A page of the desk: closed to whoever may see no suggestions at all."""

    header_icon = "mail"
    page_title = _("Screening")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let in who may enter; raises PermissionDenied for the others."""
        super().setup(request, *args, **kwargs)
        if not isinstance(request.user, User):
            raise PermissionDenied
        self.person, self.today = request.user, localdate()
        if not may_anywhere(self.person, Action.SEE, on=self.today):
            raise PermissionDenied

    def visible(self) -> SuggestionQuerySet:
        """The rows this person may see: the only ones any page of the desk works on."""
        return Suggestion.objects.visible_to(self.person, on=self.today)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the pile, and this page."""
        pile = {"url": reverse("handling:pile"), "label": _("Screening")}
        here = {"url": "", "label": self.get_page_title()}
        above = [] if self.get_page_title() == pile["label"] else [pile]
        return [*self.breadcrumbs_items, *above, here]


class ItemView(DeskView):
    """A page about one suggestion; one out of reach answers 404, whatever is asked of it."""

    needs = Action.SEE

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the suggestion; raises PermissionDenied without the right this page needs."""
        super().setup(request, *args, **kwargs)
        rows = with_sides(self.visible().select_related(*RELATED))
        self.suggestion = get_object_or_404(rows, receipt=kwargs["receipt"])
        if not self.may(self.needs):
            raise PermissionDenied

    def may(self, action: Action) -> bool:
        """Whether the person may do `action` with this suggestion."""
        return may(self.person, action, self.suggestion, on=self.today)

    def get_page_title(self) -> str:
        """The receipt number: a title may be anything."""
        return self.suggestion.receipt

    def refused(self, form: Form, *, button: str) -> HttpResponse:
        """A page with nothing but `form`, as it was typed beside the suggestion."""
        self.template_name = "suggestions/handling/form_page.html"
        address = reverse("handling:item", args=[self.suggestion.receipt])
        context = self.get_context_data(
            suggestion=self.suggestion, form=form, button=button, back=address
        )
        return self.render_to_response(context, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def back(self) -> HttpResponse:
        """To the suggestion, or to the pile if it has just moved out of reach."""
        if self.visible().filter(pk=self.suggestion.pk).exists():
            return redirect("handling:item", self.suggestion.receipt)
        return redirect("handling:pile")
