"""A Wagtail viewset all of whose views keep to the rows a person may see."""

from typing import Any

from django.db.models import Model, QuerySet
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet

from portal.organisation.policy import OwnRowsMixin


class OwnRowsIndexView(OwnRowsMixin, generic.IndexView):
    """Lists and exports own rows only; leads to no step that would refuse the row."""

    def paginate_queryset(self, queryset: QuerySet[Any], page_size: int) -> tuple[Any, ...]:
        """Wagtail's page, whose rows are asked about together."""
        parts: tuple[Any, ...] = super().paginate_queryset(queryset, page_size)
        self.shown = [row.pk for row in parts[2]]
        self.reached: dict[str, frozenset[Any]] = {}
        return parts

    def reaches(self, action: str, row: Model) -> bool:
        """Whether the person may do `action` with this row of the page; one query an action."""
        if action not in self.reached:
            policy, person = self.permission_policy, self.request.user
            rows = policy.instances_user_has_any_permission_for(person, [action])
            keys = rows.filter(pk__in=self.shown).order_by().values_list("pk", flat=True)
            self.reached[action] = frozenset(keys)
        return row.pk in self.reached[action]

    def get_edit_url(self, instance: Model) -> str | None:
        """The way to change the row, if it may be."""
        url: str | None = super().get_edit_url(instance)
        return url if url and self.reaches("change", instance) else None

    def get_delete_url(self, instance: Model) -> str | None:
        """The way to delete the row, if it may be."""
        url: str | None = super().get_delete_url(instance)
        return url if url and self.reaches("delete", instance) else None


class OwnRowsEditView(OwnRowsMixin, generic.EditView):
    """Opens and changes own rows only."""


class OwnRowsDeleteView(OwnRowsMixin, generic.DeleteView):
    """Deletes own rows only."""


class OwnRowsCopyView(OwnRowsMixin, generic.CopyView):
    """Copies own rows only."""


class OwnRowsInspectView(OwnRowsMixin, generic.InspectView):
    """Shows own rows only."""


class OwnRowsHistoryView(OwnRowsMixin, history.HistoryView):
    """Shows the history of own rows only."""


class OwnRowsUsageView(OwnRowsMixin, usage.UsageView):
    """Shows where own rows are used only."""


class OwnRowsViewSet(ModelViewSet):
    """Listing, adding, editing and deleting; nothing reaches a row of another unit.

    The model needs a policy with `restrict` (portal.organisation.policy), registered with
    `register_permission_policy`. A subclass that swaps a view keeps its OwnRows base.
    Ordering by hand is off: Wagtail's view for it loads any row.
    """

    index_view_class = OwnRowsIndexView
    edit_view_class = OwnRowsEditView
    delete_view_class = OwnRowsDeleteView
    copy_view_class = OwnRowsCopyView
    inspect_view_class = OwnRowsInspectView
    history_view_class = OwnRowsHistoryView
    usage_view_class = OwnRowsUsageView
    copy_view_enabled = False
    sort_order_field = None
