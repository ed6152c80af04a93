"""Withdrawing at the desk: declared, disputed and decided; and who a report complains of."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.accounts.user import User
from portal.organisation.rights import units_of
from portal.organisation.unit import within
from suggestions.handling.desk.entrance import DeskView, ItemView
from suggestions.handling.desk.exclusion_forms import OwnInterestForm, PartyForm
from suggestions.handling.desk.panels import Panel
from suggestions.handling.exclusion.barred import exclusions_of
from suggestions.handling.exclusion.declaring import (
    CannotExclude,
    Party,
    declare_interest,
    name_complained_of,
)
from suggestions.handling.exclusion.disputing import decide, dispute, may_decide, take_back
from suggestions.handling.exclusion.exclusion import (
    Exclusion,
    ExclusionQuerySet,
    ExclusionState,
    Ground,
)
from suggestions.rights import RIGHTS, Action, may
from suggestions.states import Classification
from suggestions.suggestion import Suggestion

OWN, NAMED = "own", "party"
"""How the fields of the two forms begin."""
MOST = 200
"""Rows of the page; what is decided leaves it."""


def panel(suggestion: Suggestion, person: User, on: date) -> Panel | None:
    """Who is kept out, and the forms to say so."""
    is_report = suggestion.classification == Classification.REPORT
    may_name = may(person, Action.KEEP_OUT, suggestion, on=on)
    context = {
        "suggestion": suggestion,
        "exclusions": suggestion.exclusions.select_related("user", "unit", "by"),
        "is_report": is_report,
        "may_name": may_name,
        "own_form": OwnInterestForm(prefix=OWN),
        "form": PartyForm(prefix=NAMED),
    }
    return Panel("suggestions/handling/exclusions_panel.html", context, order=350)


class ExcludeView(ItemView):
    """Keeps somebody out: oneself, or whom the form names."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Write it down, or say why not; whoever withdrew is led back to the pile."""
        is_me = any(name.startswith(f"{OWN}-") for name in request.POST)
        form: Form
        if is_me:
            form = OwnInterestForm(request.POST, prefix=OWN)
        elif self.may(Action.KEEP_OUT):
            form = PartyForm(request.POST, prefix=NAMED)
        else:
            raise Http404
        if not form.is_valid() or not self.keep(form, is_me=is_me):
            button = pgettext("from a case", "Withdraw") if is_me else _("Write it down")
            return self.refused(form, button=button)
        # What the person may see has just changed: it is asked anew.
        self.person = User.objects.get(pk=self.person.pk)
        return self.back()

    def keep(self, form: Form, *, is_me: bool) -> bool:
        """Write it down under the ground that fits; False, told in `form`, if it cannot be."""
        party = Party(user=self.person) if is_me else form.cleaned_data["party"]
        is_report = self.suggestion.classification == Classification.REPORT
        said = {"by": self.person, "at": timezone.now(), "reason": form.cleaned_data["reason"]}
        try:
            if is_report and not is_me:
                name_complained_of(self.suggestion, party, **said)
                messages.success(self.request, _("Written down: they see nothing of it."))
                return True
            kept = declare_interest(self.suggestion, party, **said)
        except CannotExclude as error:
            form.add_error(None, str(error))
            return False
        if kept.state == ExclusionState.NOTED:
            text = _("It is noted. Nobody else could do the work, so it stays with you.")
            messages.warning(self.request, text)
        else:
            messages.success(self.request, _("They have withdrawn from it."))
        return True


class TakeBackView(ItemView):
    """Takes back an exclusion that was written down by mistake."""

    needs = Action.KEEP_OUT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, receipt: str, pk: int) -> HttpResponse:
        """Take it back, with a reason."""
        row = get_object_or_404(self.suggestion.exclusions, pk=pk)
        _try(request, lambda: take_back(row, **_said(request, self.person)), _("Taken back."))
        return self.back()


class WithdrawalsView(DeskView):
    """What keeps the person out, and the disputes they may decide. Words of the suggestion
    itself are not shown: the number says which it is.
    """

    template_name = "suggestions/handling/withdrawals.html"
    page_title = gettext_lazy("Withdrawals")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Both lists."""
        mine = exclusions_of(self.person, on=self.today).interests().select_related(*NAMES)
        context = self.get_context_data(
            mine=mine.order_by("-at")[:MOST],
            to_decide=[row for row in self.disputed() if self.may_decide(row)],
        )
        return self.render_to_response(context)

    def disputed(self) -> ExclusionQuerySet:
        """Disputes over suggestions of the units that this person supervises."""
        rows = Exclusion.objects.interests().filter(state=ExclusionState.DISPUTED)
        if not self.person.is_superuser:
            units = supervised(self.person, on=self.today)
            rows = rows.filter(within(units, "suggestion__unit"))
        return rows.select_related(*NAMES).order_by("disputed_at")[:MOST]

    def may_decide(self, row: Exclusion) -> bool:
        """Whether this person decides it."""
        return may_decide(row, self.person, on=self.today)


NAMES = ("suggestion__unit", "user", "unit", "by")


def supervised(person: User, *, on: date) -> list[Any]:
    """The units in which `person` decides disputes."""
    return units_of(person, RIGHTS[Action.DECIDE_INTEREST], on=on)


class DisputeView(DeskView):
    """Disputes what keeps oneself out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only one's own: another's is not found."""
        row = get_object_or_404(exclusions_of(self.person, on=self.today).interests(), pk=pk)
        _try(
            request, lambda: dispute(row, **_said(request, self.person)), _("A supervisor decides.")
        )
        return redirect("handling:withdrawals")


class DecideView(DeskView):
    """Decides a dispute."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Only for who supervises the unit in charge and has no part in it."""
        rows = Exclusion.objects.filter(ground=Ground.INTEREST, state=ExclusionState.DISPUTED)
        row = get_object_or_404(rows.select_related(*NAMES), pk=pk)
        if not may_decide(row, self.person, on=self.today):
            raise Http404
        holds = request.POST.get("holds") == "yes"
        said = _said(request, self.person)
        _try(request, lambda: decide(row, holds=holds, **said), _("It is decided."))
        return redirect("handling:withdrawals")


def _said(request: HttpRequest, person: User) -> dict[str, Any]:
    return {"why": request.POST.get("why", "")[:500], "by": person, "at": timezone.now()}


def _try(request: HttpRequest, change: Callable[[], None], done: str) -> None:
    try:
        change()
    except CannotExclude as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
