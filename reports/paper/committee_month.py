"""Báo cáo tháng của Đảng ủy cơ sở: two pages, no chapter dropped from its table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from common.dates import add_months
from common.templatetags.vi import number
from reports import words
from reports.paper import sentences
from reports.paper.document import Paper
from reports.paper.snapshots import Prose

if TYPE_CHECKING:
    from reports.paper.snapshots import ChapterRow, CommitteeMonth

LOW_ATTENDANCE = 85  # percent
WIDE_GAP = 10  # points between a chapter's own score and the one given above


@dataclass(frozen=True)
class Row:
    name: str
    figures: list[str]
    not_held: str = ""
    held: str = ""
    late: bool = False
    rest: tuple[str, ...] = ()
    grade: str = ""
    grades: tuple[str, ...] = ()


class CommitteeMonthPaper(Paper):
    template = "paper/committee_month.html"

    def __init__(self, report: CommitteeMonth) -> None:
        self.report = report
        self.head, self.signing = report.head, report.signing
        self.subject = f"kết quả sinh hoạt chi bộ {words.month_label(report.month)}"

    @property
    def then(self) -> str:
        return f"tháng {add_months(self.report.month, -1).month}"

    @cached_property
    def prose(self) -> Prose:
        return self.report.prose or Prose(
            results=tuple(self._results()), limits=tuple(self._limits()), requests=tuple(self._requests())
        )

    @property
    def rows(self) -> list[Row]:
        return [_row(each) for each in self.report.rows]

    @property
    def total(self) -> Row:
        counts, rows = self.report.counts, self.report.rows
        sums = [
            sum(each.members for each in rows),
            sum(each.exempt for each in rows),
            counts.expected,
            counts.present,
        ]
        said = [
            f"{count} {name}" for name, count in zip(sentences.GRADES, counts.grades, strict=True) if count
        ]
        return Row(
            name="Cộng",
            figures=[*map(number, sums), words.decimal_or(words.share(counts.present, counts.expected))],
            held=f"{counts.on_time}/{counts.due} đúng hạn",
            rest=(
                f"{counts.resolutions}/{counts.held}",
                words.decimal_or(words.mean(counts.self_sum, counts.self_count)),
                words.decimal_or(words.mean(counts.reviewed_sum, counts.reviewed_count)),
            ),
            grades=(*(f"{each}," for each in said[:-1]), *(said[-1:] or [words.NOTHING])),
        )

    @property
    def notes(self) -> list[str]:
        away = sum(each.away for each in self.report.rows)
        base = "Phải dự = đảng viên − miễn sinh hoạt" + (
            f" − tạm thời sinh hoạt nơi khác, đình chỉ sinh hoạt ({words.two_digits(away)} đồng chí)"
            if away
            else ""
        )
        if any(row.held and row.expected != row.members - row.exempt - row.away for row in self.report.rows):
            base = "Đảng viên, miễn sinh hoạt: cuối tháng; phải dự: theo điểm danh ngày họp"
        local = words.local(self.report.data_at)
        return [
            (
                f"Ghi chú: {base}. Tỷ lệ % của dòng cộng tính từ tổng số. “-”: không có; “…”: chưa báo cáo. "
                f"NQ: đã ban hành nghị quyết. Điểm bình quân tính trên các kỳ được chấm."
            ),
            f"Số liệu chốt {words.clock(local)} ngày {words.short_date(local)}; khung điểm theo {self.report.criteria}.",
        ]

    def _results(self) -> list[str]:
        counts, before = self.report.counts, self.report.before
        when = words.short_month(self.report.month)
        said = [
            (
                f"1. Tháng {when.removeprefix('tháng ')}, có {sentences.held(counts)}"
                f"{sentences.quality(counts, before, self.then)}."
            )
        ]
        resolved = f"{number(counts.resolutions)}/{number(counts.held)} chi bộ ban hành nghị quyết"
        present = sentences.attendance(counts, before, self.then).removesuffix(".")
        said.append(f"2. {present}; {resolved}.")
        said.append(f"3. {sentences.grades(counts)} {sentences.self_against_review(counts)}".strip())
        return said

    def _limits(self) -> list[str]:
        rows = self.report.rows
        absent = [
            f"{each.name} ({each.not_held})" if each.not_held else each.name for each in rows if not each.held
        ]
        late = [
            f"{each.name} (ngày {words.short_date(each.held_on)})"
            for each in rows
            if each.held_on and each.days_late
        ]
        silent = [each.name for each in rows if each.held and each.resolution is False]
        low = [
            f"{each.name} ({words.percent(each.present, each.expected)})"
            for each in rows
            if each.present is not None and each.present * 100 < LOW_ATTENDANCE * each.expected
        ]
        high = [
            f"{each.name} (tự chấm {words.points(each.self_points)}, thẩm định {words.points(each.points)})"
            for each in rows
            if each.self_points is not None
            and each.points is not None
            and each.self_points - each.points >= WIDE_GAP
        ]
        found = [
            ("chi bộ chưa tổ chức sinh hoạt", absent),
            ("chi bộ họp chậm", late),
            ("chi bộ chưa ban hành nghị quyết sau kỳ sinh hoạt", silent),
            (f"chi bộ có tỷ lệ dự dưới {LOW_ATTENDANCE}%", low),
            (f"chi bộ tự chấm cao hơn thẩm định từ {WIDE_GAP} điểm trở lên", high),
        ]
        said = [
            f"{words.two_digits(len(names))} {what}: {'; '.join(names)}." for what, names in found if names
        ]
        numbered = [f"{place}. Có {text}" for place, text in enumerate(said, 1)]
        return numbered or ["Không có chi bộ họp chậm hoặc chưa tổ chức sinh hoạt."]

    def _requests(self) -> list[str]:
        petitions = self.report.petitions
        if not petitions:
            return ["Không có kiến nghị."]
        return [f"{place}. {each}" for place, each in enumerate(petitions, 1)]


def _row(row: ChapterRow) -> Row:
    share = None if row.present is None else words.share(row.present, row.expected)
    present = words.NOTHING if row.not_held else words.NOT_REPORTED
    figures = [
        number(row.members),
        number(row.exempt),
        number(row.expected) if row.held else words.NOTHING,
        present if row.present is None else number(row.present),
        present if share is None else words.decimal_or(share),
    ]
    name = words.short_chapter(row.name)
    if row.held_on is None:
        return Row(name=name, figures=figures, not_held=f"không họp: {row.not_held or 'chưa báo cáo lý do'}")
    resolution = {True: "có", False: "không", None: words.NOT_REPORTED}[row.resolution]
    return Row(
        name=name,
        figures=figures,
        held=words.day_month(row.held_on) + (" chậm" if row.days_late else ""),
        late=bool(row.days_late),
        rest=(resolution, words.points(row.self_points), words.points(row.points)),
        grade=row.grade or words.NOT_REPORTED,
    )
