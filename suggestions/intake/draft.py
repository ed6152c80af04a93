"""The draft: everything one submission says, before it is checked."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from campaigns.pages import CampaignPage
from portal.accounts.contact import ContactDetails
from portal.accounts.user import User
from portal.organisation.area import Area
from portal.organisation.topic import Topic
from portal.organisation.unit import Unit
from suggestions.intake.consents import ConsentKind
from suggestions.states import Channel, Classification, SuggesterKind
from suggestions.suggestion import Suggestion


class Enclosure(Protocol):
    """What is handed in with a draft and has a table of its own: an agency, a work order."""

    def keep(self, suggestion: Suggestion, *, by: User | None, at: datetime) -> None:
        """Store it for the new suggestion, in the same transaction."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One submission through any channel; sending the same `submission_key` twice makes one.

    `submitted_at` is when the author handed it in, if that was before it reached the portal.
    `reply` is what its office answered at `replied_at`, where it was answered elsewhere.
    `unit` answers first, if not the campaign's organiser. What is `held` is never published
    before someone has looked at it, whoever sent it.
    `source` and `source_key` name the row in another system. `support_count` is what that
    system counted. `sealed_for` are the words for which the portal itself took it for a report,
    `meant` what its author called it then.
    """

    campaign: CampaignPage
    title: str
    problem: str
    proposal: str = ""
    classification: Classification = Classification.SUGGESTION
    topic: Topic | None = None
    area: Area | None = None
    place: str = ""
    author: User | None = None
    author_name: str = ""
    suggester: SuggesterKind = SuggesterKind.PERSON
    author_shown: bool = False
    contact: ContactDetails = field(default_factory=ContactDetails)
    channel: Channel = Channel.WEB
    transcriber: User | None = None
    station: Unit | None = None
    unit: Unit | None = None
    consents: frozenset[ConsentKind] = frozenset()
    under_age: bool = False
    held: bool = False
    submission_key: uuid.UUID = field(default_factory=uuid.uuid4)
    submitted_at: datetime | None = None
    source: str = ""
    source_key: str = ""
    support_count: int = 0
    reply: str = ""
    replied_at: datetime | None = None
    enclosures: tuple[Enclosure, ...] = ()
    sealed_for: tuple[str, ...] = ()
    meant: Classification | None = None


def key_for_row(source: str, source_key: str) -> uuid.UUID:
    """The submission key of a row in another system: the same every time it is sent."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"golden-ideas:{source}:{source_key}")
