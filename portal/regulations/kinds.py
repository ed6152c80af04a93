"""Kinds of regulations and whether they are in force."""

import re
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.regulations.naming import STATE


class Kind(models.TextChoices):
    """Who made a regulation, in the order of their rank (立法法; 规范性文件 below them)."""

    PARTY = "party", _("Party regulations")
    LAW = "law", _("Law")
    ADMINISTRATIVE = "administrative", _("Administrative regulations")
    LOCAL = "local", _("Local regulations")
    RULES = "rules", _("Government rules")
    NORMATIVE = "normative", _("Normative documents")


class Status(models.TextChoices):
    """Whether a dated version is in force."""

    IN_FORCE = "in_force", _("In force")
    UPCOMING = "upcoming", _("Not yet in force")
    AMENDED = "amended", _("Amended")
    REPEALED = "repealed", _("Repealed")


CURRENT = frozenset({Status.IN_FORCE, Status.UPCOMING})
"""What a reader has to go by, now or soon."""

_PLACE = r"(?:省|自治[区州县]|[市州县区盟旗])"
_ISSUERS: tuple[tuple[str, Kind], ...] = (
    (r"中共中央|中国共产党|中央委员会", Kind.PARTY),
    # Before 2000 ministries issued administrative regulations that the State Council approved.
    (r"国务院(?!令?办公厅)", Kind.ADMINISTRATIVE),
    (rf"{_PLACE}.{{0,12}}(?:人民代表大会|人大常委会)", Kind.LOCAL),
    (r"(?:全国人民代表大会|全国人大|中华人民共和国主席令)", Kind.LAW),
    (rf"{_PLACE}人民政府令|(?:部|委员会|总局|署|人民银行)令", Kind.RULES),
)
_TITLES: tuple[tuple[str, Kind], ...] = (
    (r"中国共产党|^中共", Kind.PARTY),
    (r"^\w{1,8}(?:省|自治[区州县]|(?<!城)市(?![场容])).*(?:条例|规定)$", Kind.LOCAL),
    (r"(?<!办)法$", Kind.LAW),
    (r"条例$|国务院", Kind.ADMINISTRATIVE),
)


def guess_kind(title: str, history: Iterable[str], *, otherwise: Kind = Kind.NORMATIVE) -> Kind:
    """The likely kind: by who decided (history, first line first), else by the title.

    `otherwise` is what neither tells; editors correct it.
    """
    for line in history:
        for pattern, kind in _ISSUERS:
            if re.search(pattern, line):
                return kind
    bare = title.removeprefix(STATE)
    return next((kind for pattern, kind in _TITLES if re.search(pattern, bare)), otherwise)
