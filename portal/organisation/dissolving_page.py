"""The pages to dissolve a unit: what it holds, who goes on with it, and a last question."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminDateInput

from portal.accounts.views import acting_user
from portal.organisation.choosers import choose_in_windows
from portal.organisation.dissolving import CannotDissolve, check_dissolving, dissolve
from portal.organisation.holdings import holdings_of
from portal.organisation.policy import OwnRowsMixin
from portal.organisation.unit import Unit


class DissolvingForm(forms.Form):
    """Who goes on, and from when."""

    successor = forms.ModelChoiceField(label=_("Successor"), queryset=Unit.objects.all())
    on = forms.DateField(
        label=_("Dissolved from"),
        widget=AdminDateInput,
        help_text=_("The first day without the unit; today at the latest."),
    )

    def __init__(self, *args: Any, unit: Unit, **options: Any) -> None:
        """Ask about `unit`."""
        super().__init__(*args, **options)
        self.unit = unit
        self.initial.setdefault("on", localdate())
        choose_in_windows(self)

    def clean(self) -> dict[str, Any]:
        """Refuse what dissolving would refuse, before the last question."""
        said: dict[str, Any] = dict(super().clean() or {})
        if {"successor", "on"} <= said.keys():
            if said["on"] > localdate():
                self.add_error("on", _("Work is passed on at once: not a day to come."))
            try:
                check_dissolving(self.unit, said["successor"], on=said["on"])
            except CannotDissolve as refused:
                raise forms.ValidationError(str(refused), code=refused.fault) from refused
            self._check_moved()
        return said

    def _check_moved(self) -> None:
        for holding in holdings_of(self.unit, on=localdate()):
            if holding.must_move and holding.count:
                said = f"{holding.label}: {holding.count}. {holding.then}"
                raise forms.ValidationError(said, code="must_move")


class DissolveView(
    OwnRowsMixin, PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView
):
    """Asks, asks again, and dissolves."""

    model = Unit
    permission_required = "change"
    template_name = "portal/organisation/dissolve.html"
    page_title = _("Dissolve a unit")
    header_icon = "bin"

    def get_page_subtitle(self) -> str:
        """Which."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here from the list."""
        units = {"url": reverse("units:index"), "label": _("Units")}
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, units, here]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """What the unit holds, and the form."""
        context.setdefault("form", DissolvingForm(unit=self.object))
        holdings = holdings_of(self.object, on=localdate())
        return super().get_context_data(holdings=holdings, unit=self.object, **context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The last question, or, with the answer to it, the deed."""
        form = DissolvingForm(request.POST, unit=self.object)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if "confirmed" not in request.POST:
            return self.render_to_response(self.get_context_data(form=form, asking=True))
        successor, on = form.cleaned_data["successor"], form.cleaned_data["on"]
        try:
            dissolve(self.object, successor, on=on, by=acting_user(request))
        except CannotDissolve as refused:  # somebody else was faster
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form))
        done = gettext("“%(unit)s” is dissolved; its work goes to “%(successor)s”.")
        messages.success(request, done % {"unit": self.object, "successor": successor})
        return redirect("units:index")
