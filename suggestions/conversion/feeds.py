"""The feed of golden ideas (Atom)."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from suggestions.conversion.golden_idea import GoldenIdea

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
