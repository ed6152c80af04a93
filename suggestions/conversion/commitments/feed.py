"""The feed of one yearly list: the latest reports on its actions."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed

from suggestions.conversion.commitments.commitment_list import CommitmentList
from suggestions.conversion.feeds import FEED_LENGTH, timeline_url
from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.progress import ProgressNote


class CommitmentsFeed(Feed):
    """What was reported on the actions of one list."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, pk: int, **more: Any) -> CommitmentList:
        """The list, if any visitor may see it."""
        return get_object_or_404(CommitmentList.objects.public(), pk=pk)

    def title(self, obj: CommitmentList) -> str:
        """The list's title."""
        return obj.title

    def link(self, obj: CommitmentList) -> str:
        """The list's page."""
        return obj.get_absolute_url()

    def items(self, obj: CommitmentList) -> list[ProgressNote]:
        """The latest reports on actions of ideas that any visitor may see."""
        shown = GoldenIdea.objects.public()
        rows = ProgressNote.objects.filter(
            action__commitments__commitments=obj, action__idea__in=shown
        )
        return list(rows.select_related("action__idea__suggestion")[:FEED_LENGTH])

    def item_title(self, item: ProgressNote) -> str:
        """The action and how far it is."""
        return f"{item.action.what}: {item.get_state_display()}"

    def item_description(self, item: ProgressNote) -> str:
        """What was reported."""
        return item.text

    def item_link(self, item: ProgressNote) -> str:
        """The idea's timeline, at this report."""
        return f"{timeline_url(item.action.idea)}#note-{item.pk}"

    def item_pubdate(self, item: ProgressNote) -> datetime:
        """When it was reported."""
        return item.at
