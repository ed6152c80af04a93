"""Stable paging: every row once, in both directions, at the cost of one page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from portal.models import User
from portal.paging import window
from tests.factories import UserFactory

ORDER = ["-name", "pk"]


def shown(**fields):
    return window(User.objects.all(), ORDER, **{"cursor": "", "size": 2} | fields)


def keys(page):
    return [row.pk for row in page.rows]


class EveryRowOnce(TestCase):
    @settings(max_examples=20)
    @given(st.lists(st.sampled_from("甲乙丙"), max_size=9), st.integers(1, 4))
    def test_walking_forwards_and_back_meets_every_row_once(self, names, size):
        for number, name in enumerate(names):
            UserFactory(username=f"u{number}", name=name, password="")
        expected = list(User.objects.order_by(*ORDER).values_list("pk", flat=True))

        pages = [shown(size=size)]
        while pages[-1].older:
            pages.append(shown(size=size, cursor=pages[-1].older))
        back = [pages[-1]]
        while back[-1].newer:
            back.append(shown(size=size, cursor=back[-1].newer))

        assert [key for page in pages for key in keys(page)] == expected
        assert [key for page in reversed(back) for key in keys(page)] == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor", ["x", "after-", "after-x", "after-0", "before-" + "9" * 30, "after-²", "-1"]
)
def test_a_cursor_that_means_nothing_shows_the_first_page(cursor):
    users = UserFactory.create_batch(3, name="甲")

    page = shown(cursor=cursor)

    assert keys(page) == [users[0].pk, users[1].pk]
    assert page.newer == ""


@pytest.mark.django_db
def test_a_row_that_came_meanwhile_moves_nothing():
    users = [UserFactory(name=name) for name in "丁丙乙甲"]
    users.sort(key=lambda user: user.name, reverse=True)
    first = shown()

    UserFactory(name="龙")
    second = shown(cursor=first.older)

    assert keys(second) == [user.pk for user in users[2:]]


@pytest.mark.django_db
def test_a_page_costs_two_queries_and_builds_only_its_rows(django_assert_num_queries):
    UserFactory.create_batch(20)
    cursor = shown(size=5).older

    with django_assert_num_queries(2):
        page = shown(size=5, cursor=cursor)

    assert len(page.rows) == 5
