"""The text in a file's bytes: UTF-8 with or without mark, UTF-16 with mark, GB18030."""

import codecs
import re

from django.utils.translation import gettext as _

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes; the Civil Code, the longest law, has a third of a megabyte."""

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Controls but for tab and line end, and what copying from web pages leaves behind.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


class UnreadableText(Exception):
    """The bytes are no text we know; the message says so in the reader's language."""


def decode(content: bytes) -> str:
    """The text in `content`, with \\n as line end and without invisible characters.

    Raises UnreadableText if it is too long or in none of the known encodings.
    """
    if len(content) > LARGEST_FILE:
        raise UnreadableText(
            _("The file has more than {size} MB.").format(size=LARGEST_FILE // 1024**2)
        )
    return clean(_decoded(content))


def _decoded(content: bytes) -> str:
    """`content` by its mark, else as UTF-8, else as GB18030."""
    marked = [name for mark, name in _MARKS.items() if content.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableText(_("The text is neither in UTF-8 nor in GB18030."))


def clean(text: str) -> str:
    """`text` with \\n as line end, without controls, zero-width marks and lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _UNSEEN.sub("", text)
    return text.encode("utf-8", "ignore").decode("utf-8")
