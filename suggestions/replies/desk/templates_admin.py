"""Screens for reply templates: each unit keeps its own, superusers those of everybody."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.permissions import register_permission_policy

from portal.organisation.choosers import choose_in_windows
from portal.organisation.membership import Role
from portal.organisation.menu import HANDLING_SECTION
from portal.organisation.policy import UnitRowsPolicy
from portal.organisation.viewsets import OwnRowsViewSet
from suggestions.replies.template import ReplyTemplate

ACTIONS = ("view", "add", "change", "delete")
KEEPERS = (Role.HANDLER, Role.SUPERVISOR, Role.EDITOR)
policy = UnitRowsPolicy(ReplyTemplate, roles=dict.fromkeys(ACTIONS, KEEPERS))


class ReplyTemplateForm(WagtailAdminModelForm):
    """A template of one of the units one writes for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the units of this person; everybody's templates are a superuser's."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = policy.units_for(self.for_user, ["add"])
        self.fields["unit"].required = not self.for_user.is_superuser
        choose_in_windows(self)


class ReplyTemplateViewSet(OwnRowsViewSet):
    """Listing and editing of reply templates."""

    model = ReplyTemplate
    icon = "openquote"
    menu_label = _("Reply templates")
    menu_order = 245
    menu_hook = HANDLING_SECTION
    list_display = ("name", "kind", "unit")
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("unit"), FieldPanel("kind"), FieldPanel("text")],
        base_form_class=ReplyTemplateForm,
    )


def register_policies() -> None:
    """Say who keeps the templates, before any screen asks."""
    register_permission_policy(ReplyTemplate, policy)
