"""The invented city: what the parts of the demo make, and find again by their names."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from campaigns.pages import CampaignPage
from portal.accounts.user import User
from portal.organisation.area import Area
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from search.demo.clock import MORNING, moment
from suggestions.suggestion import Suggestion

LATEST_BEFORE_NOW = timedelta(minutes=10)


@dataclass
class City:
    """The demo as far as it is made. `today` is the moment of loading."""

    today: datetime
    areas: dict[str, Area] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    campaigns: dict[str, CampaignPage] = field(default_factory=dict)
    suggestions: dict[str, Suggestion] = field(default_factory=dict)

    def day(self, day: int, clock: str = MORNING) -> datetime:
        """The local time `clock` on the day that is `day` days from today."""
        return moment(day, clock, today=self.today)

    def past(self, day: int, clock: str = MORNING) -> datetime:
        """The same, but never later than shortly before now."""
        return min(self.day(day, clock), self.today - LATEST_BEFORE_NOW)
