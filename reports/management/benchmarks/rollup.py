"""Rebuilding a month and a year, against one hand-written SQL statement in the same run."""

from collections.abc import Iterator

from reports.management.benchmarks.figures import Figure


def measure() -> Iterator[Figure]:
    yield from ()
