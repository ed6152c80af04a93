"""Synonyms: words that mean the same, kept by editors and used from the next search on."""

import re
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import chinese

LONGEST_GROUP = 300
LONGEST_WORD = 30
MOST_WORDS = 10
_BETWEEN = re.compile(r"[=＝、，,;；|\n]+")

JOIN = "\x1f"
"""Stands between the runs of a spelled word: no text has it."""


class SynonymGroup(models.Model):
    """Words that are searched for together: who asks for one finds all of them."""

    words = models.CharField(
        _("words that mean the same"),
        max_length=LONGEST_GROUP,
        help_text=_("Two words or more with = between them, such as 停车难 = 停车位不足."),
    )

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self) -> str:
        """The words."""
        return self.words

    def clean(self) -> None:
        """Bring the words into one form; raises ValidationError if they are no group."""
        words = group_of(self.words)
        if len(words) < 2:
            raise ValidationError({"words": _("Write at least two different words.")})
        if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
            limits = {"words": MOST_WORDS, "characters": LONGEST_WORD}
            message = _("At most %(words)d words of at most %(characters)d characters each.")
            raise ValidationError({"words": message % limits})
        joined = " = ".join(words)
        if len(joined) > LONGEST_GROUP:
            message = _("At most %(characters)d characters in all.")
            raise ValidationError({"words": message % {"characters": LONGEST_GROUP}})
        self.words = joined


def group_of(text: str) -> list[str]:
    """The words in what an editor wrote, each once; what holds no letter or character is left."""
    words = (" ".join(word.split()) for word in _BETWEEN.split(text))
    return list({spelled(word): word for word in words if spelled(word)}.values())


def spelled(word: str) -> str:
    """A word as queries are compared with it: folded, its runs joined by JOIN."""
    return JOIN.join(han or other for han, other in chinese.runs(word))


def synonyms_of(groups: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each spelled word the others that mean the same, as editors wrote them."""
    found: dict[str, dict[str, str]] = {}
    for group in groups:
        words = {spelled(word): word for word in group_of(group)}
        for own in words:
            others = {other: word for other, word in words.items() if other != own}
            found.setdefault(own, {}).update(others)
    return {own: tuple(others.values()) for own, others in found.items() if others}
