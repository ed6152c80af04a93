"""What the organisation adds to Wagtail: policies, screens with their menu, kinds of log entry."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.log_actions import LogActionRegistry

from portal.accounts.access_admin import ContactAccessViewSet
from portal.organisation import memberships_admin, staff_admin, units_admin
from portal.organisation.acting import add_acting_panel
from portal.organisation.choosers import area_chooser, topic_chooser, unit_chooser
from portal.organisation.directory import admin as windows_admin
from portal.organisation.imports.desk.pages import may_import
from portal.organisation.leaders import admin as leaders_admin
from portal.organisation.menu import OpenTo
from portal.organisation.rights import memberships_of


class OrganisationGroup(ViewSetGroup):
    """One menu for who we are and who may do what."""

    menu_label = _("Organisation")
    menu_icon = "group"
    menu_order = 700
    items = (
        units_admin.UnitViewSet("units"),
        units_admin.AreaViewSet("areas"),
        units_admin.TopicViewSet("topics"),
        windows_admin.ServiceWindowViewSet("service_windows", url_prefix="service-windows"),
        leaders_admin.LeaderViewSet("leaders"),
        memberships_admin.MembershipViewSet("memberships"),
        staff_admin.StaffAccountViewSet("staffaccount", url_prefix="staff"),
        ContactAccessViewSet("contact_access", url_prefix="contact-access"),
    )


# before any screen asks for one: Wagtail would make and keep a policy of its own
units_admin.register_policies()
memberships_admin.register_policies()
staff_admin.register_policies()
windows_admin.register_policies()
leaders_admin.register_policies()


@hooks.register("register_admin_viewset")
def register_organisation() -> OrganisationGroup:
    """The screens of the organisation."""
    return OrganisationGroup()


@hooks.register("register_admin_viewset")
def register_organisation_choosers() -> list[ChooserViewSet]:
    """The windows to choose a unit, area or topic."""
    return [unit_chooser, area_chooser, topic_chooser]


@hooks.register("register_admin_urls")
def register_organisation_desks() -> list[URLPattern | URLResolver]:
    """Pages that are no lists of rows."""
    return [
        path("lists/", include("portal.organisation.imports.desk.urls")),
        path("delegations/", include("portal.organisation.delegation.desk.urls")),
        path("acting/", include("portal.organisation.acting_urls")),
    ]


@hooks.register("register_admin_menu_item")
def lists_item() -> OpenTo:
    """The way to importing lists."""
    return OpenTo(
        _("Import lists"),
        reverse_lazy("organisation_lists:lists"),
        name="import-lists",
        icon_name="upload",
        order=705,
        may=may_import,
    )


@hooks.register("register_admin_menu_item")
def delegations_item() -> OpenTo:
    """The way to one's delegations."""
    return OpenTo(
        _("Acting during absence"),
        reverse_lazy("delegations:delegations"),
        name="delegations",
        icon_name="group",
        order=710,
        may=lambda person: bool(memberships_of(person, on=localdate())),
    )


@hooks.register("construct_homepage_panels")
def show_acting_panel(request: HttpRequest, panels: list[Component]) -> None:
    """For which unit one acts, on the first page."""
    add_acting_panel(request, panels)


@hooks.register("register_log_actions")
def register_organisation_actions(actions: LogActionRegistry) -> None:
    """Names of what is written into the history."""
    actions.register_action("portal.appoint", _("Appointed"), _("Appointed"))
    actions.register_action("portal.end_membership", _("Ended"), _("Membership ended"))
    actions.register_action("portal.lend_role", _("Lent"), _("Role lent to a colleague"))
    actions.register_action("portal.role_taken_back", _("Taken back"), _("Role taken back"))
    actions.register_action("portal.rename", _("Renamed"), _("Renamed"))
    actions.register_action("portal.merge", _("Merged"), _("Merged into another"))
    actions.register_action("portal.dissolve", _("Dissolved"), _("Unit dissolved"))
    actions.register_action(
        "portal.second_factor_removed", _("Second factor"), _("Second factor removed")
    )
