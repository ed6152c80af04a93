"""What belongs to no unit, for the addresses that name it: pages, files, rows of Wagtail's own."""

from types import SimpleNamespace
from typing import Any

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

from portal.organisation.membership import Role
from portal.working_days.special_day import SpecialDay
from search.models import Pick, SynonymGroup
from suggestions.chain.roots import make_root
from suggestions.models import (
    ClockRule,
    ConsentText,
    EscalationRule,
    LegalChannel,
    LetterTemplate,
    ReasonTemplate,
    StandardUse,
    StepTemplate,
    SupervisionWording,
    WordList,
)
from tests.factories import (
    AreaFactory,
    CampaignFactory,
    ExpertFactory,
    RubricFactory,
    TopicFactory,
    campaign_index,
)
from tests.portal.addresses.pictures import PIXEL


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
