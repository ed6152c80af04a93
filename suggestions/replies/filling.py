"""Filling: the blanks of a template, from the suggestion a reply is for."""

import re
from datetime import date

from django.utils.formats import date_format

from suggestions.handling.channels.legal_channel import LegalChannel
from suggestions.handling.screening import ELSEWHERE
from suggestions.replies.reply import Reply
from suggestions.replies.template import ReplyTemplate, ReplyTemplateQuerySet

BLANK = re.compile(r"\{(\w+)\}")


def templates_for(reply: Reply) -> ReplyTemplateQuerySet:
    """The templates open to the unit of `reply`, for its kind first."""
    return ReplyTemplate.objects.for_units([reply.unit]).order_by("kind", "name", "pk")


def wordings_for(reply: Reply) -> dict[str, list[tuple[str, str]]]:
    """What may be put into `reply`, by group: a key for each and its name.

    Claims and matters of the courts get the legal channels as well (信访工作条例 Arts. 22, 31).
    """
    found = {"template": [(f"template-{one.pk}", str(one)) for one in templates_for(reply)]}
    if reply.suggestion.classification in ELSEWHERE:
        channels = LegalChannel.objects.filter(in_use=True)
        found["channel"] = [(f"channel-{one.pk}", str(one)) for one in channels]
    return {group: choices for group, choices in found.items() if choices}


def wording(key: str, reply: Reply, *, on: date) -> str:
    """The words behind a key of `wordings_for`; "" if there are none (any more)."""
    offered = {known for choices in wordings_for(reply).values() for known, _name in choices}
    if key not in offered:
        return ""
    group, _dash, number = key.partition("-")
    if group == "channel":
        return LegalChannel.objects.get(pk=number).told()
    return fill(templates_for(reply).get(pk=number), reply, on=on)


def fill(template: ReplyTemplate, reply: Reply, *, on: date) -> str:
    """The template's text for `reply`; a blank nobody knows stays as it is, to be seen."""
    suggestion = reply.suggestion
    known = {
        "receipt": suggestion.receipt,
        "title": suggestion.title,
        "campaign": suggestion.campaign.title,
        "unit": reply.unit.name,
        "date": date_format(on, "DATE_FORMAT"),
    }
    if reply.committed_on:
        known["committed_on"] = date_format(reply.committed_on, "DATE_FORMAT")
    return BLANK.sub(lambda found: known.get(found[1], found[0]), template.text)
