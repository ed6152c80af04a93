"""The feed of daily roots (Atom): whoever follows it keeps copies that nobody here can change."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from suggestions.chain.roots import DayRoot

FEED_LENGTH = 31


class DailyRootsFeed(Feed):
    """The latest daily roots."""

    feed_type = Atom1Feed
    title = _("Daily roots of the log")
    subtitle = _("Whoever keeps a root can tell later whether the past was rewritten.")
    link = reverse_lazy("suggestions:log")

    def items(self) -> list[DayRoot]:
        """The latest days."""
        return list(DayRoot.objects.newest_first()[:FEED_LENGTH])

    def item_title(self, item: DayRoot) -> str:
        """The day and its last entry."""
        return f"{item.day} · {item.last}"

    def item_description(self, item: DayRoot) -> str:
        """The root."""
        return item.head

    def item_link(self, item: DayRoot) -> str:
        """The day's JSON."""
        return reverse("suggestions:log_day", args=[item.day])

    def item_pubdate(self, item: DayRoot) -> datetime:
        """When the root was made."""
        return item.made_at
