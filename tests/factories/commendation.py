"""Factories of commendations."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.organisation.membership import Role
from suggestions.commendation.commendation import Commendation
from suggestions.commendation.nominee import Nominee
from suggestions.states import State
from tests.factories.campaigns import CampaignFactory
from tests.factories.organisation import UnitFactory, staff
from tests.factories.suggestions import SuggestionFactory


class CommendationFactory(DjangoModelFactory):
    """A draft list of this year with nobody on it."""

    class Meta:
        model = Commendation

    title = factory.Sequence(lambda n: f"表扬{n}")
    unit = factory.SubFactory(UnitFactory)
    year = factory.LazyFunction(lambda: timezone.localdate().year)
    drafted_by = factory.LazyAttribute(lambda row: staff(Role.EDITOR, unit=row.unit))
    drafted_at = factory.LazyFunction(timezone.now)


class NomineeFactory(DjangoModelFactory):
    """An author on a list for one public golden idea with the author's name shown."""

    class Meta:
        model = Nominee

    commendation = factory.SubFactory(CommendationFactory)
    kind = "author"
    name = factory.Sequence(lambda n: f"作者{n}")
    points = 2
    came_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, suggestion=None, **fields):
        nominee = model_class.objects.create(**fields)
        if nominee.kind == "author":
            ground = suggestion or SuggestionFactory(
                campaign=CampaignFactory(organiser=nominee.commendation.unit),
                published=True,
                state=State.ADOPTED,
                author_name=nominee.name,
                author_shown=True,
            )
            nominee.grounds.add(ground)
        return nominee
