"""Saving: a tab with its filters is kept under a name."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.accounts.user import User
from portal.organisation.unit import Unit
from suggestions.desk.filters import DeskFilters
from suggestions.desk.saved import NAME_LENGTH, SavedView
from suggestions.intake.cleaning import clean_line
from suggestions.intake.fields import CleanField

KNOWN = frozenset({"tab", *DeskFilters.base_fields})
"""What of an address is kept: nothing else can be smuggled in."""
QUERY_LENGTH = 1000


class SaveForm(forms.Form):
    """The name of a view, and with whose colleagues it is shared."""

    name = CleanField(label=_("Name"), clean=clean_line, longest=NAME_LENGTH)
    shared_in = forms.ModelChoiceField(
        label=_("Shared with colleagues of"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("nobody"),
    )
    query = forms.CharField(required=False, max_length=QUERY_LENGTH, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: Sequence[Unit], **options: Any) -> None:
        """Offer the person's own units."""
        super().__init__(*args, **options)
        rows = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        self.fields["shared_in"].queryset = rows  # type: ignore[attr-defined]


def query_of(said: QueryDict | str) -> str:
    """The part of an address that names tab and filters."""
    pairs = said.items() if isinstance(said, QueryDict) else parse_qsl(said.lstrip("?"))
    return urlencode([(name, value) for name, value in pairs if name in KNOWN and value])


def keep_view(*, name: str, query: str, shared_in: Unit | None, by: User) -> SavedView:
    """Keep the filters of `query` as `name`; a view of that name is replaced."""
    view, _made = SavedView.objects.update_or_create(
        owner=by, name=name, defaults={"query": query_of(query), "shared_in": shared_in}
    )
    return view
