"""Nominating by hand, and what can be done with one nominee."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from suggestions.commendation.commendation import Commendation
from suggestions.commendation.desk.entrance import CommendationView
from suggestions.commendation.desk.forms import NominationForm
from suggestions.commendation.desk.page import PageView
from suggestions.commendation.drafting import (
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


class NomineeView(CommendationView):
    """Taking off, withholding or showing the name, revoking the certificate."""

    http_method_names = ("post",)

    def key(self, **kwargs: Any) -> int:
        """The nominee's commendation."""
        rows = Nominee.objects.select_related("commendation__unit", "certificate")
        self.nominee = get_object_or_404(rows, pk=kwargs["pk"])
        return self.nominee.commendation_id

    def post(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Do it, and say why if it was refused."""
        if act not in DOING:
            raise Http404
        try:
            DOING[act](self, request.POST.get("reason", ""))
        except CommendationRefused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Saved."))
        return redirect("commendation:page", self.commendation.pk)

    def take_off(self, reason: str) -> None:
        """Off the list."""
        take_off(self.nominee, reason, by=self.person, at=timezone.now())

    def withhold(self, reason: str) -> None:
        """Without the name."""
        withhold_name(self.nominee, by=self.person, at=timezone.now())

    def show(self, reason: str) -> None:
        """With the name again."""
        show_name(self.nominee, by=self.person, at=timezone.now())

    def revoke(self, reason: str) -> None:
        """The certificate is out of force."""
        certificate = getattr(self.nominee, "certificate", None)
        if certificate is None:
            raise Http404
        revoke(certificate, reason, by=self.person, at=timezone.now())


DOING = {
    "take-off": NomineeView.take_off,
    "withhold": NomineeView.withhold,
    "show": NomineeView.show,
    "revoke": NomineeView.revoke,
}
"""The last part of the address, and what it does."""
