"""One measured number, and the ways of coming by it."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    section: str
    figure: str
    value: float
    unit: str
    how: str

    def as_row(self) -> dict[str, str | float]:
        return asdict(self)


def seconds_of(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def percentile(values: list[float], part: float) -> float:
    """The nearest-rank percentile: a value that was really measured."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def spread(section: str, name: str, act: Callable[[], object], *, times: int, how: str) -> Iterator[Figure]:
    """p50 and p95 in milliseconds of doing something `times` times, after once to warm up."""
    act()
    taken = [seconds_of(act) * 1000 for _ in range(times)]
    for label, part in (("p50", 0.5), ("p95", 0.95)):
        yield Figure(section, f"{name} {label}", round(percentile(taken, part), 1), "ms", how)
