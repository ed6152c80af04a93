"""Filling: the blanks of a template, from the suggestion a reply is for."""

import re
from datetime import date

from django.utils.formats import date_format

from suggestions.replies.reply import Reply
from suggestions.replies.template import ReplyTemplate, ReplyTemplateQuerySet

BLANK = re.compile(r"\{(\w+)\}")


def templates_for(reply: Reply) -> ReplyTemplateQuerySet:
    """The templates open to the unit of `reply`, for its kind first."""
    return ReplyTemplate.objects.for_units([reply.unit]).order_by("kind", "name", "pk")


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
