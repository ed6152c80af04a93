"""Nominating by hand, and what can be done with one nominee."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.commendation.commendation import Commendation
from suggestions.commendation.desk.forms import NominationForm, RevokeForm, TakeOffForm
from suggestions.commendation.desk.page import PageView
from suggestions.commendation.drafting import (
    may_take_off,
    nominate_author,
    nominate_clerk,
    nominate_unit,
    take_off,
)
from suggestions.commendation.issuing import revoke
from suggestions.commendation.naming import show_name, withhold_name
from suggestions.commendation.nominee import Nominee
from suggestions.commendation.refusals import CommendationRefused
from suggestions.commendation.rights import Act, may
from suggestions.commendation.steps import AwardKind


class NominateView(PageView):
    """One more nominee."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Nominate; whatever is refused comes back with what was typed."""
        row = self.commendation
        if not may(self.person, Act.NOMINATE, row, on=self.today):
            raise PermissionDenied
        form = NominationForm(request.POST, unit=row.unit, on=self.today)
        if form.is_valid():
            try:
                nominate(row, form.cleaned_data, self.person)
            except CommendationRefused as error:
                form.add_error(None, str(error))
            except PermissionDenied:
                form.add_error("receipt", _("There is no suggestion with this number."))
            else:
                messages.success(request, _("The nomination has been kept."))
                return redirect("commendation:page", pk)
        return self.answer(nomination=form)


def nominate(row: Commendation, said: dict[str, Any], by: Any) -> Nominee:
    """Nominate whoever the form names; raises what the functions of `drafting` raise."""
    kind, reason, at = AwardKind(said["kind"]), said["reason"], timezone.now()
    if kind == AwardKind.AUTHOR:
        return nominate_author(row, said["receipt"], reason, by=by, at=at)
    if kind == AwardKind.CLERK:
        return nominate_clerk(row, said["person"], reason, by=by, at=at)
    return nominate_unit(row, kind, said["unit"], reason, by=by, at=at)


class NomineeView(PageView):
    """Taking off, withholding or showing the name, revoking the certificate."""

    http_method_names = ("post",)

    def key(self, **kwargs: Any) -> int:
        """The nominee's commendation."""
        rows = Nominee.objects.select_related("commendation__unit", "certificate")
        self.nominee = get_object_or_404(rows, pk=kwargs["pk"])
        return self.nominee.commendation_id

    def post(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Do it; whatever is refused comes back with what was typed."""
        if act not in DOING:
            raise Http404
        doing = DOING[act]
        if not doing.allowed(self):
            raise PermissionDenied
        form = doing.form(request.POST)
        if form.is_valid():
            try:
                doing.run(self, form.cleaned_data)
            except CommendationRefused as error:
                messages.error(request, str(error))
            else:
                messages.success(request, _("Saved."))
                return redirect("commendation:page", self.commendation.pk)
        return self.answer(typed={"nominee": self.nominee, "act": act, "form": form})

    def may(self, act: Act) -> bool:
        """Whether this person may do `act` with the list."""
        return may(self.person, act, self.commendation, on=self.today)

    def may_take_off(self) -> bool:
        """Whether this person may take the nominee off."""
        return may_take_off(self.person, self.nominee, self.commendation, on=self.today)

    def take_off(self, said: dict[str, Any]) -> None:
        """Off the list."""
        take_off(self.nominee, said["reason"], by=self.person, at=timezone.now())

    def withhold(self, said: dict[str, Any]) -> None:
        """Without the name."""
        withhold_name(self.nominee, by=self.person, at=timezone.now())

    def show(self, said: dict[str, Any]) -> None:
        """With the name again."""
        show_name(self.nominee, by=self.person, at=timezone.now())

    def revoke(self, said: dict[str, Any]) -> None:
        """The certificate is out of force."""
        certificate = getattr(self.nominee, "certificate", None)
        if certificate is None:
            raise Http404
        revoke(certificate, said["reason"], by=self.person, at=timezone.now())


@dataclass(frozen=True)
class Doing:
    """One act on a nominee: who may, what it asks, what it does."""

    allowed: Callable[[NomineeView], bool]
    form: type[forms.Form]
    run: Callable[[NomineeView, dict[str, Any]], None]


DOING = {
    "take-off": Doing(NomineeView.may_take_off, TakeOffForm, NomineeView.take_off),
    "withhold": Doing(lambda view: view.may(Act.WITHHOLD), forms.Form, NomineeView.withhold),
    "show": Doing(lambda view: view.may(Act.WITHHOLD), forms.Form, NomineeView.show),
    "revoke": Doing(lambda view: view.may(Act.REVOKE), RevokeForm, NomineeView.revoke),
}
"""The last part of the address, and what it does."""
