"""Factories of golden ideas and actions."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from suggestions.conversion.action import Action
from suggestions.conversion.golden_idea import GoldenIdea
from tests.factories.review import DecisionFactory


class GoldenIdeaFactory(DjangoModelFactory):
    """An adopted, published idea."""

    class Meta:
        model = GoldenIdea

    @classmethod
    def _create(cls, model_class, *args, **fields):
        idea = DecisionFactory(**fields).golden_idea
        idea.suggestion.public_since = timezone.now()
        idea.suggestion.save(update_fields=["public_since"])
        return idea


class ActionFactory(DjangoModelFactory):
    """A planned action of the unit in charge, due in a month."""

    class Meta:
        model = Action

    idea = factory.SubFactory(GoldenIdeaFactory)
    what = factory.Sequence(lambda n: f"落实措施{n}")
    unit = factory.LazyAttribute(lambda action: action.idea.suggestion.unit)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
