"""Screens for synonyms and picks; editors keep both, and every change is in the history."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from portal.organisation.membership import Role
from portal.organisation.policy import RolePolicy
from portal.organisation.viewsets import OwnRowsIndexView, OwnRowsViewSet
from search.vocabulary.picks import Pick
from search.vocabulary.synonyms import LONGEST_GROUP, SynonymGroup
from suggestions.models import GoldenIdea

EDITORS = (Role.EDITOR, Role.PUBLISHER)
ACTIONS = ("view", "add", "change", "delete")


class PrefilledCreateView(generic.CreateView):
    """Adds a row; `?name=` in the address fills in that field, for links of the report."""

    def get_initial(self) -> dict[str, Any]:
        """What the address says about fields of the form."""
        asked = {name: self.request.GET.get(name, "") for name in self.prefilled}
        return {name: text[:LONGEST_GROUP] for name, text in asked.items() if text}

    prefilled: tuple[str, ...] = ("words", "queries")


class PickForm(WagtailAdminModelForm):
    """A pick leads to nothing that the public may not see."""

    golden_idea: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Golden idea")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the public golden ideas, newest first."""
        super().__init__(*args, **kwargs)
        ideas = GoldenIdea.objects.public().select_related("suggestion")
        self.fields["golden_idea"].queryset = ideas.order_by("-adopted_at")


class SynonymViewSet(OwnRowsViewSet):
    """Listing and editing of synonyms."""

    model = SynonymGroup
    icon = "list-ul"
    menu_label = _("Synonyms")
    add_view_class = PrefilledCreateView
    add_to_reference_index = False
    list_display = ("words",)
    search_fields = ("words",)
    search_backend_name = None
    panels = (FieldPanel("words"),)


class PickIndexView(OwnRowsIndexView):
    """The picks with what they lead to."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """The rows of the listing with the titles they show."""
        return super().get_base_queryset().select_related("page", "golden_idea__suggestion")


class PickViewSet(OwnRowsViewSet):
    """Listing and editing of picks."""

    model = Pick
    index_view_class = PickIndexView
    icon = "pick"
    menu_label = _("Picks")
    add_view_class = PrefilledCreateView
    add_to_reference_index = False
    list_display = ("__str__", "place")
    search_fields = ("queries", "title")
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("queries"),
            FieldPanel("page"),
            FieldPanel("golden_idea"),
            FieldPanel("address"),
            FieldPanel("title"),
            FieldPanel("note"),
            FieldPanel("place"),
        ],
        base_form_class=PickForm,
    )


class SearchWordsGroup(ViewSetGroup):
    """One menu for what editors keep for the search."""

    menu_label = _("Search words")
    menu_icon = "search"
    menu_order = 640
    items = (SynonymViewSet("synonyms"), PickViewSet("picks"))


def register_policies() -> None:
    """Say who keeps the words, before any screen asks."""
    for model in (SynonymGroup, Pick):
        policy = RolePolicy(model, roles=dict.fromkeys(ACTIONS, EDITORS))
        register_permission_policy(model, policy)
