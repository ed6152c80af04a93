from decimal import Decimal

import pytest
from django.utils import timezone

from campaigns.models import Rubric
from campaigns.rubrics import DEFAULT_NAME, LEVELS, default_rubric
from campaigns.versions import freeze, new_version

pytestmark = pytest.mark.django_db


def test_every_site_starts_with_the_rubric_of_the_four_criteria():
    rubric = Rubric.objects.get(name=DEFAULT_NAME)

    assert [criterion.name for criterion in rubric.criteria.all()] == [
        "针对性",
        "公益性",
        "科学性",
        "实操性",
    ]


def test_default_rubric_has_a_different_anchor_for_each_level():
    for criterion in default_rubric().criteria.all():
        levels, words = zip(*criterion.anchors(), strict=True)
        assert levels == tuple(LEVELS)
        assert len(set(words)) == len(LEVELS)
        assert all(words)


def test_default_rubric_is_made_anew_if_somebody_deleted_it():
    Rubric.objects.all().delete()

    rubric = default_rubric()

    assert rubric.criteria.count() == 4


def test_default_rubric_is_its_newest_version():
    newest = new_version(default_rubric())

    assert default_rubric() == newest


def test_shares_follow_the_weights_and_add_up_to_one():
    shares = [share for _criterion, share in default_rubric().weighted()]

    assert shares == [Decimal("0.25"), Decimal("0.25"), Decimal("0.2"), Decimal("0.3")]
    assert sum(shares) == 1


def test_rubric_is_frozen_once_and_the_first_time_counts():
    rubric = default_rubric()
    first = timezone.now()

    freeze(rubric, at=first)
    freeze(rubric, at=timezone.now())

    assert rubric.is_frozen
    assert rubric.frozen_at == first
