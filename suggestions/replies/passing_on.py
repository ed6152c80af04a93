"""Passing on: what a dissolved unit was still writing goes on at its successor."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from portal.organisation.unit import Unit
from suggestions.replies.batch import ReplyBatch
from suggestions.replies.reply import UNSENT, Reply, ReplyState
from suggestions.replies.template import ReplyTemplate


@transaction.atomic
def pass_on(unit: Unit, successor: Unit) -> int:
    """Give `successor` the drafts and templates of `unit`; returns how many drafts.

    Where the successor writes to the same suggestion already, the draft of `unit` is put
    aside; its words stay on the suggestion's page. What was sent stays under its name.
    """
    open_ones = Reply.objects.filter(state__in=UNSENT)
    own = open_ones.filter(unit=successor, suggestion=OuterRef("suggestion"))
    drafts = open_ones.filter(unit=unit).select_for_update()
    keys = list(drafts.order_by("pk").values_list("pk", flat=True))
    mine = Reply.objects.filter(pk__in=keys)
    mine.filter(Exists(own)).update(state=ReplyState.DISCARDED)
    moved = mine.filter(state__in=UNSENT).update(unit=successor)
    ReplyTemplate.objects.filter(unit=unit).update(unit=successor)
    ReplyBatch.objects.unfinished().filter(unit=unit).update(unit=successor)
    return moved
