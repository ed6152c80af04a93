"""The stage for the trial: one office, one call, and invented people with their roles."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Page, Site

from campaigns.index import CampaignIndexPage
from campaigns.pages import CampaignPage
from campaigns.phases import Phase, PhaseKind
from campaigns.rubrics import Rubric
from portal.accounts.user import User
from portal.home.pages import HomePage
from portal.organisation.membership import Role, appoint
from portal.organisation.unit import Tier, Unit

SLUG = "trial"
REVIEWERS = 3
DAYS = 365
"""The call is open that long before and after the trial."""


@dataclass(frozen=True)
class Stage:
    """Who takes part in the trial, and where."""

    campaign: CampaignPage
    handler: User
    chair: User
    viewer: User
    reviewers: list[User]


def build_stage(at: datetime) -> Stage:
    """An office with a call that collects and is reviewed, and the people who work on it."""
    office = Unit.add_root(name="试验办公室", code="TRIAL", tier=Tier.CITY)
    Unit.add_root(
        name="检举控告受理室", code="TRIAL-REPORTS", tier=Tier.CITY, receives_reports=True
    )

    def person(name: str, role: Role) -> User:
        user = User.objects.create(username=f"trial-{name}", name=name)
        appoint(user, role, office, starts_on=timezone.localdate(at) - timedelta(days=1))
        return user

    return Stage(
        campaign=_campaign(office, at),
        handler=person("handler", Role.HANDLER),
        chair=person("chair", Role.CHAIR),
        viewer=person("viewer", Role.SUPERVISOR),
        reviewers=[person(f"reviewer-{n}", Role.REVIEWER) for n in range(1, REVIEWERS + 1)],
    )


def _campaign(office: Unit, at: datetime) -> CampaignPage:
    """A published call below the home page of the default site."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="试验", slug="trial-home"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    Site.clear_site_root_paths_cache()
    index = home.add_child(instance=CampaignIndexPage(title="征集", slug="campaigns"))
    page = index.add_child(
        instance=CampaignPage(
            title="留言试验",
            slug=SLUG,
            introduction="只用于试验。",
            organiser=office,
            rubric=Rubric.objects.newest_versions().first(),
        )
    )
    begin, end = at - timedelta(days=DAYS), at + timedelta(days=DAYS)
    for kind in (PhaseKind.COLLECTING, PhaseKind.REVIEWING):
        Phase.objects.create(campaign=page, kind=kind, starts_at=begin, ends_at=end)
    return page
