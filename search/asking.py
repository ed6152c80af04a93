"""Asking the engine that answers, and the other one while that is down."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from search.engines.chosen import engine, engine_names
from search.engines.interface import Engine, SearchUnavailable

T = TypeVar("T")

LEFT_ALONE_FOR = 15
"""Seconds in which an engine that did not answer is not asked again."""


def ask(question: Callable[[Engine], T]) -> tuple[T, bool]:
    """What `question` answers, and whether the first engine was down.

    Raises SearchUnavailable if none answers.
    """
    for place, name in enumerate(engine_names()):
        if cache.get(_down(name)):
            continue
        try:
            return question(engine(name)), place > 0
        except SearchUnavailable:
            cache.set(_down(name), True, LEFT_ALONE_FOR)
    raise SearchUnavailable("no search engine answers")


def _down(name: str) -> str:
    return f"search-down-{name}"
