"""Units, areas and topics in the admin: who may change them, and the screens for it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from portal.organisation.area import Area
from portal.organisation.dissolving_page import DissolveView
from portal.organisation.division_codes import check_below, check_division_code
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
            *("name", "code", "tier", "kind", "division_code", "area"),
            *("address", "phone", "hours", "services", "valid_from", "receives_reports"),
        )
        widgets = {"services": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Which office reads sealed reports is not decided by who keeps the list of offices."""
        super().__init__(*args, **kwargs)
        if not self.for_user.is_superuser:
            del self.fields["receives_reports"]


class AreaForm(TreeNodeForm):
    """What is known of an area."""

    class Meta:
        model = Area
        fields = ("name", "code", "valid_from", "valid_until", "successor")

    def clean(self) -> dict[str, Any]:
        """A new code fits the area above; a merged area has an end and none below."""
        said: dict[str, Any] = dict(super().clean() or {})
        if not self.instance.pk and said.get("code"):
            self._check_code(said["code"], said.get("above"))
        if said.get("successor"):
            self._check_merger(said)
        return said

    def _check_code(self, code: str, above: Area | None) -> None:
        try:
            check_division_code(code)
            if above:
                check_below(code, above.code)
        except forms.ValidationError as error:
            self.add_error("code", error)

    def _check_merger(self, said: dict[str, Any]) -> None:
        until = said.get("valid_until")
        if until is None:
            self.add_error("valid_until", _("A merged area needs its last day."))
        elif said["successor"].successor_id:
            self.add_error("successor", _("This area is merged into another one itself."))
        elif self.instance.pk and said["successor"].path.startswith(self.instance.path):
            self.add_error("successor", _("An area cannot be merged into itself or below it."))
        elif self.instance.pk and self.instance.get_descendants().in_force(localdate()).exists():
            self.add_error("successor", _("Areas below it still exist: merge them first."))


class TopicForm(TreeNodeForm):
    """What is known of a topic."""

    class Meta:
        model = Topic
        fields = ("name", "name_en", "code", "valid_until")


class UnitIndexView(TreeIndexView):
    """The units of one's reach, with their areas in one query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """The rows of the listing."""
        return super().get_base_queryset().select_related("area")

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        """The tree's buttons, and the one to dissolve a unit that still is."""
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("change") and not instance.valid_until:
            url = reverse("units:dissolve", args=[instance.pk])
            buttons.append(Button(gettext("Dissolve"), url=url, icon_name="bin", priority=40))
        return buttons


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
        *("name", "code", "tier", "kind", "division_code", "area"),
        *("address", "phone", "hours", "services", "receives_reports"),
        *("valid_from", "valid_until", "successor", "former_names_told"),
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's addresses, and the one to dissolve a unit."""
        view = self.construct_view(DissolveView)
        return [*super().get_urlpatterns(), path("dissolve/<int:pk>/", view, name="dissolve")]


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
