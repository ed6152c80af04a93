"""The trial's diary: what each step counted, and how long it took."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

Figures = dict[str, Any]


@dataclass
class Diary:
    """Collects the steps and prints each as it ends."""

    write: Callable[[str], object]
    steps: list[Figures] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[Figures]:
        """Time the block; what it puts into the figures is printed and kept.

        A step that fails is not written down.
        """
        figures: Figures = {}
        started = perf_counter()
        yield figures
        seconds = round(perf_counter() - started, 3)
        self.steps.append({"step": name, "seconds": seconds, **figures})
        told = ", ".join(f"{key} {_plain(value)}" for key, value in figures.items())
        self.write(f"{name:34} {seconds:8.2f} s  {told}")


def _plain(value: Any) -> str:
    """A figure as a person reads it."""
    if isinstance(value, dict):
        return "(" + ", ".join(f"{key} {_plain(part)}" for key, part in value.items()) + ")"
    if isinstance(value, list):
        return "[" + " ".join(str(part) for part in value) + "]"
    return str(value)
