"""Cells that leave the portal: text that a spreadsheet would run is marked as text."""

STARTERS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""First characters that Excel, WPS or LibreOffice take for a formula (OWASP: CSV injection)."""


def safe_cell(text: str) -> str:
    """`text`, with an apostrophe before it if a spreadsheet would read it as a formula."""
    return f"'{text}" if text.startswith(STARTERS) else text
