"""Names of laws: what its versions share, and their addresses."""

import re
import unicodedata

from django.utils.text import slugify
from pypinyin import lazy_pinyin

KEY_LENGTH = 200
SLUG_LENGTH = 80

STATE = "中华人民共和国"
# What is added to a title to tell versions apart: （2018年修正）, (2023修订).
_VERSION = re.compile(
    r"\((?:\d{4}年?)?(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)(?:文本)?\)$"
)
_UNWRITTEN = re.compile(r"[\s《》〈〉<>]+")


def law_key(title: str) -> str:
    """What all versions of one law share: its name without 中华人民共和国, brackets, version."""
    bare = _UNWRITTEN.sub("", unicodedata.normalize("NFKC", title))
    bare = _VERSION.sub("", bare)
    return (bare.removeprefix(STATE) or bare)[:KEY_LENGTH]


def address(name: str, *, suffix: str = "") -> str:
    """A page address made of the sound of `name`, in letters and digits, and `suffix`."""
    sound = slugify(" ".join(lazy_pinyin(name)))[:SLUG_LENGTH].strip("-")
    return "-".join(part for part in (sound or "page", suffix) if part)
