"""Template tags of the page frame."""

import re

from django import template
from django.core.paginator import Paginator
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.http import HttpRequest, QueryDict
from django.template import Context

from portal.home.navigation import Menus
from portal.home.navigation import menus as menus_of

register = template.Library()

PHRASE_END = re.compile(r"[，。、；：！？…—\s]+")
LONGEST_PHRASE = 10
"""Characters of a page's title in a line on the smallest phone."""


@register.simple_tag
def menus(request: HttpRequest) -> Menus:
    """The main and the footer menu for this request."""
    return menus_of(request)


@register.filter
def phrase_class(title: object) -> str:
    """The class of a heading that should break between its phrases only, or nothing.

    For headings whose phrases all fit into the narrowest line (320 pixels).
    """
    phrases = PHRASE_END.split(str(title))
    return "keep-phrases" if max(map(len, phrases)) < LONGEST_PHRASE else ""


@register.filter
def widget_kind(field: BoundField) -> str:
    """How a field is laid out: `choices` (a group), `checkbox` (label beside it) or `plain`."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "checkbox" if isinstance(widget, CheckboxInput) else "plain"


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: object) -> str:
    """The address's query with `changes` made; an empty value takes the name out.

    Returns it with a leading `?`, for links of pagers, filters and sort orders.
    """
    request = context.get("request")
    query: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def query_with_named(context: Context, name: str, value: object) -> str:
    """Like `query_with`, for one parameter whose name is only known when the page is made."""
    return query_with(context, **{name: value})


@register.filter
def page_numbers(paginator: Paginator, number: int) -> list[int | str]:
    """The page numbers worth a link around `number`; gaps are an ellipsis."""
    return list(paginator.get_elided_page_range(number, on_each_side=2, on_ends=1))
