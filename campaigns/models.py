"""The list of campaigns' models."""

from campaigns.approval import DifferentPersonTask
from campaigns.index import CampaignIndexPage
from campaigns.pages import CampaignPage
from campaigns.phases import Phase
from campaigns.rubrics import Criterion, Rubric

__all__ = [
    "CampaignIndexPage",
    "CampaignPage",
    "Criterion",
    "DifferentPersonTask",
    "Phase",
    "Rubric",
]
