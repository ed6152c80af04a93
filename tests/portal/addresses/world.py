"""One of everything an address can name, in one's own unit and in a foreign one."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    PageViewRestriction,
    Site,
    UploadedFile,
    Workflow,
)

from campaigns.phases import PhaseKind
from portal.accounts.contact import ContactDetails, keep_contact
from portal.organisation.membership import Role
from portal.working_days.special_day import SpecialDay
from search.models import Grouping, HotIssue, Pick, SynonymGroup
from suggestions.chain.roots import make_root
from suggestions.conversion.kinds import ConversionKind
from suggestions.conversion.proposal import ProposalState
from suggestions.handling.exclusion.exclusion import ExclusionState, Ground
from suggestions.intake.attachments import AttachmentKind, AttachmentState
from suggestions.models import (
    Attachment,
    ClockRule,
    CommitmentList,
    ConflictDeclaration,
    ConsentText,
    EscalationRule,
    Evidence,
    Exclusion,
    LegalChannel,
    LetterTemplate,
    PaperHead,
    PrintRun,
    Proposal,
    ReasonTemplate,
    Reconsideration,
    SecondLook,
    StandardUse,
    StepTemplate,
    Suggestion,
    SupervisionWording,
    WordList,
)
from suggestions.review.second_look import ask
from suggestions.states import State
from tests.factories import (
    ActionFactory,
    AreaFactory,
    CampaignFactory,
    DecisionFactory,
    ExpertFactory,
    GoldenIdeaFactory,
    LeaderFactory,
    ReviewFactory,
    RoundFactory,
    RubricFactory,
    ServiceWindowFactory,
    SheetFactory,
    StationFactory,
    SuggestionFactory,
    TopicFactory,
    UnitFactory,
    UserFactory,
    campaign_index,
    home_page,
    staff,
)
from tests.portal.accounts.conftest import give_second_factor
from tests.portal.addresses.channels import channels_of
from tests.portal.addresses.honours import honours_of
from tests.portal.addresses.passing import duties_of
from tests.portal.addresses.replies import replies_of
from tests.portal.addresses.supervising import supervised_of

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)


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


def kept_of(unit: Any, author: Any) -> Suggestion:
    """A suggestion of `author` that a panel kept for reference: it has a letter."""
    campaign = CampaignFactory(organiser=unit, phase=PhaseKind.REVIEWING)
    row = SuggestionFactory(campaign=campaign, accepted=True, author=author)
    assignment = RoundFactory(campaign=campaign, suggestions=[row]).assignments.get()
    review = ReviewFactory(assignment=assignment)
    return DecisionFactory(review=review, outcome=State.KEPT).suggestion


def second_look_of(unit: Any, author: Any) -> SecondLook:
    """What `author` asks for about another one."""
    return ask(kept_of(unit, author), "漏看了附件", by=author, at=timezone.now())


def match_with(suggestion: Suggestion, campaign: Any) -> Reconsideration:
    """That `suggestion` fits `campaign`."""
    return Reconsideration.objects.create(
        suggestion=suggestion, campaign=campaign, likeness=0.3, proposed_at=timezone.now()
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


def claim_of(idea: Any) -> Proposal:
    """That `idea` was carried out, sent back: it does not stand in the way of another."""
    return Proposal.objects.create(
        idea=idea,
        outcome=State.CONVERTED,
        note="已完成",
        kind=ConversionKind.OTHER,
        proposed_at=timezone.now(),
        verifying_unit=idea.suggestion.unit,
        state=ProposalState.SENT_BACK,
    )


def commitments_of(idea: Any) -> CommitmentList:
    """A published list of the idea's unit."""
    return CommitmentList.objects.create(
        year=2026, title="十件实事", unit=idea.suggestion.unit, published_at=timezone.now()
    )


def photo_of(suggestion: Any) -> Attachment:
    """A photograph that came with `suggestion`, or is evidence; ready to be shown."""
    return Attachment.objects.create(
        suggestion=suggestion,
        form_key=suggestion.submission_key if suggestion else uuid4(),
        sha256="0" * 64,
        size=len(PIXEL),
        uploaded_at=timezone.now(),
        kind=AttachmentKind.PHOTO,
        state=AttachmentState.READY,
        name="photo.png",
        file=ContentFile(PIXEL, "photo.webp"),
        thumbnail=ContentFile(PIXEL, "small.webp"),
    )


def common_things(home: Any, people: Any) -> SimpleNamespace:
    """What belongs to no unit: pages, files, Wagtail's own rows."""
    draft = campaign_index()
    draft.save_revision()
    home.save_revision()
    workflow = Workflow.objects.filter(active=True).first()
    state = workflow.start(draft, people[Role.EDITOR])
    picture = ContentFile(PIXEL, "bridge.png")
    restriction = PageViewRestriction.objects.create(
        page=CampaignFactory(), restriction_type="password", password="secret"
    )
    return SimpleNamespace(
        home=home,
        index=draft,
        revision=home.latest_revision,
        workflow=workflow,
        workflow_state=state,
        task=state.current_task_state.task,
        task_state=state.current_task_state,
        image=Image.objects.create(title="桥", file=picture),
        uploaded_image=UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(Image),
            file=picture,
            uploaded_by_user=people[Role.EDITOR],
        ),
        document=Document.objects.create(title="办法", file=ContentFile(b"%PDF-1.4", "rules.pdf")),
        uploaded_document=UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(Document),
            file=ContentFile(b"%PDF-1.4", "rules.pdf"),
            uploaded_by_user=people[Role.EDITOR],
        ),
        collection=Collection.get_first_root_node().add_child(name="图片"),
        file_restriction=CollectionViewRestriction.objects.create(
            collection=Collection.get_first_root_node().add_child(name="内部"),
            restriction_type="password",
            password="secret",
        ),
        site=Site.objects.get(),
        redirect=Redirect.objects.create(old_path="/old/", redirect_page=home),
        restriction=restriction,
        consent_text=ConsentText.objects.first(),
        synonyms=SynonymGroup.objects.create(words="停车难 = 停车位不足"),
        pick=Pick.objects.create(queries="停车难", address="/", title="停车"),
        expert=ExpertFactory(),
        letter_template=LetterTemplate.objects.first(),
        legal_channel=LegalChannel.objects.first(),
        step_template=StepTemplate.objects.create(name="补充", step="return", text="请补充地点"),
        word_list=WordList.objects.create(name="词表", treatment="hold"),
        clock_rule=ClockRule.objects.filter(campaign=None).first(),
        standard_use=StandardUse.objects.filter(campaign=None).first(),
        special_day=SpecialDay.objects.create(day="2098-02-08", is_working=True, why="通知"),
        supervision_wording=SupervisionWording.objects.first(),
        escalation_rule=EscalationRule.objects.first(),
        reason_template=ReasonTemplate.objects.create(name="理由", text="理由充分"),
        group=Group.objects.get(name=Role.EDITOR),
        area=AreaFactory(),
        day_root=make_root(timezone.localdate(), at=timezone.now()),
        topic=TopicFactory(),
        rubric=RubricFactory(),
    )
