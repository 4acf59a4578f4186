"""One organization's month: what its page and its spreadsheet are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from chapters.models import Organization
from common.dates import add_months, month_of, months_between
from common.templatetags.vi import number, share
from common.text import fold
from reports.charts import LineChart, StackedColumns
from reports.dashboards import attention, figures, heat
from reports.models import Tally, YearFact
from reports.paper.snapshots import Targets

if TYPE_CHECKING:
    from reports.dashboards.attention import Concern
    from reports.dashboards.figures import Figure
    from reports.dashboards.heat import HeatRow


def mean(total: Decimal, count: int) -> Decimal | None:
    return total / count if count else None


class OnTimeChart(LineChart):
    """With room between a line that runs along the top and the note above it."""

    top = 44


@dataclass(frozen=True)
class Line:
    """An organization directly below, this month and the one before."""

    organization: Organization
    now: Tally
    before: Tally | None

    @property
    def points(self) -> Decimal | None:
        return mean(self.now.reviewed_points, self.now.reviewed_count)

    @property
    def change(self) -> Decimal | None:
        earlier = mean(self.before.reviewed_points, self.before.reviewed_count) if self.before else None
        return None if self.points is None or earlier is None else self.points - earlier

    @property
    def own_points(self) -> Decimal | None:
        return mean(self.now.self_points, self.now.self_count)

    @property
    def gap(self) -> Decimal | None:
        """How far the chapters' own points stand above the reviewed, over meetings that have both."""
        return mean(self.now.paired_self_points - self.now.paired_reviewed_points, self.now.paired_count)


@dataclass(frozen=True)
class MonthLine:
    """A month of one organization; `row` is None where it has none."""

    month: date
    row: Tally | None
    is_current: bool


