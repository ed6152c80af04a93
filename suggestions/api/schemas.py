"""What other systems send and get, as the description at /api/v1/openapi.json shows it."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from portal.accounts.user import NAME_LENGTH
from suggestions.intake.checking import PLACE_LENGTH, TEXT_LENGTH_ELSEWHERE
from suggestions.intake.forms import PHONE_LENGTH
from suggestions.joint.suggester import CREDIT_CODE_LENGTH, ORGANISATION_LENGTH
from suggestions.suggestion import TEXT_LENGTH, TITLE_LENGTH
from suggestions.workorders.order import NUMBER_LENGTH

# A text with a zero byte in it is kept by no database.
NO_NULL = r"^[^\u0000]*$"
Title = Annotated[str, StringConstraints(min_length=1, max_length=TITLE_LENGTH, pattern=NO_NULL)]
Text = Annotated[str, StringConstraints(max_length=TEXT_LENGTH, pattern=NO_NULL)]
LongText = Annotated[
    str, StringConstraints(min_length=1, max_length=TEXT_LENGTH_ELSEWHERE, pattern=NO_NULL)
]
Name = Annotated[str, StringConstraints(max_length=NAME_LENGTH, pattern=NO_NULL)]
Phone = Annotated[str, StringConstraints(max_length=PHONE_LENGTH, pattern=r"^[+0-9 ()\-]*$")]
Mail = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^\u0000]*$")]
Place = Annotated[str, StringConstraints(max_length=PLACE_LENGTH, pattern=NO_NULL)]
Code = Annotated[str, StringConstraints(max_length=60, pattern=NO_NULL)]
Number = Annotated[
    str,
    StringConstraints(min_length=1, max_length=NUMBER_LENGTH, pattern=r"^[A-Za-z0-9._\-/]+$"),
]
Address = Annotated[str, StringConstraints(max_length=200, pattern=NO_NULL)]


EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Before it no hotline noted calls; a moment of the first years fits no time zone."""


def _is_plausible(moment: datetime) -> datetime:
    if moment.replace(tzinfo=UTC) < EARLIEST:
        raise ValueError
    return moment


Moment = Annotated[datetime, AfterValidator(_is_plausible)]


class Kind(StrEnum):
    """What a message is, if the sender knows."""

    UNSORTED = "unsorted"
    SUGGESTION = "suggestion"
    QUESTION = "question"
    CLAIM = "claim"
    COURT = "court"
    REPORT = "report"


class Agreed(StrEnum):
    """What the author has agreed to, as the portal words it."""

    PRIVACY = "privacy"
    PUBLISH = "publish"
    FORWARD = "forward"
    GUARDIAN = "guardian"


class Strict(Schema):
    """What comes in: unknown fields are refused, so that a misspelt one is not lost unseen."""

    model_config = ConfigDict(extra="forbid")


class ContactIn(Strict):
    """How to reach the author; kept sealed."""

    phone: Phone = ""
    email: Mail = ""
    address: Address = ""
    guardian: Name = ""


class OrganisationIn(Strict):
    """The organisation that suggests."""

    name: Annotated[
        str,
        StringConstraints(min_length=1, max_length=ORGANISATION_LENGTH, pattern=NO_NULL),
    ]
    credit_code: Annotated[
        str, StringConstraints(min_length=CREDIT_CODE_LENGTH, max_length=CREDIT_CODE_LENGTH)
    ]
    contact_person: Name = ""


class SuggestionIn(Strict):
    """A suggestion handed in through another system."""

    title: Title
    problem: Annotated[
        str, StringConstraints(min_length=1, max_length=TEXT_LENGTH, pattern=NO_NULL)
    ]
    proposal: Text = ""
    kind: Kind = Kind.UNSORTED
    topic: Code = Field("", description="Our code of a topic, or the sender's own")
    area: Code = Field("", description="Division code, twelve digits")
    place: Place = ""
    author_name: Name = ""
    author_shown: bool = False
    organisation: OrganisationIn | None = None
    contact: ContactIn = ContactIn()
    agreed: list[Agreed] = Field([], max_length=len(Agreed))
    number: Number | None = Field(None, description="The sender's own number; each comes once")


class WorkOrderIn(Strict):
    """A work order of a hotline."""

    number: Number
    title: Title
    problem: LongText
    kind: Kind = Kind.UNSORTED
    category_code: Annotated[str, StringConstraints(max_length=40, pattern=NO_NULL)] = ""
    category: Annotated[str, StringConstraints(max_length=100, pattern=NO_NULL)] = ""
    area: Code = ""
    place: Place = ""
    author_name: Name = ""
    contact: ContactIn = ContactIn()
    received_at: Moment | None = Field(None, description="With its zone; else local time")
    same_as: Annotated[str, StringConstraints(max_length=60, pattern=NO_NULL)] = Field(
        "", description="Our receipt number, if the caller has handed the matter in on the web"
    )


class ReceiptOut(Schema):
    """What the author is given."""

    receipt: str
    tracking_code: str
    number: str


class StepOut(Schema):
    """One step, as the author may read it."""

    status: str
    title: str
    at: datetime
    note: str


class StatusOut(Schema):
    """Where one suggestion stands."""

    receipt: str
    number: str
    status: str
    since: datetime
    unit: str
    committed_on: date | None = None
    steps: list[StepOut]


class RowOut(Schema):
    """One line of a list."""

    receipt: str
    number: str
    status: str
    since: datetime


class ListOut(Schema):
    """A page of own suggestions; `next` continues it, empty at the end."""

    items: list[RowOut]
    next: str


class ChangeOut(Schema):
    """One change of a work order, by its own number; `change` counts up within the system."""

    change: int
    number: str
    receipt: str
    status: str
    note: str
    committed_on: date | None
    at: datetime


class ChangesOut(Schema):
    """Changes in order; ask again after the last `change`."""

    items: list[ChangeOut]
    last: int
    more: bool


class MessageOut(Schema):
    """Texts by language code."""

    field: str
    messages: list[dict[str, str]]


class ProblemOut(Schema):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    details: dict[str, str]
    instance: str
    errors: list[MessageOut] = []
