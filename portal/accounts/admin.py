"""Wagtail's user screens with the portal's extra fields."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from portal.accounts.user import NAME_LENGTH


class NameMixin(forms.Form):
    """One name instead of a first and a last one."""

    name = forms.CharField(label=_("Full name"), max_length=NAME_LENGTH)
    first_name = forms.CharField(required=False, widget=forms.HiddenInput)
    last_name = forms.CharField(required=False, widget=forms.HiddenInput)


class PortalUserEditForm(NameMixin, UserEditForm):
    """Edits a user by the one name."""

    class Meta(UserEditForm.Meta):
        """The standard fields and the name."""

        fields = UserEditForm.Meta.fields | {"name"}


class PortalUserCreationForm(NameMixin, UserCreationForm):
    """Creates a user by the one name."""

    class Meta(UserCreationForm.Meta):
        """The standard fields and the name."""

        fields = UserCreationForm.Meta.fields | {"name"}


class UserViewSet(WagtailUserViewSet):
    """Wagtail's user administration on the portal's user."""

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The form that knows the portal's fields."""
        return PortalUserEditForm if for_update else PortalUserCreationForm
