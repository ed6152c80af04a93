"""Screens for the wordings of consents: new versions are added, none is ever changed."""

from typing import Any

from django.db import transaction
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from portal.organisation.membership import Role
from portal.organisation.policy import RolePolicy
from suggestions.intake.consents import ConsentText, keep_wording


class WordingForm(WagtailAdminModelForm):
    """A new wording; its version number follows from those before."""

    @transaction.atomic
    def save(self, commit: bool = True) -> ConsentText:
        """Keep the wording as the next version of its kind."""
        return keep_wording(self.instance)


class AddView(generic.CreateView):
    """Adds a wording; there is no page on which it could be edited."""

    def get_success_buttons(self) -> list[Button]:
        """None."""
        return []


class ConsentTextViewSet(ModelViewSet):
    """Listed, read and added: people have agreed to the earlier ones as they stand."""

    model = ConsentText
    icon = "doc-full"
    menu_label = _("Consent texts")
    menu_order = 70
    add_to_settings_menu = True
    add_view_class = AddView
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    list_display = ("__str__", "effective_from")
    list_filter = ("kind",)
    inspect_view_fields = ("kind", "version", "effective_from", "text_zh", "text_en")
    panels = (
        FieldPanel("kind"),
        FieldPanel("text_zh"),
        FieldPanel("text_en"),
        FieldPanel("effective_from"),
    )

    def get_form_class(self, for_update: bool = False) -> type[WordingForm]:
        """The form of a new wording."""
        fields = ["kind", "text_zh", "text_en", "effective_from"]
        meta = type("Meta", (), {"model": ConsentText, "fields": fields})
        return type("NewWordingForm", (WordingForm,), {"Meta": meta})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """No address for a change, not even for a superuser."""
        closed = dict.fromkeys(("edit_url_name", "delete_url_name", "history_url_name"))
        return super().get_common_view_kwargs(**{**closed, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        """List, new wording, one wording."""
        offered = {"index", "index_results", "add", "inspect"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in offered]


def register_policies() -> None:
    """Publishers answer for what the site says; editors may read it."""
    roles = {"view": (Role.EDITOR, Role.PUBLISHER), "add": (Role.PUBLISHER,)}
    register_permission_policy(ConsentText, RolePolicy(ConsentText, roles=roles))
