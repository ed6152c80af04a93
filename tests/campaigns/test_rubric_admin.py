import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Rubric
from campaigns.versions import freeze
from portal.organisation.membership import Role
from tests.factories import RubricFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = staff(Role.EDITOR, unit=UnitFactory())
    client.force_login(person)
    return person


def test_frozen_rubric_is_shown_and_not_opened_for_changes(client, editor):
    rubric = RubricFactory()
    freeze(rubric, at=timezone.now())

    answer = client.get(reverse("rubrics:edit", args=[rubric.pk]))

    assert answer.status_code == 302
    assert answer.url == reverse("rubrics:inspect", args=[rubric.pk])


@pytest.mark.parametrize("view", ["edit", "delete"])
def test_frozen_rubric_is_neither_changed_nor_deleted(client, editor, view):
    rubric = RubricFactory()
    freeze(rubric, at=timezone.now())

    client.post(reverse(f"rubrics:{view}", args=[rubric.pk]), {"name": "别的名字"})

    assert Rubric.objects.get(pk=rubric.pk).name == rubric.name


def test_rubric_nobody_has_used_is_deleted(client, editor):
    rubric = RubricFactory()

    client.post(reverse("rubrics:delete", args=[rubric.pk]))

    assert not Rubric.objects.filter(pk=rubric.pk).exists()


def test_inspecting_shows_every_anchor(client, editor):
    rubric = RubricFactory()

    answer = client.get(reverse("rubrics:inspect", args=[rubric.pk])).content.decode()

    for criterion in rubric.criteria.all():
        for _level, words in criterion.anchors():
            assert words in answer


def test_looking_at_the_question_makes_no_version(client, editor):
    rubric = RubricFactory()

    answer = client.get(reverse("rubrics:new_version", args=[rubric.pk]))

    assert answer.status_code == 200
    assert Rubric.objects.filter(name=rubric.name).count() == 1


def test_new_version_is_made_and_opened(client, editor):
    rubric = RubricFactory()
    freeze(rubric, at=timezone.now())

    answer = client.post(reverse("rubrics:new_version", args=[rubric.pk]))

    following = Rubric.objects.get(name=rubric.name, version=2)
    assert answer.url == reverse("rubrics:edit", args=[following.pk])
    assert following.criteria.count() == rubric.criteria.count()


@pytest.mark.parametrize(
    ("role", "may"),
    [(role, role in (Role.EDITOR, Role.CHAIR)) for role in Role],
)
def test_only_editors_and_chairs_make_a_new_version(client, role, may):
    rubric = RubricFactory()
    client.force_login(staff(role, unit=UnitFactory()))

    client.post(reverse("rubrics:new_version", args=[rubric.pk]))

    assert Rubric.objects.filter(name=rubric.name).count() == (2 if may else 1)


def test_citizen_does_not_see_the_rubrics_of_the_admin(client):
    client.force_login(UserFactory())

    assert client.get(reverse("rubrics:index")).status_code == 302
