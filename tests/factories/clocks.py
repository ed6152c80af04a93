"""Factories of standards, rules and clocks."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from suggestions.clocks.clock import Clock
from suggestions.clocks.rule import ClockRule
from suggestions.clocks.step import Start, Step, TimeUnit
from tests.factories.suggestions import SuggestionFactory


class ClockRuleFactory(DjangoModelFactory):
    """A campaign's own rule: a reply in ten working days from handing in."""

    class Meta:
        model = ClockRule

    step = Step.REPLY
    start = Start.SUBMITTED
    length = 10
    length_unit = TimeUnit.WORKING_DAY
    source = "本次征集承诺"


class ClockFactory(DjangoModelFactory):
    """A running clock of a reply, owed in three days by the unit in charge; trait `late`."""

    class Meta:
        model = Clock

    class Params:
        late = factory.Trait(due_at=factory.LazyFunction(lambda: timezone.now() - timedelta(1)))

    suggestion = factory.SubFactory(SuggestionFactory, accepted=True)
    step = Step.REPLY
    unit = factory.LazyAttribute(lambda clock: clock.suggestion.unit)
    length = 15
    length_unit = TimeUnit.WORKING_DAY
    rolls = True
    source = "地方规定"
    started_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=20))
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=3))
