"""Screens over trees (units, areas, topics): listed in tree order, added below another."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from portal.keys import key_in
from portal.organisation.choosers import choose_in_windows
from portal.organisation.imports.tree import hold
from portal.organisation.policy import RolePolicy, UnitRowsPolicy
from portal.organisation.viewsets import OwnRowsEditView, OwnRowsIndexView, OwnRowsViewSet

INDENT = "　"  # one wide space for each level: plain ones would be folded into one


class TreeNodeForm(WagtailAdminModelForm):
    """Adds a node below another, or changes one where it is.

    A code stays what it was: rows elsewhere and other systems know it. A unit with a new
    code is a new unit.
    """

    above: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Belongs below")
    )

    name_since = forms.DateField(
        required=False,
        widget=AdminDateInput,
        label=_("The new name holds from"),
        help_text=_(
            "For a change of name: older rows keep the earlier name. Leave it empty only to "
            "correct a slip."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the parents below which this person may add."""
        super().__init__(*args, **kwargs)
        self.name_before = self.instance.name
        if self.instance.pk:
            del self.fields["above"]
            self.fields["code"].disabled = True
            self.order_fields(["name", "name_since"])
        else:
            del self.fields["name_since"]
            self.fields["above"].queryset = self.possible_parents()
            self.order_fields(["above"])
        choose_in_windows(self)

    def possible_parents(self) -> QuerySet[Any]:
        """The nodes below which this person may add."""
        return self.policy.restrict(self._meta.model.objects.all(), self.for_user, ["add"])

    @property
    def policy(self) -> RolePolicy:
        """The permission policy of this kind of node."""
        return policy_registry.get_by_type(self._meta.model)

    def clean_above(self) -> Model | None:
        """The parent; without one, only who answers for everything starts a new tree of units."""
        above = self.cleaned_data["above"]
        bound = isinstance(self.policy, UnitRowsPolicy) and not self.for_user.is_superuser
        if above is None and bound:
            raise forms.ValidationError(_("Choose what it belongs below."), code="required")
        return above

    def clean_name_since(self) -> date | None:
        """The day of the change of name; one not later than the last change is refused."""
        since: date | None = self.cleaned_data["name_since"]
        if since and self.instance.was_renamed_on(since):
            raise forms.ValidationError(_("An earlier change of name is later."), code="order")
        return since

    def save(self, commit: bool = True) -> Any:
        """Store the node at its place in the tree; an earlier name is kept with its last day."""
        if self.instance.pk:
            since, name = self.cleaned_data["name_since"], self.instance.name
            if since and name != self.name_before:
                self.instance.name = self.name_before
                self.instance.take_name(name, since=since)
            return super().save(commit)
        hold(self._meta.model)
        above = self.cleaned_data["above"]
        if above is None:
            return self._meta.model.add_root(instance=self.instance)
        return self._meta.model.objects.get(pk=above.pk).add_child(instance=self.instance)


def indented(node: Any) -> str:
    """A node's name, set in by its level; one that is no more says so."""
    gone = node.valid_until and not node.is_in_force(localdate())
    ending = gettext("until %(day)s") % {"day": node.valid_until} if gone else ""
    name = f"{node}（{ending}）" if gone else str(node)
    return format_html("{}{}", INDENT * (node.depth - 1), name)


class TreeIndexView(OwnRowsIndexView):
    """The tree, one line for each node, indented."""

    default_ordering = "path"

    def get_valid_orderings(self) -> list[str]:
        """The tree's own order, and those of the columns."""
        return [*super().get_valid_orderings(), "path"]

    @cached_property
    def columns(self) -> list[Any]:
        """The listed columns, the first one indented by its level."""
        first, *others = super().columns
        first.get_value = indented
        return [first, *others]

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        """Wagtail's buttons, and the one to add a node below this one."""
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("add"):
            url = f"{reverse(self.add_url_name)}?above={quote(instance.pk)}"
            buttons.append(Button(gettext("Add below"), url=url, icon_name="plus", priority=15))
        return buttons


class TreeCreateView(generic.CreateView):
    """Adds a node; `?above=` says below which."""

    def get_initial(self) -> dict[str, Any]:
        """The parent named in the address; an unusable one is refused with the form."""
        above = self.request.GET.get("above", "")
        return {"above": above} if key_in(above) else {}


class TreeViewSet(OwnRowsViewSet):
    """A tree in the admin. Nothing is deleted here: rows elsewhere stand on every node."""

    index_view_class = TreeIndexView
    add_view_class = TreeCreateView
    edit_view_class = OwnRowsEditView
    inspect_view_enabled = True
    list_display: tuple[Any, ...] = ("name", "code")
    search_fields = ("name", "code")
    search_backend_name = None
    list_per_page = 50
    node_form: type[TreeNodeForm]

    def get_form_class(self, for_update: bool = False) -> type[TreeNodeForm]:
        """The form of this kind of node."""
        return self.node_form