class Dashboard:
    """Reads a fixed number of times, whatever lies below."""

    def __init__(
        self, organization: Organization, month: date, *, sought: str = "", everything: bool = False
    ) -> None:
        self.organization = organization
        self.month = month
        self.sought = sought
        self.everything = everything
        self.today = timezone.localdate()
        self.now = month_of(self.today)
        self.months = months_between(date(month.year, 1, 1), date(month.year, 12, 1))

    @cached_property
    def own(self) -> dict[date, Tally]:
        """The organization's own rows: the year, and the month before it."""
        rows = Tally.objects.of(self.organization).in_months(add_months(self.months[0], -1), self.months[-1])
        return {row.month: row for row in rows}

    @property
    def row(self) -> Tally | None:
        return self.own.get(self.month)

    @property
    def before(self) -> Tally | None:
        return self.own.get(add_months(self.month, -1))

    @property
    def previous_month(self) -> date:
        return add_months(self.month, -1)

    @property
    def next_month(self) -> date | None:
        later = add_months(self.month, 1)
        return later if later <= self.now else None

    @property
    def is_settled(self) -> bool:
        return self.row is not None and figures.is_settled(self.row)

    @property
    def figures(self) -> list[Figure]:
        if self.organization.is_chapter:
            rows = [row for month, row in self.own.items() if self.months[0] <= month <= self.month]
            return figures.of_chapter(rows, self.year_fact)
        return figures.five(self.row, self.before, self.month) if self.row else []

    # Those directly below

    @cached_property
    def _below(self) -> dict[tuple[int, date], dict[str, Any]]:
        rows = Tally.objects.directly_under(self.organization).in_months(self.months[0], self.months[-1])
        return {
            (row["organization_id"], row["month"]): row
            for row in rows.values("organization_id", "month", *heat.FIELDS)
        }

    @cached_property
    def organizations(self) -> list[Organization]:
        """In official order; those of the whole year, in the tree of each month."""
        found = Organization.objects.filter(pk__in={pk for pk, _ in self._below})
        return list(found.search(self.sought).in_order())

    @cached_property
    def heat_rows(self) -> list[HeatRow]:
        return heat.rows(self.organizations, self.months, self._below, self.month, self.now)

    @property
    def shown_heat_rows(self) -> list[HeatRow]:
        if self.everything or self.sought:
            return self.heat_rows
        return [row for row in self.heat_rows if row.exceptions]

    @property
    def exceptional(self) -> int:
        return sum(1 for row in self.heat_rows if row.exceptions)

    @property
    def left_out(self) -> int:
        return len(self.heat_rows) - len(self.shown_heat_rows)

    @property
    def known_months(self) -> int:
        return sum(1 for month in self.months if month in self.own and month <= self.now)

    @property
    def heat_totals(self) -> list[tuple[date, str, bool]]:
        """Month, figure of all, and whether a phone leaves it out."""
        return [(month, self._total(month), heat.is_older(month, self.month)) for month in self.months]

    def _total(self, month: date) -> str:
        row = self.own.get(month)
        return number(row.late + row.missing) if row and row.due else "–"

    @property
    def heat_sum(self) -> int:
        return sum(row.late + row.missing for month, row in self.own.items() if month in self.months)

    @cached_property
    def lines(self) -> list[Line]:
        rows = (
            Tally.objects.directly_under(self.organization)
            .in_months(self.previous_month, self.month)
            .select_related("organization")
        )
        by_month = {(row.organization_id, row.month): row for row in rows}
        now = [row for row in by_month.values() if row.month == self.month]
        now.sort(key=lambda row: (row.organization.position, row.organization_id))
        words = fold(self.sought).split()
        return [
            Line(row.organization, row, by_month.get((row.organization_id, self.previous_month)))
            for row in now
            if all(word in row.organization.search for word in words)
        ]

    @property
    def total(self) -> Line | None:
        """The organization's own line, for the row of totals."""
        return Line(self.organization, self.row, self.before) if self.row else None

    @property
    def has_only_chapters(self) -> bool:
        return all(line.organization.is_chapter for line in self.lines)

    # What deserves an eye

    @cached_property
    def concerns(self) -> list[Concern]:
        return attention.concerns(self.organization, self.month)

    @cached_property
    def without_superior(self) -> int:
        return attention.without_superior(self.organization, self.month)

    # The year

    @property
    def month_lines(self) -> list[MonthLine]:
        """Newest first, none that has not come."""
        return [
            MonthLine(month, self.own.get(month), month == self.month)
            for month in reversed(self.months)
            if month <= self.now
        ]

    @cached_property
    def year_fact(self) -> YearFact | None:
        return YearFact.objects.filter(organization=self.organization, year=self.month.year).first()

    @property
    def gap_sentence(self) -> str:
        """The chapters' points against those above, over the year's meetings that have both."""
        rows = [row for month, row in self.own.items() if month in self.months]
        count = sum(row.paired_count for row in rows)
        if not count:
            return ""
        own = sum((row.paired_self_points for row in rows), Decimal(0)) / count
        reviewed = sum((row.paired_reviewed_points for row in rows), Decimal(0)) / count
        return (
            f"{number(count)} kỳ có cả hai điểm: tự chấm bình quân {number(own, 1)}, "
            f"thẩm định {number(reviewed, 1)}, chênh {number(own - reviewed, 1)} điểm."
        )

    @property
    def grades_chart(self) -> StackedColumns:
        rows = [self.own.get(month) for month in self.months]
        stacks = [(row.tot, row.kha, row.tb, row.kem) if row else (0, 0, 0, 0) for row in rows]
        row = self.row
        says = "Chưa có kỳ nào được thẩm định."
        if row and row.reviewed_count:
            says = (
                f"Tháng {self.month.month}: {number(row.tot)} Tốt, {number(row.kha)} Khá, "
                f"{number(row.tb)} Trung bình, {number(row.kem)} Kém trên {number(row.reviewed_count)} kỳ."
            )
        return StackedColumns(
            title=f"Xếp loại chất lượng sinh hoạt từng tháng, năm {self.month.year}",
            desc=says,
            labels=[f"T{month.month}" for month in self.months],
            stacks=stacks,
        )

    @property
    def on_time_chart(self) -> OnTimeChart:
        values = [self._on_time_share(month) for month in self.months]
        row = self.row
        says = (
            f"Tháng {self.month.month}: {share(row.on_time, row.due)}."
            if row and row.due
            else "Chưa có số liệu."
        )
        return OnTimeChart(
            title=f"Tỷ lệ sinh hoạt đúng hạn từng tháng, năm {self.month.year}",
            desc=says,
            labels=[f"T{month.month}" for month in self.months],
            values=values,
            target=Targets().on_time,
        )

    def _on_time_share(self, month: date) -> Decimal | None:
        row = self.own.get(month)
        if row is None or not row.due or row.pending:
            return None
        exact: Decimal = Decimal(row.on_time * 100) / row.due
        return exact.quantize(Decimal("0.1"))
