"""The editors' screens for rubrics. A version in use is looked at; it is changed as a new one."""

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
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from campaigns.rubric_changes import changes
from campaigns.rubric_use import stays, use_of
from campaigns.rubric_version import NewVersionView
from campaigns.rubrics import Rubric
from campaigns.versions import earlier_version
from portal.organisation.membership import Role
from portal.organisation.menu import REVIEW_SECTION
from portal.organisation.policy import RolePolicy
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


class UsedStaysMixin:
    """Shows a rubric that is in use instead of the form that would change it, and says why."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or the way to the rubric itself."""
        rubric = Rubric.objects.filter(pk=kwargs["pk"]).first()
        if rubric is not None and stays(rubric):
            text = gettext(
                "Rounds judge by this version: it stays. Make a new version to change it."
            )
            messages.warning(request, text)
            return redirect("rubrics:inspect", kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class RubricEditView(UsedStaysMixin, OwnRowsEditView):
    """Changes a version that nobody has used yet."""


class RubricDeleteView(UsedStaysMixin, OwnRowsDeleteView):
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
        buttons = [] if stays(self.object) else list(super().header_more_buttons)
        if not self.user_has_permission("add"):
            return buttons
        return [*buttons, new_version_button(self.object)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The version, what stands on it, and how it came out of the one before."""
        before = earlier_version(self.object)
        differences = changes(before, self.object) if before else []
        about = {"use": use_of(self.object), "before": before, "changes": differences}
        return super().get_context_data(**kwargs) | about


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
    menu_hook = REVIEW_SECTION
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
        view = self.construct_view(
            NewVersionView,
            **self.get_add_view_kwargs()
            | {
                "template_name": NewVersionView.template_name,
            },
        )
        return [*super().get_urlpatterns(), path("new-version/<int:pk>/", view, name="new_version")]


register_permission_policy(
    Rubric,
    RubricPolicy(
        Rubric,
        roles={"view": READERS, "add": EDITORS, "change": EDITORS, "delete": EDITORS},
    ),
)
