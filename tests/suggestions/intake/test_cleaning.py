"""Cleaning: what goes, what stays, and that a second cleaning changes nothing."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from suggestions.intake.cleaning import clean_line, clean_text

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)


@given(ANY_TEXT)
def test_a_line_is_one_line_and_nothing_steers_the_terminal(text):
    line = clean_line(text)

    assert "\n" not in line
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)


@given(ANY_TEXT, st.sampled_from(["\ud800", "\udbff", "\udc00", "\udfff"]))
def test_half_a_character_is_refused_wherever_it_stands(text, half):
    middle = len(text) // 2

    for clean in (clean_line, clean_text):
        with pytest.raises(ValidationError):
            clean(text[:middle] + half + text[middle:])


@pytest.mark.parametrize(
    "text", ["阿卜杜拉·𠮷𬭎", "辻󠄀口", "👨‍👩‍👧", "ئۇيغۇر", "བོད་ཡིག", "“引号”……——", "①２㎡"]
)
def test_scripts_rare_characters_and_signs_stay_as_written(text):
    assert clean_line(text) == clean_text(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cafe\u0301", "café"),
        ("一\r\n二\r三\x85四", "一\n二\n三\n四"),
        ("一  \n\n\n\n\t二 ", "一\n\n\t二"),
        ("\ufeff一\u200b二\u2060", "一二"),
        ("txt.\u202egpj", "txt.gpj"),
        ("\x1b[31m红", "[31m红"),
    ],
)
def test_what_readers_do_not_see_goes(typed, kept):
    assert clean_text(typed) == kept
