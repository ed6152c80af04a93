"""One's own delegations: whom a role is lent to, lending it, taking it back."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from portal.accounts.user import User
from portal.accounts.views import acting_user
from portal.organisation.delegation.lending import LENDABLE, CannotLend, lend, take_back
from portal.organisation.delegation.row import Delegation
from portal.organisation.membership import Membership
from portal.organisation.rights import Person, memberships_of

LATEST = 50


def lendable(person: Person) -> list[int]:
    """The keys of the memberships that `person` may lend today: their own, not lent ones."""
    held = memberships_of(person, on=localdate())
    return [one.pk for one in held if one.user_id == person.pk and one.role in LENDABLE]


class MembershipChoiceField(forms.ModelChoiceField):
    """One of one's own roles."""

    def label_from_instance(self, membership: Membership) -> str:
        """Role and unit; whose it is goes without saying."""
        return f"{membership.get_role_display()} · {membership.unit}"


class LendingForm(forms.Form):
    """Which role, to whom, on which days, and why."""

    membership = MembershipChoiceField(
        label=_("Which role"), queryset=Membership.objects.none(), empty_label=None
    )
    to = forms.CharField(
        label=_("User name"),
        max_length=150,
        help_text=_("The name with which the colleague signs in."),
    )
    starts_on = forms.DateField(label=_("First day"), widget=AdminDateInput)
    ends_on = forms.DateField(label=_("Last day"), widget=AdminDateInput)
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        """Offer the roles of `person`."""
        super().__init__(*args, **options)
        roles = Membership.objects.filter(pk__in=lendable(person)).select_related("unit")
        self.fields["membership"].queryset = roles  # type: ignore[attr-defined]
        self.initial.setdefault("starts_on", localdate())

    def clean_to(self) -> User:
        """The account of that name."""
        found = User.objects.filter(username=self.cleaned_data["to"], is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("There is no account with this user name."), "unknown")
        return found


class DelegationsView(WagtailAdminTemplateMixin, TemplateView):
    """What one has lent, what one was lent, and a form for another."""

    page_title = _("Acting during absence")
    header_icon = "group"
    template_name = "portal/organisation/delegations.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let in who holds any role; raises PermissionDenied for the others."""
        super().setup(request, *args, **kwargs)
        self.person = acting_user(request)
        if not memberships_of(self.person, on=localdate()):
            raise PermissionDenied

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home and this page."""
        here = {"url": reverse("delegations:delegations"), "label": self.page_title}
        return [*self.breadcrumbs_items, here]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Both lists and the form."""
        context.setdefault("form", LendingForm(person=self.person))
        rows = Delegation.objects.select_related("membership__user", "membership__unit", "to")
        return super().get_context_data(
            lent=rows.filter(membership__user=self.person)[:LATEST],
            received=rows.not_over(localdate()).filter(to=self.person)[:LATEST],
            can_lend=bool(lendable(self.person)),
            today=localdate(),
            **context,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Lend; what is refused comes back with what was typed."""
        form = LendingForm(request.POST, person=self.person)
        if form.is_valid():
            try:
                lend(**form.cleaned_data, by=self.person, at=now(), on=localdate())
            except CannotLend as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, gettext("The colleague acts for you on these days."))
                return redirect("delegations:delegations")
        return self.render_to_response(self.get_context_data(form=form))


class TakeBackView(View):
    """Takes a role back."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it at once; another's delegation answers 404."""
        person = acting_user(request)
        found = get_object_or_404(Delegation, pk=pk, membership__user=person)
        take_back(found, by=person, at=now())
        messages.success(request, gettext("The role is yours alone again."))
        return redirect("delegations:delegations")
