"""Wagtail's hooks for campaigns: it looks for them in this file only."""

from wagtail import hooks

from campaigns.holdings import holdings
from campaigns.rubric_admin import RubricViewSet
from portal.organisation.holdings import UNIT_HOLDINGS

hooks.register(UNIT_HOLDINGS, holdings)


@hooks.register("register_admin_viewset")
def register_rubrics() -> RubricViewSet:
    """The screens for rubrics."""
    return RubricViewSet("rubrics")
