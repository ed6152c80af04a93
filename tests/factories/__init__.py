"""Factories for the tests: rows as they are after the product's own functions made them."""

from tests.factories.campaigns import CampaignFactory, RubricFactory, campaign_index, home_page
from tests.factories.channels import (
    AgencyFactory,
    ConnectedSystemFactory,
    WorkOrderFactory,
    api_key,
)
from tests.factories.clocks import ClockFactory, ClockRuleFactory
from tests.factories.commendation import CommendationFactory, NomineeFactory
from tests.factories.conversion import ActionFactory, GoldenIdeaFactory
from tests.factories.duties import called, helping, offered
from tests.factories.organisation import AreaFactory, TopicFactory, UnitFactory, UserFactory, staff
from tests.factories.paper import SheetBatchFactory, SheetFactory
from tests.factories.places import LeaderFactory, ServiceWindowFactory, StationFactory
from tests.factories.replies import ReplyFactory, ReplyTemplateFactory, asked, sent_reply
from tests.factories.review import (
    AssignmentFactory,
    DecisionFactory,
    ExpertFactory,
    ReviewFactory,
    RoundFactory,
)
from tests.factories.suggestions import SuggestionFactory
from tests.factories.supervision import make_case, make_contact, make_issue, make_letter

__all__ = [
    "ActionFactory",
    "AgencyFactory",
    "AreaFactory",
    "AssignmentFactory",
    "CampaignFactory",
    "ClockFactory",
    "ClockRuleFactory",
    "CommendationFactory",
    "ConnectedSystemFactory",
    "DecisionFactory",
    "ExpertFactory",
    "GoldenIdeaFactory",
    "LeaderFactory",
    "NomineeFactory",
    "ReplyFactory",
    "ReplyTemplateFactory",
    "ReviewFactory",
    "RoundFactory",
    "RubricFactory",
    "ServiceWindowFactory",
    "SheetBatchFactory",
    "SheetFactory",
    "StationFactory",
    "SuggestionFactory",
    "TopicFactory",
    "UnitFactory",
    "UserFactory",
    "WorkOrderFactory",
    "api_key",
    "asked",
    "called",
    "campaign_index",
    "helping",
    "home_page",
    "make_case",
    "make_contact",
    "make_issue",
    "make_letter",
    "offered",
    "sent_reply",
    "staff",
]
