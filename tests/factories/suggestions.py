"""The factory of suggestions."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from suggestions.models import Suggestion
from suggestions.states import State
from tests.factories.campaigns import CampaignFactory


class SuggestionFactory(DjangoModelFactory):
    """A received suggestion; traits `published`, `accepted`."""

    class Meta:
        model = Suggestion

    class Params:
        published = factory.Trait(
            public_since=factory.LazyFunction(timezone.now), state=State.ACCEPTED
        )
        accepted = factory.Trait(state=State.ACCEPTED)

    receipt = factory.Sequence(lambda n: f"T{n:015}")
    tracking_digest = "0" * 64
    campaign = factory.SubFactory(CampaignFactory)
    unit = factory.LazyAttribute(lambda suggestion: suggestion.campaign.organiser)
    title = factory.Sequence(lambda n: f"建议标题{n}")
    problem = "问题说明"
    proposal = "具体建议"
    submitted_at = factory.LazyFunction(timezone.now)
    state_since = factory.LazyFunction(timezone.now)
