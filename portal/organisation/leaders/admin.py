"""Leaders in the admin: kept by the editors of their unit and of those above."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.permissions import policy_registry, register_permission_policy

from portal.organisation.choosers import choose_in_windows
from portal.organisation.leaders.leader import Leader
from portal.organisation.membership import Role
from portal.organisation.policy import UnitRowsPolicy
from portal.organisation.viewsets import OwnRowsIndexView, OwnRowsViewSet

EDITING = (Role.EDITOR,)


class LeaderForm(WagtailAdminModelForm):
    """Keeps to the units of one's reach."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the units for which this person edits."""
        super().__init__(*args, **kwargs)
        policy = policy_registry.get_by_type(Leader)
        self.fields["unit"].queryset = policy.units_for(self.for_user, ["change"])
        choose_in_windows(self)


class LeaderIndexView(OwnRowsIndexView):
    """The leaders of one's reach."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """The rows of the listing with the units they show."""
        return super().get_base_queryset().select_related("unit")


class LeaderViewSet(OwnRowsViewSet):
    """Who leads, and when they receive people."""

    model = Leader
    icon = "user"
    menu_order = 33
    menu_label = _("Leaders and reception days")
    index_view_class = LeaderIndexView
    list_display = ("name", "post", "unit", "order", "shown")
    list_filter = ("shown",)
    search_fields = ("name", "post", "unit__name")
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("unit"),
            FieldRowPanel([FieldPanel("name"), FieldPanel("post")]),
            FieldPanel("duties"),
            FieldRowPanel([FieldPanel("order"), FieldPanel("shown")]),
            InlinePanel(
                "reception_days",
                heading=_("Reception days"),
                panels=[
                    FieldPanel("on"),
                    FieldRowPanel([FieldPanel("week"), FieldPanel("weekday")]),
                    FieldRowPanel([FieldPanel("begins"), FieldPanel("ends")]),
                    FieldPanel("place"),
                    FieldPanel("how_to_register"),
                ],
            ),
        ],
        base_form_class=LeaderForm,
    )


def register_policies() -> None:
    """Tell Wagtail who may do what with leaders."""
    actions = ("add", "change", "delete", "view")
    register_permission_policy(
        Leader, UnitRowsPolicy(Leader, roles=dict.fromkeys(actions, EDITING))
    )
