"""Units, areas and topics in the admin: who may change them, and the screens for it."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permissions import register_permission_policy

from portal.organisation.area import Area
from portal.organisation.membership import ADMINISTRATORS, Role
from portal.organisation.policy import RolePolicy, UnitRowsPolicy
from portal.organisation.topic import Topic
from portal.organisation.trees import TreeIndexView, TreeNodeForm, TreeViewSet
from portal.organisation.unit import Unit

KEEPERS = {"add": (Role.SYSTEM_ADMIN,), "change": (Role.SYSTEM_ADMIN,), "view": ADMINISTRATORS}


class UnitForm(TreeNodeForm):
    """What is known of a unit."""

    class Meta:
        model = Unit
        fields = (
            *("name", "code", "tier", "kind", "area"),
            *("address", "phone", "hours", "receives_reports"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Which office reads sealed reports is not decided by who keeps the list of offices."""
        super().__init__(*args, **kwargs)
        if not self.for_user.is_superuser:
            del self.fields["receives_reports"]


class AreaForm(TreeNodeForm):
    """What is known of an area."""

    class Meta:
        model = Area
        fields = ("name", "code")


class TopicForm(TreeNodeForm):
    """What is known of a topic."""

    class Meta:
        model = Topic
        fields = ("name", "name_en", "code")


class UnitIndexView(TreeIndexView):
    """The units of one's reach, with their areas in one query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """The rows of the listing."""
        return super().get_base_queryset().select_related("area")


class UnitViewSet(TreeViewSet):
    """Units in four tiers."""

    model = Unit
    icon = "group"
    menu_order = 10
    index_view_class = UnitIndexView
    node_form = UnitForm
    list_display = ("name", "code", "tier", "kind", "area")
    list_filter = ("tier", "kind")
    inspect_view_fields = (
        *("name", "code", "tier", "kind", "area"),
        *("address", "phone", "hours", "receives_reports"),
    )


class AreaViewSet(TreeViewSet):
    """Administrative divisions."""

    model = Area
    icon = "site"
    menu_order = 20
    node_form = AreaForm


class TopicViewSet(TreeViewSet):
    """What suggestions are about."""

    model = Topic
    icon = "tag"
    menu_order = 30
    node_form = TopicForm
    list_display = ("name", "name_en", "code")


def register_policies() -> None:
    """Tell Wagtail who may do what with units, areas and topics."""
    register_permission_policy(Unit, UnitRowsPolicy(Unit, unit="", roles=KEEPERS))
    register_permission_policy(Area, RolePolicy(Area, roles=KEEPERS))
    register_permission_policy(Topic, RolePolicy(Topic, roles=KEEPERS))
