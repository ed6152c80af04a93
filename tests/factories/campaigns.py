"""Factories of pages, rubrics and campaigns."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site

from campaigns.models import CampaignIndexPage, CampaignPage, Criterion, Phase, Rubric
from campaigns.phases import PhaseKind
from portal.home.pages import HomePage
from tests.factories.organisation import UnitFactory


def home_page() -> HomePage:
    """The site's home page, made once, as the root of the default site."""
    home = HomePage.objects.first()
    if home is None:
        home = Page.get_first_root_node().add_child(
            instance=HomePage(title="金点子", slug="golden-ideas-home")
        )
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
        )
        Site.clear_site_root_paths_cache()
    return home


def campaign_index() -> CampaignIndexPage:
    """The campaign index below the home page, made once."""
    index = CampaignIndexPage.objects.first()
    if index is None:
        index = home_page().add_child(instance=CampaignIndexPage(title="征集", slug="campaigns"))
    return index


class RubricFactory(DjangoModelFactory):
    """A rubric with the four criteria, equal weights."""

    class Meta:
        model = Rubric
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"评分标准{n}")

    @factory.post_generation
    def criteria(self, create, extracted, **kwargs):
        """Add the criteria after the rubric."""
        for order, name in enumerate(extracted or ["针对性", "公益性", "科学性", "实操性"]):
            anchors = {f"anchor_{level}": f"{name}{level}" for level in range(1, 6)}
            Criterion.objects.create(
                rubric=self, name=name, weight=1, description=name, sort_order=order, **anchors
            )


class CampaignFactory(DjangoModelFactory):
    """A published campaign; traits `collecting` (default), `reviewing`, `results`, `future`."""

    class Meta:
        model = CampaignPage

    title = factory.Sequence(lambda n: f"征集活动{n}")
    slug = factory.Sequence(lambda n: f"campaign-{n}")
    introduction = "请说说您的想法"
    organiser = factory.SubFactory(UnitFactory)
    rubric = factory.SubFactory(RubricFactory)

    @classmethod
    def _create(cls, model_class, *args, phase=PhaseKind.COLLECTING, topics=(), **fields):
        now = timezone.now()
        published = {"first_published_at": now, "last_published_at": now}
        campaign = campaign_index().add_child(instance=model_class(**published | fields))
        if topics:
            campaign.topics.set(topics)
            campaign.save()
        if phase is not None:
            Phase.objects.create(
                campaign=campaign,
                kind=phase,
                starts_at=now - timedelta(days=10),
                ends_at=now + timedelta(days=20),
            )
        return campaign
