"""Chinese numerals: both ways, in every form a law or a reader writes."""

import pytest

from portal.regulations.numerals import LARGEST, to_number, to_numeral


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十二", 22),
        ("廿二", 22),
        ("一百", 100),
        ("一百零一", 101),
        ("一百〇一", 101),
        ("一○一", 101),
        ("一百一十", 110),
        ("一百十", 110),
        ("一百二十", 120),
        ("一千零一", 1001),
        ("一千零一十", 1010),
        ("一千二百六十", 1260),
        ("两百", 200),
        ("22", 22),
        ("２２", 22),
        ("二 十 二", 22),
        ("二〇", 20),
    ],
)
def test_a_numeral_is_read_in_every_form(written, number):
    assert to_number(written) == number


@pytest.mark.parametrize("text", ["", "百十百", "十百", "一二十", "零十", "十条", "万", "10000"])
def test_what_is_no_numeral_is_refused(text):
    with pytest.raises(ValueError, match="is"):
        to_number(text)


def test_every_number_reads_back_as_it_was_written():
    numbers = range(1, LARGEST + 1)

    assert [to_number(to_numeral(number)) for number in numbers] == list(numbers)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (10, "十"),
        (19, "十九"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1002, "一千零二"),
    ],
)
def test_numbers_are_written_as_laws_write_them(number, written):
    assert to_numeral(number) == written


@pytest.mark.parametrize("number", [0, -1, LARGEST + 1])
def test_numbers_that_no_article_has_are_refused(number):
    with pytest.raises(ValueError, match="no numeral"):
        to_numeral(number)
