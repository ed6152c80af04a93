"""Codes and the sheet: nothing is guessed or misread, every name is drawn."""

from datetime import date

import pytest

from suggestions.commendation.codes import ALPHABET, digest_of, grouped, new_code, parse
from suggestions.commendation.picture.fonts import FontMissing, font_for, fonts, width, wrapped
from suggestions.commendation.picture.sheet import HEIGHT, WIDTH, Words, chinese_date, draw_sheet


def words(**other):
    return Words(
        **(
            {
                "name": "王𬭎",
                "award": "表扬",
                "for_what": "路灯",
                "issuer": "青禾市",
                "issued_on": date(2026, 11, 22),
                "code": "0" * 20,
                "address": "https://example.org/check/",
            }
            | other
        )
    )


def test_a_code_is_found_however_it_is_typed():
    code = new_code()

    for typed in (
        code,
        grouped(code),
        f" {code.lower()} ",
        code.replace("0", "O").replace("1", "l"),
    ):
        assert parse(typed) == code


def test_one_wrong_character_is_no_code():
    code = new_code()

    for place in range(len(code)):
        other = next(c for c in ALPHABET if c != code[place])
        assert parse(code[:place] + other + code[place + 1 :]) == ""


def test_two_characters_that_changed_places_are_nearly_never_a_code():
    """ISO/IEC 7064's hybrid systems find every wrong character, and nearly every turned pair."""
    turned = [
        code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        for code in (new_code() for _number in range(100))
        for place in range(len(code) - 1)
        if code[place] != code[place + 1]
    ]

    assert sum(parse(typed) != "" for typed in turned) < len(turned) / 50


def test_codes_do_not_repeat_and_digests_do_not_tell_them():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(code not in digest_of(code) for code in codes)


@pytest.mark.parametrize("name", ["王𬭎", "𠮷野", "阿卜杜热合曼·买买提艾力", "长" * 100])
def test_the_sheet_has_its_size_and_shows_the_name(name):
    sheet = draw_sheet(words(name=name))
    without = draw_sheet(words(name="一"))

    assert sheet.size == (WIDTH, HEIGHT) == (3508, 2480)
    band = (0, 700, WIDTH, 1200)
    assert sheet.crop(band).tobytes() != without.crop(band).tobytes()


def test_rare_characters_are_drawn_and_not_as_missing_ones():
    missing = {bytes(font.getmask("\U0010ffff")) for font in fonts(100)}

    for character in "𬭎𠮷〇·":
        assert bytes(font_for(character, 100).getmask(character)) not in missing


def test_a_character_that_no_font_has_is_named():
    with pytest.raises(FontMissing, match=r"U\+10FFFF"):
        draw_sheet(words(name="\U0010ffff"))


def test_without_a_font_the_error_says_what_to_install(settings):
    settings.CERTIFICATE_FONTS = ["/nowhere/font.ttc"]
    fonts.cache_clear()

    with pytest.raises(FontMissing, match="fonts-noto-cjk"):
        draw_sheet(words())
    fonts.cache_clear()


@pytest.mark.parametrize(
    "text", ["王" * 200, "（" + "王" * 90 + "）。" * 3, "a" * 300], ids=["long", "marks", "latin"]
)
def test_no_line_is_wider_than_it_may_be(text):
    lines = wrapped(text, 60, 1000)

    assert "".join(lines) == text
    assert all(width(line.rstrip("，。、；：！？」』）》”’"), 60) <= 1000 for line in lines)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 22), "二〇二六年十一月二十二日"),
        (date(2030, 1, 10), "二〇三〇年一月十日"),
        (date(2027, 10, 31), "二〇二七年十月三十一日"),
    ],
)
def test_days_are_written_as_documents_write_them(day, written):
    assert chinese_date(day) == written
