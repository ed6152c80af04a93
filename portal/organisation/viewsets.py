"""A Wagtail viewset all of whose views keep to the rows a person may see."""

from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet

from portal.organisation.policy import OwnRowsMixin


class OwnRowsIndexView(OwnRowsMixin, generic.IndexView):
    """Lists and exports own rows only."""


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
