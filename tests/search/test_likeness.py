"""Likeness: the same text is 1, nothing in common is 0, rare pairs say more than common ones."""

import pytest

from search.likeness import likeness, pairs, vector

RARITIES = {"停车": 3.0, "车位": 4.0, "位不": 6.0, "不足": 2.0, "小区": 1.0}


def alike(text, other):
    return likeness(vector(pairs(text), RARITIES), pairs(other), RARITIES)


def test_the_same_text_is_wholly_alike():
    assert alike("停车位不足", "停车位不足") == pytest.approx(1)


def test_nothing_in_common_is_not_alike_at_all():
    assert alike("停车位不足", "公园长椅") == 0


def test_rare_pairs_in_common_say_more_than_common_ones():
    assert alike("车位，小区", "车位") > alike("车位，小区", "小区")


def test_what_only_the_other_text_says_makes_it_less_alike():
    assert alike("停车", "停车") > alike("停车", "停车，公园里的长椅坏了")


def test_a_text_without_known_pairs_is_like_nothing():
    assert alike("公园长椅", "公园长椅") == 0
