"""Text that leaves in a spreadsheet cannot run there."""

import pytest

from portal.spreadsheets.writing import safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@sum", "\t=1", "\r=1", "＝1"])
def test_text_that_a_spreadsheet_would_run_is_marked_as_text(text):
    assert safe_cell(text) == "'" + text


def test_other_text_is_left_alone():
    assert safe_cell("路灯=好") == "路灯=好"
