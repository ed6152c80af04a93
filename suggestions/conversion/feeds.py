"""Feeds (Atom): new golden ideas, the progress of all, and the progress of one."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from suggestions.conversion.golden_idea import GoldenIdea
from suggestions.conversion.progress import ProgressNote
from suggestions.conversion.showing import shown_idea
from suggestions.conversion.timeline import Moment, moments_of

FEED_LENGTH = 20


class GoldenIdeasFeed(Feed):
    """The latest golden ideas with the panel's reasons."""

    feed_type = Atom1Feed
    title = _("Golden ideas")
    subtitle = _("Suggestions that were adopted, and why")
    link = reverse_lazy("suggestions:golden_ideas")

    def items(self) -> list[GoldenIdea]:
        """The latest public ideas."""
        return list(GoldenIdea.objects.public().for_cards().newest_first()[:FEED_LENGTH])

    def item_title(self, item: GoldenIdea) -> str:
        """The suggestion's title."""
        return item.suggestion.title

    def item_description(self, item: GoldenIdea) -> str:
        """The panel's reason."""
        return item.reason

    def item_pubdate(self, item: GoldenIdea) -> datetime:
        """When it was adopted."""
        return item.adopted_at

    def item_author_name(self, item: GoldenIdea) -> str:
        """The author, if they wish to be named."""
        return item.suggestion.public_author


class ProgressFeed(Feed):
    """The latest reports on all public ideas."""

    feed_type = Atom1Feed
    title = _("Golden ideas: what is being done")
    subtitle = _("Reports on the actions that make golden ideas real")
    link = reverse_lazy("suggestions:golden_ideas")

    def items(self) -> list[ProgressNote]:
        """The latest reports on ideas that any visitor may see."""
        shown = GoldenIdea.objects.public()
        rows = ProgressNote.objects.filter(action__idea__in=shown)
        return list(rows.select_related("action__idea__suggestion")[:FEED_LENGTH])

    def item_title(self, item: ProgressNote) -> str:
        """The idea and how far the action is."""
        return f"{item.action.idea.suggestion.title}: {item.get_state_display()}"

    def item_description(self, item: ProgressNote) -> str:
        """What was reported."""
        return f"{item.action.what}\n{item.text}"

    def item_link(self, item: ProgressNote) -> str:
        """The idea's timeline, at this report."""
        url = timeline_url(item.action.idea)
        return f"{url}#note-{item.pk}"

    def item_pubdate(self, item: ProgressNote) -> datetime:
        """When it was reported."""
        return item.at


class IdeaFeed(Feed):
    """What happened to one idea, newest first."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, receipt: str, **more: Any) -> GoldenIdea:
        """The idea with this receipt number, if any visitor may see it."""
        return shown_idea(receipt)

    def title(self, obj: GoldenIdea) -> str:
        """The suggestion's title."""
        return obj.suggestion.title

    def link(self, obj: GoldenIdea) -> str:
        """The idea's timeline."""
        return timeline_url(obj)

    def items(self, obj: GoldenIdea) -> list[tuple[Moment, str]]:
        """What has happened, newest first, with its place on the timeline."""
        url = timeline_url(obj)
        happened = [one for one in moments_of(obj, localdate()) if one.status == "done"]
        return [(one, f"{url}#{one.key}") for one in happened[::-1][:FEED_LENGTH]]

    def item_title(self, item: tuple[Moment, str]) -> str:
        """What happened."""
        return item[0].title

    def item_description(self, item: tuple[Moment, str]) -> str:
        """What was said."""
        return item[0].text

    def item_link(self, item: tuple[Moment, str]) -> str:
        """Its place on the timeline."""
        return item[1]

    def item_pubdate(self, item: tuple[Moment, str]) -> datetime:
        """When it happened."""
        return item[0].at


def timeline_url(idea: GoldenIdea) -> str:
    """The public timeline of `idea`."""
    return reverse("suggestions:golden_idea_timeline", args=[idea.suggestion.receipt])
