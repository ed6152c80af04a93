"""Memberships in the admin: who holds which role where; appointing and ending."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.permissions import policy_registry, register_permission_policy

from portal.accounts.user import User
from portal.accounts.views import acting_user
from portal.organisation.choosers import choose_in_windows
from portal.organisation.membership import (
    ADMINISTRATORS,
    AppointmentRefused,
    Membership,
    Role,
    appoint,
    check_ending,
    check_separation,
    end,
)
from portal.organisation.policy import UnitRowsPolicy
from portal.organisation.viewsets import OwnRowsEditView, OwnRowsIndexView, OwnRowsViewSet


class AppointmentForm(WagtailAdminModelForm):
    """Gives a person a role for a unit."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        help_text=_("The name the person signs in with."),
    )

    class Meta:
        model = Membership
        fields = ("role", "unit", "starts_on", "ends_on")
        labels = {"starts_on": _("First day"), "ends_on": _("Last day")}

    field_order = ("username", "role", "unit", "starts_on", "ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the units for which this person may appoint."""
        super().__init__(*args, **kwargs)
        units = policy_registry.get_by_type(Membership).units_for(self.for_user, ["add"])
        self.fields["unit"].queryset = units
        self.initial.setdefault("starts_on", timezone.localdate())
        choose_in_windows(self)

    def clean_username(self) -> User:
        """The account of that name."""
        try:
            return User.objects.get(username=self.cleaned_data["username"], is_active=True)
        except User.DoesNotExist:
            raise forms.ValidationError(
                _("There is no account with this user name."), code="unknown"
            ) from None

    def clean(self) -> dict[str, Any]:
        """Refuse what appointing would refuse, in the form instead of afterwards."""
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("This is before it begins."))
        if {"username", "role", "starts_on"} <= cleaned.keys():
            try:
                check_separation(
                    cleaned["username"], Role(cleaned["role"]), on=starts_on, by=self.for_user
                )
            except AppointmentRefused as refused:
                raise forms.ValidationError(str(refused), code="refused") from refused
        return cleaned


class EndingForm(WagtailAdminModelForm):
    """Says until when a membership holds; everything else about it stays."""

    class Meta:
        model = Membership
        fields = ("ends_on",)
        labels = {"ends_on": _("Last day")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A day is needed: a membership is ended, never quietly prolonged."""
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = True
        self.fields["ends_on"].help_text = _("The role still holds on this day, and no longer.")

    def clean(self) -> dict[str, Any]:
        """Refuse what ending would refuse, in the form instead of afterwards."""
        cleaned = super().clean()
        ends_on = cleaned.get("ends_on")
        if not ends_on:
            return cleaned
        if ends_on < self.instance.starts_on:
            self.add_error("ends_on", _("This is before it begins."))
        try:
            check_ending(self.instance, on=ends_on, by=self.for_user)
        except AppointmentRefused as refused:
            self.add_error("ends_on", str(refused))
        return cleaned


class AppointView(generic.CreateView):
    """Appoints."""

    def save_instance(self) -> Membership:
        """The new membership, with its entry in the history."""
        data = self.form.cleaned_data
        return appoint(
            data["username"],
            Role(data["role"]),
            data["unit"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            by=acting_user(self.request),
        )


class EndView(OwnRowsEditView):
    """Ends."""

    def save_instance(self) -> Membership:
        """The ended membership, with its entry in the history."""
        membership = Membership.objects.get(pk=self.object.pk)
        end(membership, on=self.form.cleaned_data["ends_on"], by=acting_user(self.request))
        return membership


class MembershipFilterSet(WagtailFilterSet):
    """Filters of the list."""

    holds_today = django_filters.BooleanFilter(label=_("Holds today"), method="filter_today")

    class Meta:
        model = Membership
        fields = ("role",)

    def filter_today(self, rows: QuerySet[Any], name: str, wanted: bool) -> QuerySet[Any]:
        """Those that hold today, or those that do not."""
        today = Membership.objects.active(timezone.localdate()).values("pk")
        return rows.filter(pk__in=today) if wanted else rows.exclude(pk__in=today)


class MembershipIndexView(OwnRowsIndexView):
    """The memberships of one's reach."""

    default_ordering = "-starts_on"

    def get_base_queryset(self) -> QuerySet[Any]:
        """The rows of the listing with the names they show."""
        return super().get_base_queryset().select_related("user", "unit")


class MembershipViewSet(OwnRowsViewSet):
    """Who holds which role where."""

    model = Membership
    icon = "key"
    menu_order = 40
    index_view_class = MembershipIndexView
    add_view_class = AppointView
    edit_view_class = EndView
    inspect_view_enabled = True
    list_display = (
        "user",
        Column("username", label=_("User name"), accessor="user.username"),
        "role",
        "unit",
        "starts_on",
        "ends_on",
    )
    filterset_class = MembershipFilterSet
    search_fields = ("user__name", "user__username", "unit__name")
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form to appoint, another to end."""
        return EndingForm if for_update else AppointmentForm


def register_policies() -> None:
    """Tell Wagtail who may do what with memberships."""
    policy = UnitRowsPolicy(
        Membership,
        roles={
            "add": (Role.SECURITY_ADMIN,),
            "change": (Role.SECURITY_ADMIN,),
            "view": ADMINISTRATORS,
        },
    )
    register_permission_policy(Membership, policy)
