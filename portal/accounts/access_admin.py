"""Who opened whose contact details, for the audit administrator: a list, and nothing else."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from portal.accounts.contact import ContactAccess


class ContactAccessIndexView(generic.IndexView):
    """The records, newest first."""

    default_ordering = "-at"

    def get_base_queryset(self) -> QuerySet[Any]:
        """The records with the names they show."""
        return super().get_base_queryset().select_related("by")


class ContactAccessViewSet(ModelViewSet):
    """Only listed: a record of access is neither made nor changed by hand."""

    model = ContactAccess
    icon = "history"
    menu_label = _("Contact details opened")
    menu_order = 60
    index_view_class = ContactAccessIndexView
    form_fields: tuple[str, ...] = ()
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = (
        DateColumn("at", label=_("Opened at"), sort_key="at"),
        Column(
            "by", label=_("Opened by"), accessor=lambda access: access.by or _("The portal itself")
        ),
        Column("purpose", label=_("Purpose"), accessor="get_purpose_display"),
        Column("contact", label=_("Key of the details"), accessor="contact_id"),
    )
    list_filter = ("purpose",)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing but the list has an address, not even for a superuser."""
        closed = dict.fromkeys(
            ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name")
        )
        return super().get_common_view_kwargs(**{**closed, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses of the list alone."""
        listed = {"index", "index_results"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in listed]
