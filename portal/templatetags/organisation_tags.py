"""Template tags of areas, units and topics."""

from datetime import date, datetime

from django import template
from django.utils.timezone import localdate

from portal.organisation.validity import Dated

register = template.Library()


@register.filter
def named_on(node: Dated | None, when: date | datetime | None) -> str:
    """What `node` was called on the day of `when` (today if there is none); empty without node."""
    if node is None:
        return ""
    if isinstance(when, datetime):
        when = localdate(when)
    return node.name_on(when or localdate())
