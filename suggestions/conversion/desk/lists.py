"""The desk of yearly lists: an editor makes one of actions, orders and publishes it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.user import User
from portal.organisation.choosers import choose_in_windows
from portal.organisation.membership import Role
from portal.organisation.rights import has_role
from suggestions.conversion.action import Action
from suggestions.conversion.commitments.commitment_list import (
    EARLIEST,
    INTRODUCTION_LENGTH,
    LATEST,
    TITLE_LENGTH,
    CommitmentList,
)
from suggestions.conversion.commitments.listing import make_list, publish_list, set_items
from suggestions.conversion.desk.forms import unit_field
from suggestions.conversion.desk.views import IdeaDeskView
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.refusals import FollowUpRefused
from suggestions.intake.cleaning import clean_line, clean_text
from suggestions.intake.fields import CleanField
from suggestions.review.desk.entrance import Crumb

MOST = 200
"""Actions offered for a list, those of the latest ideas."""


class ListForm(forms.Form):
    """What a list is called, for which year, and who promises."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=EARLIEST, max_value=LATEST)
    title = CleanField(label=gettext_lazy("Title"), clean=clean_line, longest=TITLE_LENGTH)
    introduction = CleanField(
        label=gettext_lazy("Introduction"),
        clean=clean_text,
        longest=INTRODUCTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit = unit_field(gettext_lazy("Which unit promises"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Choose the unit in a window."""
        super().__init__(*args, **kwargs)
        choose_in_windows(self)


class ListDeskView(IdeaDeskView):
    """A page about lists."""

    def may_enter(self, person: User, *, on: date) -> bool:
        """Editors and superusers."""
        return has_role(person, Role.EDITOR, on=on) or bool(person.is_superuser)


class ListsView(ListDeskView):
    """All lists of one's units, and the form for a new one."""

    template_name = "suggestions/conversion/desk/lists.html"

    def get_page_title(self) -> str:
        """What this page is for."""
        return _("Practical commitments of the year")

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.shown(ListForm(initial={"year": self.today.year}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make a list; a wrong form comes back with what was typed."""
        form = ListForm(request.POST)
        if not form.is_valid():
            return self.shown(form)
        try:
            made = make_list(**form.cleaned_data, by=self.person, at=timezone.now())
        except PermissionDenied:
            form.add_error("unit", _("You keep no lists for this unit."))
            return self.shown(form)
        except FollowUpRefused as refusal:
            form.add_error("title", str(refusal))
            return self.shown(form)
        return redirect("conversion:list", made.pk)

    def shown(self, form: ListForm) -> HttpResponse:
        """The page with its form."""
        rows = CommitmentList.objects.visible_to(self.person, on=self.today)
        rows = rows.select_related("unit").annotate(total=Count("items"))
        return self.render_to_response(self.get_context_data(lists=rows, form=form))


class ListView(ListDeskView):
    """One list: which actions are on it, in which order."""

    template_name = "suggestions/conversion/desk/list.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the list; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = CommitmentList.objects.visible_to(self.person, on=self.today)
        self.list = get_object_or_404(rows.select_related("unit"), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """The list's title."""
        return self.list.title

    def crumbs(self) -> list[Crumb]:
        """The lists."""
        lists = {"url": reverse("conversion:lists"), "label": _("Practical commitments")}
        return [*super().crumbs(), lists]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        context = self.get_context_data(list=self.list, rows=self.rows())
        return self.render_to_response(context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep which actions are on the list and in which order; publish or hide it as well."""
        now = timezone.now()
        set_items(self.list, self.chosen(), by=self.person, at=now)
        if "publish" in request.POST or "hide" in request.POST:
            try:
                publish_list(self.list, "publish" in request.POST, by=self.person, at=now)
            except FollowUpRefused as refusal:
                messages.error(request, str(refusal))
                return redirect("conversion:list", pk)
        messages.success(request, _("Saved."))
        return redirect("conversion:list", pk)

    def chosen(self) -> list[Action]:
        """The actions with a number, in the order of the numbers; what is no number is none."""
        places = {}
        for action in self.offered():
            said = self.request.POST.get(f"place-{action.pk}", "").strip()
            if said.isascii() and said.isdecimal() and len(said) < 5:
                places[action] = int(said)
        return sorted(places, key=lambda action: (places[action], action.pk))

    def offered(self) -> list[Action]:
        """Actions on the list already, and those of ideas one follows."""
        ideas = GoldenIdea.objects.visible_to(self.person, on=self.today)
        rows = Action.objects.select_related("unit", "idea__suggestion")
        listed = list(rows.filter(commitments__commitments=self.list))
        more = rows.filter(idea__in=ideas).order_by("-idea__adopted_at", "due_on", "pk")[:MOST]
        return list(dict.fromkeys([*listed, *more]))

    def rows(self) -> list[dict[str, Any]]:
        """The offered actions, those on the list first and in its order."""
        places = dict(self.list.items.values_list("action", "place"))
        found = [{"action": one, "place": places.get(one.pk)} for one in self.offered()]
        return sorted(found, key=lambda row: (row["place"] is None, row["place"] or 0))
