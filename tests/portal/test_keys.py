"""What a browser sends for the number of a row, also when somebody has made it up."""

import pytest

from portal.keys import key_in, keys_in


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "１２", "²", " 1", "9" * 19, "\x00"])
def test_what_is_no_number_is_none_that_a_row_has(text):
    assert key_in(text) == 0


@pytest.mark.parametrize("text", ["7", "9" * 18])
def test_a_number_is_that_number(text):
    assert key_in(text) == int(text)


def test_of_several_the_usable_ones_stay_in_order():
    assert keys_in(["3", "x", "9" * 30, "1"]) == [3, 1]
