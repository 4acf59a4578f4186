"""Minutes and the month's report, against bare WeasyPrint on the same HTML."""

from collections.abc import Iterator

from reports.management.benchmarks.figures import Figure


def measure() -> Iterator[Figure]:
    yield from ()
