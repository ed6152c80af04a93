"""Which queries are never written down: those that may say who somebody is.

People paste into search boxes what they have at hand: telephone and identity numbers, receipt
numbers, tracking codes, addresses. A name cannot be told from other words; so a query shows in
the report only once it was asked several times (search.asked.log).
"""

import re

from portal import chinese

LONGEST = 30
"""Characters; who writes more tells a story, perhaps their own."""

_BETWEEN = re.compile(r"[\s\-‐‑–—_.,·()（）+/:]+")
_NUMBER = re.compile(r"[0-9]{7}|[零〇一二三四五六七八九幺]{7}")
_CODE = re.compile(
    r"(?=[a-z]*[0-9])(?=[0-9]*[a-z])[0-9a-z]{10}"
    r"|(?<![0-9a-z])[0-9a-hjkmnp-tv-z]{12}(?![0-9a-z])"  # the signs of a tracking code
)
_CODE_IN_GROUPS = re.compile(r"(?:[0-9a-z]{4}[\s\-‐‑–—_.]+){2}[0-9a-z]{4}")
_PLATE = re.compile(r"[\u4e00-\u9fff][a-z][0-9a-z]*[0-9][0-9a-z]*")
_HOME = re.compile(r"[0-9一二三四五六七八九十]+(?:号楼|栋|幢|单元|室|号院)")
_PLATE_LENGTH = range(7, 9)


def may_tell_who(query: str) -> bool:
    """Whether `query` may hold a number, code or address of somebody, or is very long."""
    folded = chinese.fold(query)
    if len(folded) > LONGEST or "@" in folded:
        return True
    bare = _BETWEEN.sub("", folded)
    plates = (match[0] for match in _PLATE.finditer(bare))
    return bool(
        _NUMBER.search(bare)
        or _CODE.search(bare)
        or _CODE_IN_GROUPS.search(folded)
        or _HOME.search(bare)
        or any(len(plate) in _PLATE_LENGTH for plate in plates)
    )
