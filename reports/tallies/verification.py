"""Everything computed once more, another way: plain Python over plain rows, one chapter at a time; then compared.

Nothing here is shared with the way tallies are made but the calendar (`timing`) and the rule of the year's grade.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import connection, transaction
from django.utils import timezone

from common.dates import month_of, months_between
from reports.models import COUNTS, YEAR_COUNTS, StaleTally, Tally, YearFact
from reports.tallies import recount, recount_years, refresh
from reports.tallies.recount_tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHOWN: Final = 20
MONTH_FIELDS: Final = ("parent_id", *Tally.LEAF, *COUNTS)
YEAR_FIELDS: Final = ("parent_id", "annual_grade", *YEAR_COUNTS)


@dataclass
class Comparison:
    """What was compared, and where the kept figures differ from the recomputed ones."""

    months: int = 0
    tallies: int = 0
    year_facts: int = 0
    figures: int = 0
    waiting: int = 0  # months marked while we looked: left out
    differences: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def is_well(self) -> bool:
        return not self.differences

    def as_row(self) -> dict[str, Any]:
        return {
            "months": self.months,
            "tallies": self.tallies,
            "year_facts": self.year_facts,
            "figures": self.figures,
            "waiting": self.waiting,
            "differences": len(self.differences),
            "first_differences": self.differences[:SHOWN],
            "seconds": round(self.seconds, 2),
        }


def verify(first: date, last: date) -> Comparison:
    """Take what is marked, then compare every month and year as of one moment."""
    began = timezone.now()
    refresh.mark_what_time_has_changed()
    refresh.refresh_stale()
    found = Comparison()
    with _one_moment():
        today = timezone.localdate()
        marked = set(StaleTally.objects.values_list("month", flat=True))
        found.waiting = len(marked)
        tree = Tree.read()
        for year in sorted({month.year for month in months_between(first, last)}):
            ends = (date(year, 1, 1), min(date(year, 12, 1), month_of(today)))
            counted = {month: recount.month_rows(month, tree, today) for month in months_between(*ends)}
            for month in sorted(counted.keys() - marked):
                if first <= month <= last:
                    _compare_month(found, month, counted[month])
            if not counted.keys() & marked:
                _compare_year(found, year, recount_years.year_rows(year, counted, today))
    found.seconds = (timezone.now() - began) / timedelta(seconds=1)
    return found


@contextmanager
def _one_moment() -> Iterator[None]:
    """All reads see the same state; what is marked meanwhile is the worker's to take, not a difference."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _compare_month(found: Comparison, month: date, counted: dict[int, dict[str, Any]]) -> None:
    kept = {row["organization_id"]: row for row in Tally.objects.filter(month=month).values()}
    found.months += 1
    found.tallies += len(counted)
    _compare(found, f"{month:%Y-%m}", kept, counted, MONTH_FIELDS)


def _compare_year(found: Comparison, year: int, counted: dict[int, dict[str, Any]]) -> None:
    kept = {row["organization_id"]: row for row in YearFact.objects.filter(year=year).values()}
    found.year_facts += len(counted)
    _compare(found, str(year), kept, counted, YEAR_FIELDS)


def _compare(
    found: Comparison,
    period: str,
    kept: dict[int, dict[str, Any]],
    counted: dict[int, dict[str, Any]],
    names: Iterable[str],
) -> None:
    for pk in kept.keys() - counted.keys():
        found.differences.append(f"{period} #{pk}: a row too many")
    for pk in counted.keys() - kept.keys():
        found.differences.append(f"{period} #{pk}: no row")
    for pk in sorted(kept.keys() & counted.keys()):
        row, anew = kept[pk], defaultdict(int, counted[pk])
        for name in names:
            found.figures += 1
            if _plain(row[name]) != _plain(anew[name]):
                found.differences.append(
                    f"{period} #{pk} {name}: kept {row[name]!s}, recomputed {anew[name]!s}"
                )


def _plain(value: Any) -> Any:
    """Nothing is nothing, however a column keeps it."""
    return value or 0
