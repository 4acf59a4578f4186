"""Everything computed once more, another way: plain Python over plain rows, one chapter at a time; then compared.

Nothing here is shared with the way tallies are made but the calendar (`timing`) and the rule of the year's grade.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from common.dates import month_of, months_between
from reports.models import COUNTS, YEAR_COUNTS, StaleTally, Tally, YearFact
from reports.tallies import recount, recount_years, refresh
from reports.tallies.recount_tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

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
            "differences": len(self.differences),
            "first_differences": self.differences[:SHOWN],
            "seconds": round(self.seconds, 2),
        }


def verify(first: date, last: date) -> Comparison:
    """Take what is marked, then compare every month and year in one transaction, so that all is of one moment."""
    began = timezone.now()
    refresh.mark_what_time_has_changed()
    refresh.refresh_stale()
    found = Comparison()
    with transaction.atomic():
        today = timezone.localdate()
        marked = set(StaleTally.objects.values_list("organization_id", "month"))
        tree = Tree.read()
        years = {month.year for month in months_between(first, last)}
        for year in sorted(years):
            months = [
                month
                for month in months_between(
                    first.replace(month=1, year=year), last.replace(month=12, year=year)
                )
                if month <= month_of(today)
            ]
            counted = {month: recount.month_rows(month, tree, today) for month in months}
            for month in months:
                if first <= month <= last:
                    _compare_month(found, month, counted[month], marked)
            _compare_year(found, year, recount_years.year_rows(year, counted, today))
    found.seconds = (timezone.now() - began) / timedelta(seconds=1)
    return found


def _compare_month(
    found: Comparison, month: date, counted: dict[int, dict[str, Any]], marked: set[tuple[int, date]]
) -> None:
    """Rows marked meanwhile are the worker's to take, not differences."""
    kept = {row["organization_id"]: row for row in Tally.objects.filter(month=month).values()}
    found.months += 1
    found.tallies += len(counted)
    waiting = {pk for pk, at in marked if at == month}
    if not waiting:
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
