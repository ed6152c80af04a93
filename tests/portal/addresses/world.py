"""One of everything an address can name, in one's own unit and in a foreign one."""

from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from campaigns.phases import PhaseKind
from portal.accounts.contact import ContactDetails, keep_contact
from portal.organisation.membership import Role
from search.models import Grouping, HotIssue
from suggestions.handling.exclusion.exclusion import ExclusionState, Ground
from suggestions.models import (
    ConflictDeclaration,
    Evidence,
    Exclusion,
    PaperHead,
    PrintRun,
    Suggestion,
)
from tests.factories import (
    ActionFactory,
    CampaignFactory,
    GoldenIdeaFactory,
    LeaderFactory,
    ReviewFactory,
    RoundFactory,
    ServiceWindowFactory,
    SheetFactory,
    StationFactory,
    SuggestionFactory,
    UnitFactory,
    UserFactory,
    home_page,
    staff,
)
from tests.portal.accounts.conftest import give_second_factor
from tests.portal.addresses.channels import channels_of
from tests.portal.addresses.common import common_things
from tests.portal.addresses.honours import honours_of
from tests.portal.addresses.passing import duties_of
from tests.portal.addresses.pictures import photo_of
from tests.portal.addresses.replies import replies_of
from tests.portal.addresses.reviewing import (
    claim_of,
    commitments_of,
    kept_of,
    match_with,
    second_look_of,
)
from tests.portal.addresses.supervising import supervised_of


class World:
    """A city of two counties: the people work in the eastern one, the western one is foreign.

    `people` are one for each role, by the role; `own` and `foreign` hold what belongs to a
    unit, `common` what belongs to none.
    """

    def __init__(self) -> None:
        """Make it all."""
        self.home = home_page()
        city = UnitFactory(name="青禾市", code="C")
        east, west = (UnitFactory(name=name, parent=city) for name in ("东湖区", "西山区"))
        self.people = {role: staff(role, unit=east, name=str(role.label)) for role in Role}
        self.citizen = UserFactory(name="市民")
        self.superuser = UserFactory(is_staff=True, is_superuser=True)
        self.own = side_of(east, reviewer=self.people[Role.REVIEWER], author=self.citizen)
        self.foreign = side_of(west, reviewer=staff(Role.REVIEWER, unit=west), author=UserFactory())
        issues = hot_issues_of(self.own.public, self.foreign.public)
        self.own.issue, self.foreign.issue = issues
        self.common = common_things(self.home, self.people)


def side_of(unit: Any, *, reviewer: Any, author: Any) -> SimpleNamespace:
    """What belongs to `unit`; `author` made the suggestion, `reviewer` has it to score."""
    campaign = CampaignFactory(organiser=unit)
    reviewing = CampaignFactory(organiser=unit, phase=PhaseKind.REVIEWING)
    contact = keep_contact(ContactDetails(phone="13912345678"))
    suggestion = SuggestionFactory(campaign=campaign, contact=contact, author=author)
    public = SuggestionFactory(campaign=campaign, published=True)
    round = RoundFactory(campaign=reviewing, reviewers=[reviewer])
    second = RoundFactory(campaign=reviewing, reviewers=[reviewer])
    adopted = RoundFactory(campaign=CampaignFactory(organiser=unit, phase=PhaseKind.REVIEWING))
    idea = GoldenIdeaFactory(review=ReviewFactory(assignment=adopted.assignments.get()))
    look = second_look_of(unit, author)
    clerk = staff(Role.LEADER, unit=unit)
    give_second_factor(clerk)
    return SimpleNamespace(
        unit=unit,
        campaign=campaign,
        reviewing=reviewing,
        suggestion=suggestion,
        exclusion=disputed(suggestion),
        public=public,
        photo=photo_of(suggestion),
        round=round,
        assignment=round.assignments.get(),
        reviewed=ReviewFactory(assignment=second.assignments.get()).assignment,
        golden=idea,
        look=look,
        kept=kept_of(unit, author),
        match=match_with(look.suggestion, campaign),
        seat=round.panel.get(),
        interest=ConflictDeclaration.objects.create(
            by=reviewer, unit=UnitFactory(), reason="曾任职", at=timezone.now()
        ),
        sheet=SheetFactory(batch__campaign=campaign, batch__station=unit, position=1),
        letterhead=PaperHead.objects.create(unit=unit, name="机关", mark="机"),
        print_run=print_run_of(campaign, unit),
        action=ActionFactory(idea=idea),
        claim=claim_of(idea),
        evidence=Evidence.objects.create(proposal=claim_of(idea), attachment=photo_of(None)),
        commitments=commitments_of(idea),
        clerk=clerk,
        **vars(channels_of(campaign)),
        **vars(duties_of(campaign)),
        **vars(replies_of(campaign)),
        **vars(honours_of(unit, idea.suggestion, leader=clerk)),
        membership=clerk.memberships.get(),
        **vars(supervised_of(unit, public)),
        window=ServiceWindowFactory(unit=unit),
        leader=LeaderFactory(unit=unit),
        station=StationFactory(),
    )


def disputed(suggestion: Suggestion) -> Exclusion:
    """Somebody who is said to have an interest, and denies it."""
    return Exclusion.objects.create(
        suggestion=suggestion,
        user=UserFactory(),
        ground=Ground.INTEREST,
        state=ExclusionState.DISPUTED,
        reason="近亲属",
        by=UserFactory(),
        at=timezone.now(),
    )


def print_run_of(campaign: Any, unit: Any) -> PrintRun:
    """Printed forms whose file is there."""
    return PrintRun.objects.create(
        campaign=campaign,
        station=unit,
        first_serial=unit.pk,
        count=0,
        made_by=UserFactory(),
        made_at=timezone.now(),
        document=ContentFile(b"%PDF-1.4", "forms.pdf"),
    )


def hot_issues_of(*suggestions: Any) -> list[HotIssue]:
    """A hot issue of each of `suggestions`, found last night."""
    now = timezone.now()
    grouping = Grouping.objects.create(began_at=now, finished_at=now, until=now.date(), days=30)
    issues = []
    for suggestion in suggestions:
        issue = HotIssue.objects.create(grouping=grouping)
        issue.members.create(suggestion=suggestion, likeness=1, is_recent=True)
        issues.append(issue)
    return issues
