"""p50, p95 and number of queries of each main page, as the account that uses it sees it."""

from collections.abc import Iterator

from reports.management.benchmarks.figures import Figure


def measure() -> Iterator[Figure]:
    yield from ()
