"""The list of campaigns' models."""

from campaigns.pages import CampaignIndexPage, CampaignPage
from campaigns.phases import Phase
from campaigns.rubrics import Criterion, Rubric

__all__ = ["CampaignIndexPage", "CampaignPage", "Criterion", "Phase", "Rubric"]
