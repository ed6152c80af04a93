"""Factories of people, units, topics and areas."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.models import Area, Topic, Unit, User
from portal.organisation.membership import Role, appoint
from portal.organisation.unit import Tier


class UserFactory(DjangoModelFactory):
    """A citizen who has signed up."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"市民{n}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.org")
    password = factory.django.Password("correct horse battery")

    class Params:
        verified = factory.Trait(verified_at=factory.LazyFunction(timezone.now))


class UnitFactory(DjangoModelFactory):
    """A unit; `parent` puts it below another."""

    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"单位{n}")
    code = factory.Sequence(lambda n: f"U{n:06}")
    tier = Tier.COUNTY

    @classmethod
    def _create(cls, model_class, *args, parent=None, **fields):
        if parent is None:
            return model_class.add_root(**fields)
        parent.refresh_from_db()
        return parent.add_child(**fields)


class TopicFactory(DjangoModelFactory):
    """A topic of the first level."""

    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"主题{n}")
    code = factory.Sequence(lambda n: f"T{n:04}")

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return model_class.add_root(**fields)


class AreaFactory(DjangoModelFactory):
    """An area without a parent."""

    class Meta:
        model = Area

    name = factory.Sequence(lambda n: f"区域{n}")
    code = factory.Sequence(lambda n: f"{n:012}")

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return model_class.add_root(**fields)


def staff(*roles: Role, unit: Unit, **fields: object) -> User:
    """A user who holds `roles` for `unit` since yesterday."""
    user = UserFactory(**fields)
    for role in roles:
        appoint(user, role, unit, starts_on=timezone.localdate() - timedelta(days=1))
    return user
