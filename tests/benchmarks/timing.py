"""Times of two ways to the same answer, taken in turns so that a busy moment hits both."""

from collections.abc import Callable, Iterable, Sequence
from statistics import quantiles
from time import perf_counter

Ask = Callable[[], object]


def p95_ratio(pairs: Iterable[tuple[Ask, Ask]]) -> float:
    """The 95th percentile of the first ways' times, divided by that of the second ways'."""
    ours: list[float] = []
    bare: list[float] = []
    for number, (first, second) in enumerate(pairs):
        both = [(first, ours), (second, bare)]
        for ask, times in both if number % 2 else reversed(both):
            start = perf_counter()
            ask()
            times.append(perf_counter() - start)
    return p95(ours) / p95(bare)


def p95(times: Sequence[float]) -> float:
    """The time within which 95 of 100 are done."""
    return quantiles(times, n=20)[-1]
