"""What differs between two versions: shares, texts, criteria that came and went."""

from decimal import Decimal

import pytest

from campaigns.rubric_changes import Change, changes
from campaigns.versions import draft_of_next, new_version
from tests.factories import RubricFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def before():
    return RubricFactory()


@pytest.fixture
def after(before):
    return new_version(before)


def altered(after, which, **texts):
    criterion = after.criteria.get(name=which)
    for field, text in texts.items():
        setattr(criterion, field, text)
    criterion.save()
    after.refresh_from_db()


def test_a_copy_differs_in_nothing(before, after):
    assert changes(before, after) == []


def test_a_version_not_stored_yet_can_be_compared(before):
    assert changes(before, draft_of_next(before)) == []


def test_a_weight_changes_every_criterions_share(before, after):
    altered(after, "公益性", weight=5)

    found = {change.name: (change.before, change.after) for change in changes(before, after)}

    assert found["公益性"] == (Decimal("0.25"), Decimal("0.625"))
    assert found["科学性"] == (Decimal("0.25"), Decimal("0.125"))
    assert len(found) == 4


def test_weights_that_grow_alike_change_nothing(before, after):
    after.criteria.all().update(weight=3)

    assert changes(before, after) == []


def test_a_changed_anchor_is_shown_with_what_went_and_what_came(before, after):
    altered(after, "科学性", anchor_3="科学性三级")

    (change,) = changes(before, after)
    (text,) = change.texts

    assert change.change == Change.CHANGED
    assert (text.before, text.after) == ("科学性3", "科学性三级")
    assert text.parts == [("same", "科学性"), ("gone", "3"), ("new", "三级")]


def test_a_new_criterion_and_one_left_out(before, after):
    after.criteria.filter(name="针对性").delete()
    row = after.criteria.first()
    row.pk, row.name, row.description, row.sort_order = None, "创新性", "有没有新意", 9
    row.save()

    found = [(change.name, change.change) for change in changes(before, after)]

    assert found == [("创新性", Change.ADDED), ("针对性", Change.REMOVED)]


def test_a_new_name_for_the_same_description_is_a_changed_name(before, after):
    altered(after, "实操性", name="可行性")

    (change,) = changes(before, after)

    assert change.change == Change.CHANGED
    assert [(text.before, text.after) for text in change.texts] == [("实操性", "可行性")]


def test_all_weights_zero_can_still_be_compared(before, after):
    after.criteria.all().update(weight=0)

    assert {change.after for change in changes(before, after)} == {Decimal(0)}
