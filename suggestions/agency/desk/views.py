"""The agents' pages: whom one serves, how it stands there, and the steps between agents."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.user import User
from portal.paging import window
from suggestions.agency.acting import AgencyRefused, hand_back, hand_up, take_up, tell
from suggestions.agency.agency import Agency, Holder
from suggestions.agency.rights import agencies_of, may_be_agent, serves_above, serves_first
from suggestions.agency.rights import waiting_for as waiting_for_person
from suggestions.contacts.contact_entry import ContactKind
from suggestions.intake.steps import steps_for_author
from suggestions.review.desk.entrance import Crumb, DeskView
from suggestions.rights import Action, may

PER_PAGE = 30
ORDER = ("-started_at", "-id")
RELATED = ("suggestion__campaign", "suggestion__unit", "unit", "upper_unit", "agent", "upper_agent")
NOTE_LENGTH = 2000


HOW = (ContactKind.CALL, ContactKind.VISIT, ContactKind.MEETING)
"""How an agent may have told the author."""


class NoteForm(forms.Form):
    """What was done, or what is asked for."""

    note = forms.CharField(
        label=gettext_lazy("What was done, or what is asked for"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("If the author was told: how"),
        choices=[(kind.value, kind.label) for kind in HOW],
        required=False,
    )


class AgentDeskView(DeskView):
    """A page of the agents' desk."""

    header_icon = "group"
    page_title = gettext_lazy("Served by agents")

    def may_enter(self, person: User, *, on: date) -> bool:
        """Clerks of stations and handlers."""
        return may_be_agent(person, on=on)

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [{"url": reverse("agency:list"), "label": _("Served by agents")}]


class ListView(AgentDeskView):
    """Whom the agents of one's units serve, newest first; `?show=above` what was handed up."""

    template_name = "suggestions/agency/desk/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list."""
        above = request.GET.get("show") == "above"
        find = waiting_for_person if above else agencies_of
        rows = find(self.person, on=self.today).select_related(*RELATED)
        page = window(rows, ORDER, cursor=request.GET.get("page", ""), size=PER_PAGE)
        return self.render_to_response(self.get_context_data(window=page, above=above))

    def crumbs(self) -> list[Crumb]:
        """None: this is the list."""
        return []


class AgencyView(AgentDeskView):
    """One agency: what the author may see, and what agents do next."""

    template_name = "suggestions/agency/desk/agency.html"
    agency: Agency

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load it; one out of reach answers 404."""
        super().setup(request, *args, **kwargs)
        rows = agencies_of(self.person, on=self.today).select_related(*RELATED)
        self.agency = get_object_or_404(rows, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """The receipt number."""
        return self.agency.suggestion.receipt

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.shown(NoteForm())

    def shown(self, form: NoteForm, *, status: int = 200) -> HttpResponse:
        """The page with `form` as it was typed."""
        agency, person, on = self.agency, self.person, self.today
        first = serves_first(person, agency, on=on)
        above = serves_above(person, agency, on=on) and agency.holder == Holder.UPPER
        context = self.get_context_data(
            agency=agency,
            suggestion=agency.suggestion,
            form=form,
            timeline=steps_for_author(agency.suggestion),
            steps=agency.steps.select_related("by"),
            may_hand_up=first and agency.holder == Holder.FIRST,
            is_top=agency.unit.is_root(),
            may_tell=first,
            may_take=above and agency.upper_agent_id is None,
            may_hand_back=above,
            may_open=may(person, Action.SEE, agency.suggestion, on=on),
        )
        return self.render_to_response(context, status=status)


Act = Callable[..., Agency]
ACTS: dict[str, tuple[Act, bool]] = {
    "up": (hand_up, True),
    "take": (take_up, False),
    "back": (hand_back, True),
    "told": (tell, True),
}
"""What a button does, and whether it takes words."""


class ActView(AgencyView):
    """Takes one step; a refusal is told, and what was typed stays."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Take it."""
        if act not in ACTS:
            raise Http404
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        function, has_words = ACTS[act]
        words = {"note": form.cleaned_data["note"]} if has_words else {}
        if function is tell and form.cleaned_data["how"]:
            words["how"] = ContactKind(form.cleaned_data["how"])
        try:
            function(self.agency, by=self.person, at=timezone.now(), **words)
        except AgencyRefused as refusal:
            form.add_error(None, str(refusal))
            return self.shown(form, status=422)
        messages.success(request, _("It is written down."))
        return redirect("agency:agency", pk)
