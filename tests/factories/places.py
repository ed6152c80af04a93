"""Factories of service windows and leaders."""

from datetime import time

import factory
from factory.django import DjangoModelFactory

from portal.models import Leader, ServiceWindow
from portal.organisation.unit import UnitKind
from tests.factories.organisation import UnitFactory


class StationFactory(UnitFactory):
    """A place where people can hand in a suggestion."""

    kind = UnitKind.STATION
    tier = "village"


class ServiceWindowFactory(DjangoModelFactory):
    """Open on Monday morning."""

    class Meta:
        model = ServiceWindow

    unit = factory.SubFactory(StationFactory)
    weekday = 0
    opens = time(9)
    closes = time(12)


class LeaderFactory(DjangoModelFactory):
    """A leader without reception days."""

    class Meta:
        model = Leader

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"领导{n}")
    post = "主任"
    duties = "主持全面工作"
