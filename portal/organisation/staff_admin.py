"""Staff accounts in the admin: opening and changing them, taking away a lost second factor."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from portal.accounts.second_factor import remove_second_factor
from portal.accounts.views import acting_user
from portal.organisation.policy import OwnRowsMixin
from portal.organisation.staff import StaffAccount, keep_staff_account, staff_policy
from portal.organisation.viewsets import OwnRowsIndexView, OwnRowsViewSet


class StaffAccountForm(WagtailAdminModelForm):
    """An account of staff. What its holder may do is not decided here but by appointing."""

    password = forms.CharField(
        label=_("First password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave it empty if the person sets one by the link “forgot password”."),
    )

    class Meta:
        model = StaffAccount
        fields = ("username", "name", "email", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A name and an address are needed; a password is only ever set at the start."""
        super().__init__(*args, **kwargs)
        self.fields["name"].required = self.fields["email"].required = True
        if self.instance.pk:
            del self.fields["password"]
            self.fields["username"].disabled = True

    def clean_email(self) -> str:
        """An address that no other account has: mail for one must not reach another."""
        email = self.cleaned_data["email"].lower()
        others = StaffAccount.objects.exclude(pk=self.instance.pk)
        if others.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Another account has this address."), code="taken")
        return email

    def clean_password(self) -> str:
        """A password that the rules allow, or none."""
        password = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password

    def save(self, commit: bool = True) -> StaffAccount:
        """Store the account."""
        account = super().save(commit=False)
        if not account.pk:
            # an empty password is none at all: nobody signs in with it
            account.set_password(self.cleaned_data["password"] or None)
        keep_staff_account(account)
        return account


class StaffAccountIndexView(OwnRowsIndexView):
    """The staff of one's reach."""

    default_ordering = "username"

    def get_list_more_buttons(self, instance: StaffAccount) -> list[Any]:
        """Wagtail's buttons, and the one for a lost second factor."""
        buttons = super().get_list_more_buttons(instance)
        if self.reaches("remove_second_factor", instance):
            url = reverse("staffaccount:second_factor", args=[instance.pk])
            label = gettext("Remove second factor")
            buttons.append(Button(label, url=url, icon_name="lock-open", priority=25))
        return buttons


class RemoveSecondFactorView(
    OwnRowsMixin, PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, TemplateView
):
    """Asks, then takes away a second factor that was lost."""

    model = StaffAccount
    permission_required = "remove_second_factor"
    template_name = "portal/accounts/remove_second_factor.html"
    page_title = _("Remove second factor")
    header_icon = "lock-open"

    def get_page_subtitle(self) -> str:
        """Whose."""
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here from the list."""
        accounts = {"url": reverse("staffaccount:index"), "label": _("Staff accounts")}
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, accounts, here]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it; one's own is removed on the account pages, with the password."""
        if self.object.pk == request.user.pk:
            raise PermissionDenied
        remove_second_factor(self.object, by=acting_user(request))
        messages.success(request, gettext("At the next sign-in a new one is set up."))
        return redirect("staffaccount:index")


class StaffAccountViewSet(OwnRowsViewSet):
    """Accounts of staff."""

    model = StaffAccount
    icon = "user"
    menu_order = 50
    index_view_class = StaffAccountIndexView
    inspect_view_enabled = True
    inspect_view_fields = ("username", "name", "email", "is_active", "last_login", "date_joined")
    list_display = ("username", "name", "email", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "name", "email")
    search_backend_name = None
    add_to_reference_index = False

    def get_form_class(self, for_update: bool = False) -> type[StaffAccountForm]:
        """The one form."""
        return StaffAccountForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's addresses, and the one for a lost second factor."""
        view = self.construct_view(RemoveSecondFactorView)
        return [
            *super().get_urlpatterns(),
            path("second-factor/<int:pk>/", view, name="second_factor"),
        ]


def register_policies() -> None:
    """Tell Wagtail who may do what with staff accounts."""
    register_permission_policy(StaffAccount, staff_policy, exact_class=True)
