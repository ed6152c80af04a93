"""Many campaigns at once: as rows, without Wagtail's work for each."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page

from campaigns.models import CampaignPage, Phase
from tests.factories import RubricFactory, UnitFactory, campaign_index


def many_campaigns(count, kind="collecting"):
    """`count` published campaigns in a phase of this kind."""
    index, now = campaign_index(), timezone.now()
    number = index.numchild
    pages = Page.objects.bulk_create(
        _page(index, number + place, now) for place in range(1, count + 1)
    )
    organiser, rubric = UnitFactory(), RubricFactory()
    for page in pages:
        campaign = CampaignPage(page_ptr_id=page.pk, organiser=organiser, rubric=rubric)
        campaign.__dict__.update({f.attname: getattr(page, f.attname) for f in Page._meta.fields})
        campaign.introduction = "请说说您的想法"
        campaign.save_base(raw=True, force_insert=True)
    Phase.objects.bulk_create(
        Phase(campaign_id=page.pk, kind=kind, starts_at=now - timedelta(days=number))
        for number, page in enumerate(pages)
    )
    Page.objects.filter(pk=index.pk).update(numchild=number + count)


def _page(index, number, now):
    slug = f"many-{number}"
    return Page(
        path=Page._get_path(index.path, index.depth + 1, number),
        depth=index.depth + 1,
        title=f"征集{number}",
        draft_title=f"征集{number}",
        slug=slug,
        url_path=f"{index.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(CampaignPage),
        locale_id=index.locale_id,
        live=True,
        first_published_at=now,
        last_published_at=now,
    )
