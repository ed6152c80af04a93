"""The editors' screens for rubrics. A frozen version is looked at; it is changed as a new one."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from campaigns.rubrics import Rubric
from campaigns.versions import new_version
from portal.organisation.membership import Role
from portal.organisation.policy import OwnRowsMixin, RolePolicy
from portal.organisation.rights import Person
from portal.organisation.viewsets import (
    OwnRowsDeleteView,
    OwnRowsEditView,
    OwnRowsIndexView,
    OwnRowsInspectView,
    OwnRowsViewSet,
)

EDITORS = (Role.EDITOR, Role.CHAIR)
READERS = (*EDITORS, Role.PUBLISHER, Role.REVIEWER)


class RubricPolicy(RolePolicy):
    """Editors and chairs write rubrics, until somebody has judged by them."""

    def restrict(self, rows: QuerySet[Any], user: Person, actions: Iterable[str]) -> QuerySet[Any]:
        """Rows to look at are all; rows to change or delete are those that are not frozen."""
        actions = list(actions)
        allowed = super().restrict(rows, user, actions)
        return allowed if "view" in actions else allowed.filter(frozen_at__isnull=True)


class FrozenStaysMixin:
    """Shows a frozen rubric instead of the form that would change it, and says why."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or the way to the rubric itself."""
        if Rubric.objects.filter(pk=kwargs["pk"], frozen_at__isnull=False).exists():
            messages.warning(request, gettext("Reviews were made by this version: it stays."))
            return redirect("rubrics:inspect", kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class RubricEditView(FrozenStaysMixin, OwnRowsEditView):
    """Changes a version that nobody has used yet."""


class RubricDeleteView(FrozenStaysMixin, OwnRowsDeleteView):
    """Deletes a version that nobody has used yet."""


class RubricIndexView(OwnRowsIndexView):
    """All versions of all rubrics."""

    def get_list_more_buttons(self, instance: Rubric) -> list[Any]:
        """What can be done with this version."""
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("add"):
            buttons.append(new_version_button(instance))
        return buttons


class RubricInspectView(OwnRowsInspectView):
    """One version with all its anchors."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """What can be done with this version."""
        buttons = [] if self.object.is_frozen else list(super().header_more_buttons)
        return [*buttons, new_version_button(self.object)]


class NewVersionView(OwnRowsMixin, generic.InspectView):
    """Asks once, then makes the next version and opens it."""

    permission_required = "add"
    any_permission_required = None
    template_name = "campaigns/admin/new_version.html"
    page_title = _("New version")

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """The form of the new version."""
        following = new_version(self.object)
        messages.success(request, gettext("Version %s was made.") % following.version)
        return redirect("rubrics:edit", following.pk)


def new_version_button(rubric: Rubric) -> Button:
    """The way to a copy of `rubric` that can be changed."""
    url = reverse("rubrics:new_version", args=[quote(rubric.pk)])
    return Button(gettext("New version"), url=url, icon_name="copy", priority=15)


class RubricViewSet(OwnRowsViewSet):
    """Rubrics in the admin's menu."""

    model = Rubric
    icon = "list-ol"
    menu_label = _("Rubrics")
    menu_order = 250
    add_to_admin_menu = True
    index_view_class = RubricIndexView
    edit_view_class = RubricEditView
    delete_view_class = RubricDeleteView
    inspect_view_class = RubricInspectView
    inspect_view_enabled = True
    inspect_template_name = "campaigns/admin/rubric.html"
    list_display = ("name", "version", "frozen_at")
    list_filter = ("name",)
    search_fields = ("name",)
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's, and the one for a new version."""
        view = self.construct_view(NewVersionView)
        return [*super().get_urlpatterns(), path("new-version/<int:pk>/", view, name="new_version")]


register_permission_policy(
    Rubric,
    RubricPolicy(
        Rubric,
        roles={"view": READERS, "add": EDITORS, "change": EDITORS, "delete": EDITORS},
    ),
)
