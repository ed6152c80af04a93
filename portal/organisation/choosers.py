"""Choosing a unit, area or topic in a form: by searching, since there are thousands."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from portal.organisation.area import Area
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from portal.organisation.validity import DatedQuerySet, offered


class NameOrCodeForm(BaseFilterForm):
    """Finds nodes by a part of their name or code."""

    q = forms.CharField(label=_("Name or code"), required=False)

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Those of `objects` that fit what was typed."""
        objects = super().filter(objects)
        query = self.cleaned_data.get("q")
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        return objects.filter(Q(name__icontains=query) | Q(code__icontains=query))


class InForceMixin:
    """Offers only what still exists."""

    def get_object_list(self) -> QuerySet[Any]:
        """The nodes of today."""
        nodes: DatedQuerySet = super().get_object_list()  # type: ignore[misc]
        return nodes.in_force(localdate())


class NodeChooseView(InForceMixin, chooser.ChooseView):
    """The whole window."""

    filter_form_class = NameOrCodeForm
    ordering = "path"


class NodeChooseResultsView(InForceMixin, chooser.ChooseResultsView):
    """The list in it, after typing."""

    filter_form_class = NameOrCodeForm
    ordering = "path"


class NodeCreateView(chooser.CreateView):
    """Nothing is made in the window: it has no form for that."""

    def can_create(self) -> bool:
        """Nobody."""
        return False


class NodeChooserViewSet(ChooserViewSet):
    """A window to choose one node of a tree; names and codes are no secret among staff."""

    choose_view_class = NodeChooseView
    choose_results_view_class = NodeChooseResultsView
    create_view_class = NodeCreateView
    choose_another_text = _("Choose another")
    per_page = 20


unit_chooser = NodeChooserViewSet(
    "unit_chooser", model=Unit, icon="group", choose_one_text=_("Choose a unit")
)
area_chooser = NodeChooserViewSet(
    "area_chooser", model=Area, icon="site", choose_one_text=_("Choose an area")
)
topic_chooser = NodeChooserViewSet(
    "topic_chooser", model=Topic, icon="tag", choose_one_text=_("Choose a topic")
)
CHOOSERS = {Unit: unit_chooser, Area: area_chooser, Topic: topic_chooser}


def choose_in_windows(form: forms.BaseForm) -> None:
    """Let `form` ask for units, areas and topics by a window instead of a list of thousands.

    Forms made by Wagtail from panels do so by themselves; ours are made before it knows how.
    What no longer exists is refused, but for what the form's row already names.
    """
    today = localdate()
    for name, field in form.fields.items():
        choices = getattr(field, "queryset", None)
        if choices is not None and choices.model in CHOOSERS:
            kept = getattr(getattr(form, "instance", None), f"{name}_id", None)
            field.queryset = offered(  # type: ignore[attr-defined]
                choices, on=today, kept=kept
            )
            field.widget = CHOOSERS[choices.model].widget_class()
            field.widget.is_required = field.required
