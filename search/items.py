"""What both engines store: one shape for everything that can be found."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Index(StrEnum):
    """The two indexes. They are kept apart, so that no filter forgotten can mix them."""

    PUBLIC = "public"
    """Exactly what any visitor may see."""
    STAFF = "staff"
    """All but sealed reports; asked only together with a scope."""


class Kind(TextChoices):
    """What a found thing is."""

    SUGGESTION = "suggestion", _("Suggestions")
    GOLDEN_IDEA = "golden_idea", _("Golden ideas")
    CAMPAIGN = "campaign", _("Campaigns")
    ARTICLE = "article", _("Regulations")
    HOTLINE = "hotline", _("Hotline results")


class Facet(TextChoices):
    """What results can be narrowed down by."""

    KIND = "kind", _("Kind")
    CAMPAIGN = "campaign", _("Campaign")
    TOPIC = "topic", _("Topic")
    YEAR = "year", _("Year")
    STATE = "state", pgettext_lazy("of a suggestion", "state")
    AREA = "area", _("Area")
    UNIT = "unit", _("Unit")
    CLASSIFICATION = "classification", _("Class")


EVERYONE = "*"
"""The unit path of what every member of staff may see."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be found, prepared by its source.

    `keywords` are found but not shown; `facets` holds machine values (slugs, codes); `units`
    the tree paths of the units whose staff may see it; `prior` multiplies its relevance;
    `version` grows with each change; `citations` are tokens that name it exactly.
    """

    kind: Kind
    row: int
    title: str
    body: str
    url: str
    date: date
    version: int
    keywords: str = ""
    facets: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    popularity: int = 0
    prior: float = 1.0
    units: tuple[str, ...] = (EVERYONE,)
    citations: tuple[str, ...] = ()

    @property
    def key(self) -> "Key":
        """What names this item in every index."""
        return Key(self.kind, self.row)

    @property
    def values(self) -> dict[Facet, tuple[str, ...]]:
        """All facet values, those that follow from kind and date included."""
        own = {Facet.KIND: (str(self.kind),), Facet.YEAR: (str(self.date.year),)}
        return {facet: own.get(facet, self.facets.get(facet, ())) for facet in Facet}

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits that change with anything an index stores, except the version."""
        # not asdict(): its deep copies take longer than all the rest
        content = {name: getattr(self, name) for name in _STORED} | {"version": 0}
        text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=True)
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


_STORED = tuple(one.name for one in fields(Item))


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Kind and primary key of the row that an item was made of."""

    kind: Kind
    row: int

    def __str__(self) -> str:
        """The form used as an identifier: suggestion-17."""
        return f"{self.kind}-{self.row}"
