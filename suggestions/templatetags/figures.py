"""Template filters of the figures."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def days(value: float | None) -> str:
    """Days with two decimals; a dash for none."""
    return "–" if value is None else number_format(value, 2)
