"""Báo cáo tháng của Đảng ủy Khối: one sentence, five figures, what needs a decision; then the rest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from common.dates import add_months
from common.templatetags.vi import number
from reports import words
from reports.paper import figures, sentences
from reports.paper.document import Paper
from reports.paper.figures import Figure
from reports.paper.snapshots import Prose

if TYPE_CHECKING:
    from decimal import Decimal

    from reports.charts import LineChart, StackedColumns
    from reports.paper.snapshots import BlocMonth, Concern, Counts, OrganizationRow, VisitRow

NOT_HELD, LATE = "not_held", "late"


@dataclass(frozen=True)
class Index:
    """A line of the table of main figures."""

    name: str
    now: tuple[str, ...]
    then: str
    target: str


@dataclass(frozen=True)
class OrganizationLine:
    name: str
    figures: list[str]
    grades: list[str]
    filed: str
    filed_late: bool


class BlocMonthPaper(Paper):
    template = "paper/bloc_month.html"

    def __init__(self, report: BlocMonth) -> None:
        self.report = report
        self.head, self.signing = report.head, report.signing
        self.subject = f"kết quả sinh hoạt chi bộ {words.month_label(report.month)}"

    @property
    def then(self) -> str:
        return f"tháng {add_months(self.report.month, -1).month}"

    @property
    def when(self) -> str:
        return words.short_month(self.report.month)

    @property
    def lead(self) -> str:
        counts = self.report.counts
        said = sentences.held(counts)
        return (
            f"{self.when.capitalize()}, có {said}{sentences.quality(counts, self.report.before, self.then)}."
        )

    @property
    def strip(self) -> list[Figure]:
        counts, report = self.report.counts, self.report
        filed = words.NOT_REPORTED if report.filed is None else number(report.filed)
        return [
            Figure(f"{number(counts.held)}/{number(counts.due)}", "chi bộ sinh hoạt", self._target("held")),
            Figure(words.percent(counts.on_time, counts.due), "đúng hạn", self._target("on_time")),
            Figure(words.percent(counts.present, counts.expected), "đảng viên dự", self._target("present")),
            Figure(words.percent(counts.tot, counts.graded), "kỳ xếp loại Tốt", self._target("tot")),
            Figure(f"{filed}/{len(self._due())}", "TCCSĐ gửi báo cáo"),
        ]

    @property
    def decisions(self) -> list[str]:
        """What is asked of the standing committee, from the exceptions of the month."""
        report = self.report
        absent = [each for each in report.exceptions if each.kind == NOT_HELD]
        said = []
        if absent:
            said.append(
                f"Chỉ đạo {words.two_digits(len(absent))} chi bộ chưa tổ chức sinh hoạt, thuộc "
                f"{sentences.by_organization(absent)}: làm rõ lý do, tổ chức sinh hoạt bù trong tháng."
            )
        silent = [each.name for each in self._due() if not each.filed]
        if report.filed is not None and silent:
            said.append(
                f"Đôn đốc {words.two_digits(len(silent))} tổ chức cơ sở đảng chưa gửi báo cáo: {'; '.join(silent)}."
            )
        watched = [each for each in report.exceptions if each.kind not in {NOT_HELD, LATE}]
        if watched:
            said.append(
                f"Phân công đồng chí phụ trách dự sinh hoạt tại {words.two_digits(len(watched))} chi bộ khác trong danh "
                "sách cần chú ý (Biểu 2)."
            )
        if not said:
            return ["Không có nội dung phát sinh cần cho ý kiến."]
        return [f"{place}. {each}" for place, each in enumerate(said, 1)]

    @property
    def indexes(self) -> list[Index]:
        counts, before, targets = self.report.counts, self.report.before, self.report.targets
        due = number(len(self._due()))
        return [
            Index(
                "Chi bộ sinh hoạt / tổng số",
                (words.out_of(counts.held, counts.due),),
                words.out_of(before.held, before.due) if before else words.NOTHING,
                _percent(targets.held),
            ),
            Index(
                "Sinh hoạt đúng hạn",
                (words.out_of(counts.on_time, counts.due),),
                words.out_of(before.on_time, before.due) if before else words.NOTHING,
                _percent(targets.on_time),
            ),
            Index(
                "Đảng viên dự / phải dự",
                (words.out_of(counts.present, counts.expected),),
                words.percent(before.present, before.expected) if before else words.NOTHING,
                _percent(targets.present),
            ),
            Index(
                f"Tốt / Khá / TB / Kém (trên {number(counts.graded)} kỳ được chấm)",
                (_grades(counts), f"({_shares(counts)}%)") if counts.graded else (_grades(counts),),
                _grades(before) if before else words.NOTHING,
                f"Tốt {_percent(targets.tot)}" if targets.tot is not None else words.NOTHING,
            ),
            Index(
                "TCCSĐ đã gửi báo cáo",
                (f"{_known(self.report.filed)}/{due}",),
                f"{_known(self.report.filed_before)}/{due}" if before else words.NOTHING,
                f"{due}/{due}",
            ),
        ]

    @cached_property
    def prose(self) -> Prose:
        return self.report.prose or Prose(results=tuple(self._results()), limits=tuple(self._limits()))

    @property
    def charts(self) -> tuple[StackedColumns, LineChart]:
        series, target = self.report.series, self.report.targets.on_time
        return figures.grades(series, year=False), figures.on_time(series, target, year=False)

    @property
    def concerns(self) -> tuple[Concern, ...]:
        return self.report.exceptions

    @property
    def visits(self) -> tuple[VisitRow, ...] | None:
        return self.report.visits

    @property
    def lines(self) -> list[OrganizationLine]:
        return [self._line(each) for each in self.report.organizations]

    @property
    def total(self) -> OrganizationLine:
        counts = self.report.counts
        return OrganizationLine(
            name="Cộng",
            figures=self._figures(self.report.chapters, counts, self.report.before),
            grades=[number(each) for each in counts.grades],
            filed=f"{_known(self.report.filed)}/{len(self._due())}",
            filed_late=False,
        )

    @property
    def notes(self) -> list[str]:
        local = words.local(self.report.data_at)
        return [
            (
                "Ghi chú: tỷ lệ % của dòng cộng tính từ tổng số, không lấy bình quân các tỷ lệ. % dự = đảng viên dự / "
                "đảng viên phải dự (không tính đảng viên được miễn, tạm thời sinh hoạt nơi khác, đình chỉ sinh hoạt). "
                "Điểm bình quân là điểm thẩm định, tính trên các kỳ được chấm. “-”: không có; “…”: chưa báo cáo."
            ),
            (
                f"Số liệu chốt {words.clock(local)} ngày {words.short_date(local)}; khung điểm theo "
                f"{self.report.criteria}."
            ),
        ]

    def _results(self) -> list[str]:
        counts, before = self.report.counts, self.report.before
        said = [
            sentences.attendance(counts, before, self.then, self.report.targets.present),
            sentences.grades(counts),
            (
                f"{number(counts.resolutions)}/{number(counts.held)} chi bộ ban hành nghị quyết sau kỳ sinh hoạt "
                f"({words.percent(counts.resolutions, counts.held)}); {number(counts.delegated)} kỳ có đại biểu cấp ủy cấp "
                f"trên dự; {number(counts.thematic)} kỳ sinh hoạt chuyên đề."
            ),
            sentences.self_against_review(counts),
            f"{number(self.report.alone)} chi bộ họp hai tháng liền không có đại biểu cấp ủy cấp trên dự."
            if self.report.alone
            else "",
        ]
        return [f"{place}. {each}" for place, each in enumerate(filter(None, said), 1)]

    def _limits(self) -> list[str]:
        counts = self.report.counts
        absent = [each for each in self.report.exceptions if each.kind == NOT_HELD]
        said = []
        parts = []
        if counts.missing:
            named = f", thuộc {sentences.by_organization(absent)}" if absent else ""
            parts.append(f"{words.two_digits(counts.missing)} chi bộ chưa tổ chức sinh hoạt{named}")
        if counts.agreed:
            parts.append(f"{words.two_digits(counts.agreed)} chi bộ không tổ chức, cấp trên đồng ý")
        if counts.pending:
            parts.append(f"{words.two_digits(counts.pending)} chi bộ chưa đến hạn")
        if parts:
            said.append(f"Có {'; '.join(parts)}.")
        if counts.late:
            late = [each for each in self.report.exceptions if each.kind == LATE]
            named = f", thuộc {sentences.by_organization(late)}" if late else ""
            said.append(f"Có {words.two_digits(counts.late)} chi bộ họp chậm{named}.")
        weak = [("Trung bình", counts.tb), ("Kém", counts.kem)]
        if counts.tb or counts.kem:
            said.append(
                f"Có {', '.join(f'{words.two_digits(count)} kỳ xếp loại {name}' for name, count in weak if count)}."
            )
        return [f"{place}. {each}" for place, each in enumerate(said, 1)] or [
            "Không có chi bộ họp chậm hoặc chưa tổ chức sinh hoạt."
        ]

    def _due(self) -> list[OrganizationRow]:
        return [each for each in self.report.organizations if each.filing_due]

    def _target(self, name: str) -> str:
        target: Decimal | None = getattr(self.report.targets, name)
        return "" if target is None else f"chỉ tiêu {_percent(target)}"

    def _line(self, row: OrganizationRow) -> OrganizationLine:
        filed = words.NOT_REPORTED if row.filing_due and not row.filed else words.NOTHING
        if row.filed_on:
            filed = words.day_month(row.filed_on) + (f" chậm {row.days_late} ngày" if row.days_late else "")
        return OrganizationLine(
            name=row.name,
            figures=self._figures(row.chapters, row.counts, row.before),
            grades=[number(each) for each in row.counts.grades],
            filed=filed,
            filed_late=bool(row.days_late) or (row.filing_due and not row.filed),
        )

    @staticmethod
    def _figures(chapters: int, counts: Counts, before: Counts | None) -> list[str]:
        mean = figures.average(counts)
        return [
            number(chapters),
            f"{number(counts.held)}/{number(counts.due)}",
            f"{number(counts.on_time)}/{number(counts.due)}",
            f"{number(counts.present)}/{number(counts.expected)}",
            words.decimal_or(words.share(counts.present, counts.expected)),
            words.decimal_or(mean),
            words.change(figures.gap(mean, figures.average(before))),
        ]


def _percent(target: Decimal | None) -> str:
    return words.NOTHING if target is None else f"{words.points(target)}%"


def _known(count: int | None) -> str:
    return words.NOT_REPORTED if count is None else number(count)


def _grades(counts: Counts) -> str:
    return " / ".join(number(each) for each in counts.grades)


def _shares(counts: Counts) -> str:
    return " / ".join(words.decimal_or(words.share(each, counts.graded)) for each in counts.grades)
