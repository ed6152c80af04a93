"""Keeping lists: words come in one to a line, typed or from a file; nothing is lost silently."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from suggestions.handling.words.looking import fold
from suggestions.handling.words.word_list import WORD_LENGTH, Word, WordList

LEAST = 2
"""Characters: a single one is part of ordinary words everywhere."""


@dataclass(frozen=True)
class Taken:
    """How many words came in, how many were there already, and which lines cannot be words."""

    added: int
    known: int
    refused: tuple[str, ...]


@transaction.atomic
def add_words(word_list: WordList, lines: Iterable[str]) -> Taken:
    """Add a word for each line to `word_list`; twice the same is one.

    Lines of one character or of more than WORD_LENGTH are refused, empty ones are nothing.
    """
    folded = {line.strip(): fold(line) for line in lines if line.strip()}
    refused = tuple(line for line, word in folded.items() if not LEAST <= len(word) <= WORD_LENGTH)
    words = {word for line, word in folded.items() if line not in refused}
    known = set(word_list.words.values_list("word", flat=True))
    fresh = sorted(words - known)
    Word.objects.bulk_create(Word(word_list=word_list, word=word) for word in fresh)
    touch(word_list)
    return Taken(len(fresh), len(words & known), refused)


@transaction.atomic
def replace_words(word_list: WordList, lines: Iterable[str]) -> Taken:
    """Let `word_list` hold exactly the words of `lines`."""
    lines = list(lines)
    word_list.words.exclude(word__in={fold(line) for line in lines}).delete()
    return add_words(word_list, lines)


def touch(word_list: WordList) -> None:
    """Say that the list is another now, so that every process reads it again."""
    word_list.changed_at = timezone.now()
    word_list.save(update_fields=["changed_at"])
