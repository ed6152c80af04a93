"""Service windows in the admin: kept by the editors of the unit and of those above."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.permissions import policy_registry, register_permission_policy

from portal.organisation.choosers import choose_in_windows
from portal.organisation.directory.windows import ServiceWindow
from portal.organisation.membership import Role
from portal.organisation.policy import UnitRowsPolicy
from portal.organisation.viewsets import OwnRowsIndexView, OwnRowsViewSet

KEEPING = (Role.EDITOR, Role.SYSTEM_ADMIN)


class ServiceWindowForm(WagtailAdminModelForm):
    """When a unit of one's reach is open."""

    class Meta:
        model = ServiceWindow
        fields = ("unit", "weekday", "opens", "closes", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the units this person keeps."""
        super().__init__(*args, **kwargs)
        policy = policy_registry.get_by_type(ServiceWindow)
        self.fields["unit"].queryset = policy.units_for(self.for_user, ["change"])
        choose_in_windows(self)


class ServiceWindowIndexView(OwnRowsIndexView):
    """The windows of one's reach."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """The rows of the listing with the units they show."""
        return super().get_base_queryset().select_related("unit")


class ServiceWindowViewSet(OwnRowsViewSet):
    """When stations are open."""

    model = ServiceWindow
    icon = "time"
    menu_order = 32
    menu_label = _("Service windows")
    index_view_class = ServiceWindowIndexView
    list_display = ("unit", "weekday", "opens", "closes", "note")
    list_filter = ("weekday",)
    search_fields = ("unit__name", "note")
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[ServiceWindowForm]:
        """The one form."""
        return ServiceWindowForm


def register_policies() -> None:
    """Tell Wagtail who may do what with service windows."""
    actions = ("add", "change", "delete", "view")
    register_permission_policy(
        ServiceWindow, UnitRowsPolicy(ServiceWindow, roles=dict.fromkeys(actions, KEEPING))
    )
