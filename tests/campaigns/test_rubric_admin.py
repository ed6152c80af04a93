from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Rubric
from campaigns.rubric_version import BACK, CONFIRMED
from campaigns.versions import COPIED, freeze
from portal.organisation.membership import Role
from tests.factories import RubricFactory, UnitFactory, UserFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = staff(Role.EDITOR, unit=UnitFactory())
    client.force_login(person)
    return person


def new_version_of(rubric):
    return reverse("rubrics:new_version", args=[rubric.pk])


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


def typed(rubric, **changed):
    """What the browser sends of the form for the next version of `rubric`."""
    rows = list(rubric.criteria.all())
    data = {
        "name": rubric.name,
        "criteria-TOTAL_FORMS": len(rows),
        "criteria-INITIAL_FORMS": len(rows),
        "criteria-MIN_NUM_FORMS": 1,
        "criteria-MAX_NUM_FORMS": 1000,
    }
    for place, row in enumerate(rows):
        for field in COPIED[1:]:
            data[f"criteria-{place}-{field}"] = getattr(row, field)
        data |= {f"criteria-{place}-id": "", f"criteria-{place}-ORDER": place + 1}
    return data | changed


def versions(rubric):
    return Rubric.objects.filter(name=rubric.name)


def test_the_form_of_the_next_version_starts_as_a_copy_and_makes_nothing(client, editor):
    rubric = RubricFactory()

    answer = client.get(new_version_of(rubric))

    form = answer.context["form"]
    names = [one.initial["name"] for one in form.formsets["criteria"].initial_forms]
    assert names == ["针对性", "公益性", "科学性", "实操性"]
    assert versions(rubric).count() == 1


def test_the_next_version_is_compared_before_it_is_made(client, editor):
    rubric = RubricFactory()
    data = typed(rubric) | {"criteria-1-anchor_3": "新的三级说明", "criteria-1-weight": 3}

    answer = client.post(new_version_of(rubric), data)

    found = {change.name: change for change in answer.context["changes"]}
    assert [text.after for text in found["公益性"].texts] == ["新的三级说明"]
    assert (found["公益性"].before, found["公益性"].after) == (Decimal("0.25"), Decimal("0.5"))
    assert versions(rubric).count() == 1


def test_the_confirmed_version_is_made_as_typed_and_the_old_one_stays(client, editor):
    rubric = RubricFactory()
    freeze(rubric, at=timezone.now())
    data = typed(rubric) | {"criteria-0-weight": 2, CONFIRMED: "1"}

    answer = client.post(new_version_of(rubric), data)

    following = versions(rubric).get(version=2)
    assert answer.url == reverse("rubrics:inspect", args=[following.pk])
    assert [row.weight for row in following.criteria.all()] == [2, 1, 1, 1]
    assert [row.weight for row in rubric.criteria.all()] == [1, 1, 1, 1]


def test_what_was_typed_can_be_gone_back_to(client, editor):
    rubric = RubricFactory()

    answer = client.post(new_version_of(rubric), typed(rubric) | {BACK: "1"})

    assert answer.context["form"].is_bound
    assert versions(rubric).count() == 1


def test_two_who_make_the_next_version_make_two(client, editor):
    rubric = RubricFactory()
    for _editor in range(2):
        client.post(new_version_of(rubric), typed(rubric) | {CONFIRMED: "1"})

    assert sorted(versions(rubric).values_list("version", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize("confirm", [{}, {CONFIRMED: "1"}])
def test_weights_that_are_all_zero_make_no_version(client, editor, confirm):
    rubric = RubricFactory()
    zero = {f"criteria-{place}-weight": 0 for place in range(4)}

    answer = client.post(new_version_of(rubric), typed(rubric) | zero | confirm)

    assert answer.context["form"].non_field_errors()
    assert versions(rubric).count() == 1


def test_another_name_for_the_next_version_is_not_taken(client, editor):
    rubric = RubricFactory()

    client.post(new_version_of(rubric), typed(rubric, name="别的名字") | {CONFIRMED: "1"})

    assert versions(rubric).count() == 2


@pytest.mark.parametrize(
    ("role", "may"),
    [(role, role in (Role.EDITOR, Role.CHAIR)) for role in Role],
)
def test_only_editors_and_chairs_make_a_new_version(client, role, may):
    rubric = RubricFactory()
    client.force_login(staff(role, unit=UnitFactory()))

    client.post(new_version_of(rubric), typed(rubric) | {CONFIRMED: "1"})

    assert Rubric.objects.filter(name=rubric.name).count() == (2 if may else 1)


def test_citizen_does_not_see_the_rubrics_of_the_admin(client):
    client.force_login(UserFactory())

    assert client.get(reverse("rubrics:index")).status_code == 302
