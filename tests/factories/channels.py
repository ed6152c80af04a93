"""Factories of connected systems, their keys, agencies and work orders."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from suggestions.agency.agency import AgencyConsent
from suggestions.api.key import Scope, make_key
from suggestions.models import Agency, ConnectedSystem, WorkOrder
from suggestions.states import Channel
from tests.factories.campaigns import CampaignFactory
from tests.factories.organisation import UserFactory
from tests.factories.suggestions import SuggestionFactory


class ConnectedSystemFactory(DjangoModelFactory):
    """Another system; what it sends goes to a campaign of its unit."""

    class Meta:
        model = ConnectedSystem

    name = factory.Sequence(lambda n: f"热线系统{n}")
    code = factory.Sequence(lambda n: f"hotline-{n}")
    campaign = factory.SubFactory(CampaignFactory)
    unit = factory.LazyAttribute(lambda system: system.campaign.organiser)


class AgencyFactory(DjangoModelFactory):
    """An agency of a clerk of the unit in charge."""

    class Meta:
        model = Agency

    suggestion = factory.SubFactory(SuggestionFactory)
    agent = factory.SubFactory(UserFactory)
    unit = factory.LazyAttribute(lambda agency: agency.suggestion.unit)
    consent = AgencyConsent.SIGNED
    started_at = factory.LazyFunction(timezone.now)


class WorkOrderFactory(DjangoModelFactory):
    """A work order with its suggestion."""

    class Meta:
        model = WorkOrder

    system = factory.SubFactory(ConnectedSystemFactory)
    number = factory.Sequence(lambda n: f"WO-{n:05}")
    suggestion = factory.SubFactory(
        SuggestionFactory,
        campaign=factory.SelfAttribute("..system.campaign"),
        channel=Channel.HOTLINE,
        source=factory.SelfAttribute("..system.code"),
        source_key=factory.SelfAttribute("..number"),
    )


def api_key(system: ConnectedSystem, *scopes: Scope, days: int = 30) -> str:
    """The text of a new key of `system`; with all scopes if none is named."""
    _key, text = make_key(
        system,
        name="测试",
        scopes=[scope.value for scope in scopes or Scope],
        expires_on=timezone.localdate() + timedelta(days=days),
        by=None,
        at=timezone.now(),
    )
    return text
