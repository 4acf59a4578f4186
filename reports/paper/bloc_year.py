"""Báo cáo năm của Đảng ủy Khối: the first page alone says how many, how good, better or worse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from common.templatetags.vi import number
from reports import words
from reports.paper import figures, sentences
from reports.paper.document import Paper
from reports.paper.figures import Figure
from reports.paper.snapshots import Counts, Prose

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from reports.charts import Chart
    from reports.paper.snapshots import BlocYear, Concern, MonthOf, VisitRow

OFTEN_LATE = 3  # sessions late or not held in a year
QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Cell:
    text: str
    heat: str = ""


@dataclass(frozen=True)
class YearLine:
    name: str
    chapters: str
    members: str
    months: list[Cell]
    year: str


@dataclass(frozen=True)
class MonthLine:
    name: str
    months: list[str]
    total: str


@dataclass(frozen=True)
class GapLine:
    name: str
    figures: list[str]
    wide: bool = False


class BlocYearPaper(Paper):
    template = "paper/bloc_year.html"

    def __init__(self, report: BlocYear) -> None:
        self.report = report
        self.head, self.signing = report.head, report.signing
        self.subject = (
            "kết quả sinh hoạt chi bộ và chấm điểm chất lượng sinh hoạt chi bộ trong "
            f"{_lowered(report.name)} năm {report.year}"
        )

    @property
    def lead(self) -> str:
        counts = self.report.counts
        year = self.report.year
        return (
            f"Năm {year}{self._so_far()}, {self.report.name} có {number(self.report.chapters)} chi bộ thuộc "
            f"{number(len(self.report.organizations))} tổ chức cơ sở đảng, phải tổ chức {number(counts.due)} kỳ sinh hoạt "
            f"thường kỳ. Ban Thường vụ Đảng ủy báo cáo kết quả năm {year} như sau:"
        )

    def _so_far(self) -> str:
        """A year not yet over says how far it is told."""
        last = self.report.series[-1].month.month if self.report.series else 12
        return "" if last == 12 else f" (tính đến tháng {last})"  # noqa: PLR2004

    @property
    def strip(self) -> list[Figure]:
        counts, before = self.report.counts, self.report.before
        mean = figures.average(counts)
        return [
            Figure(
                number(self.report.chapters), "chi bộ", f"{len(self.report.organizations)} tổ chức cơ sở đảng"
            ),
            Figure(words.percent(counts.on_time, counts.due), "kỳ đúng hạn", self._since("on_time", "due")),
            Figure(
                words.percent(counts.present, counts.expected),
                "đảng viên dự",
                self._than("present", "expected"),
            ),
            Figure(
                words.decimal_or(mean),
                "điểm bình quân",
                self._change(figures.gap(mean, figures.average(before)), "điểm"),
            ),
            Figure(
                words.percent(counts.tot, counts.graded),
                "kỳ xếp loại Tốt",
                "" if (target := self.report.targets.tot) is None else f"chỉ tiêu {words.points(target)}%",
            ),
        ]

    @cached_property
    def prose(self) -> Prose:
        return self.report.prose or Prose(
            results=tuple(_numbered(self._results())),
            limits=tuple(_numbered(self._limits())),
            requests=tuple(_numbered(self._tasks())),
        )

    @property
    def first_results(self) -> tuple[str, ...]:
        """What stands on the first page, above its chart."""
        return self.prose.results[:2]

    @property
    def more_results(self) -> tuple[str, ...]:
        return self.prose.results[2:]

    @cached_property
    def charts(self) -> list[Chart]:
        report = self.report
        return [
            figures.on_time(report.series, report.targets.on_time, year=True),
            figures.grades(report.series, year=True),
            figures.lowest(report.organizations),
            figures.distribution(report.organizations),
        ]

    @property
    def lowest_words(self) -> str:
        return "Mười tổ chức" if self.scored >= 10 else "Các tổ chức"  # noqa: PLR2004

    @property
    def scored(self) -> int:
        """How many organizations have a mean to place."""
        return sum(1 for each in self.report.organizations if figures.average(each.counts) is not None)

    @property
    def next_year(self) -> str:
        return str(self.report.year + 1)

    @property
    def month_names(self) -> list[str]:
        return [f"T{each.month.month}" for each in self.report.series]

    @property
    def month_lines(self) -> list[MonthLine]:
        read: list[tuple[str, Callable[[Counts], int]]] = [
            ("Tốt", lambda counts: counts.tot),
            ("Khá", lambda counts: counts.kha),
            ("Trung bình", lambda counts: counts.tb),
            ("Kém", lambda counts: counts.kem),
            ("Không tổ chức", lambda counts: counts.not_held),
            ("Không đúng hạn", lambda counts: counts.due - counts.on_time),
        ]
        return [
            MonthLine(
                name,
                [
                    number(count(each.counts)) if each.counts else words.NOT_REPORTED
                    for each in self.report.series
                ],
                number(count(self.report.counts)),
            )
            for name, count in read
        ]

    @property
    def lines(self) -> list[YearLine]:
        return [
            _year_line(each.name, each.chapters, each.members, each.months, each.counts)
            for each in self.report.organizations
        ]

    @property
    def total(self) -> YearLine:
        report = self.report
        members = sum(each.members for each in report.organizations)
        return _year_line("Toàn Khối", report.chapters, members, report.series, report.counts)

    @property
    def concerns(self) -> tuple[Concern, ...]:
        return self.report.exceptions

    @property
    def weak_twice(self) -> tuple[Concern, ...]:
        return self.report.weak_twice

    @property
    def visits(self) -> tuple[VisitRow, ...] | None:
        return self.report.visits

    @property
    def gap_lines(self) -> list[GapLine]:
        return [_gap_line(each.name, each.counts, each.before) for each in self.report.organizations]

    @property
    def gap_total(self) -> GapLine:
        return _gap_line("Toàn Khối", self.report.counts, self.report.before)

    @property
    def notes(self) -> dict[str, str]:
        local = words.local(self.report.data_at)
        return {
            "scores": "Ghi chú: điểm bình quân là điểm thẩm định, tính trên các kỳ được chấm trong tháng; cả năm tính từ "
            "tổng điểm và tổng số kỳ, không lấy bình quân các tháng. Nền: từ 90, từ 70, từ 50 và dưới 50 điểm. "
            "“-”: không có kỳ được chấm; “…”: chưa báo cáo.",
            "months": "Ghi chú: “Không đúng hạn” gồm cả các kỳ không tổ chức. Trên cột của Hình 2: tổng số kỳ được chấm; “+n” là các "
            "phần nhỏ không ghi được số, cộng lại.",
            "gaps": "Ghi chú: chênh lệch = điểm thẩm định − điểm tự chấm; dấu − là tự chấm cao hơn thẩm định.",
            "data": f"Số liệu chốt {words.clock(local)} ngày {words.short_date(local)}; khung điểm theo "
            f"{self.report.criteria}.",
        }

    def _results(self) -> list[str]:
        report, counts = self.report, self.report.counts
        then = f"năm {report.year - 1}"
        missed = counts.due - counts.on_time
        said = [
            f"Có {number(counts.on_time)}/{number(counts.due)} kỳ sinh hoạt thường kỳ được tổ chức đúng thời gian quy "
            f"định ({words.percent(counts.on_time, counts.due)})"
            + (
                f"; {number(missed)} kỳ không bảo đảm ({number(counts.late)} kỳ chậm, {number(counts.not_held)} kỳ không "
                f"tổ chức){self._where()}."
                if missed
                else "."
            ),
            sentences.grades(counts) + self._quarters(),
            sentences.attendance(counts, report.before, then, report.targets.present),
            sentences.self_against_review(counts),
        ]
        said.append(self._discipline())
        return [each for each in said if each]

    def _discipline(self) -> str:
        """All months, all quarters, resolutions and their tasks, as far as they are known."""
        report, counts, share = self.report, self.report.counts, _share_of
        due = report.chapters if report.chapters_due is None else report.chapters_due
        said = []
        if report.all_months is not None:
            said.append(f"{share(report.all_months, due, 'chi bộ')} sinh hoạt đủ kỳ")
        if report.thematic_full is not None:
            said.append(f"{share(report.thematic_full, due, 'chi bộ')} sinh hoạt chuyên đề đủ các quý")
        if counts.resolutions:
            said.append(f"{share(counts.resolutions, counts.held, 'kỳ')} ban hành nghị quyết")
        if counts.tasks_due and counts.tasks_on_time is not None:
            said.append(f"{share(counts.tasks_on_time, counts.tasks_due, 'nhiệm vụ')} hoàn thành đúng hạn")
        return f"Có {'; '.join(said)}." if said else ""

    def _where(self) -> str:
        chapters = {(each.organization, each.chapter) for each in self.report.exceptions}
        if not chapters:
            return ""
        bases = {organization for organization, _ in chapters}
        return f", ở {number(len(chapters))} chi bộ thuộc {number(len(bases))} tổ chức cơ sở đảng (Biểu 2)"

    def _quarters(self) -> str:
        """Whether quality rose through the year: the share of Tốt in quarter I and quarter IV."""
        first, last = (_share_of_tot(self.report.series, quarter) for quarter in (1, 4))
        if first is None or last is None:
            return ""
        verb = "lên" if words.tenth(last) > words.tenth(first) else "còn" if last < first else "đến"
        return f" Tỷ lệ kỳ xếp loại Tốt từ {number(first, 1)}% (quý I) {verb} {number(last, 1)}% (quý IV)."

    def _limits(self) -> list[str]:
        counts = self.report.counts
        often = self._often()
        said = []
        if counts.not_held:
            agreed = (
                f", trong đó {words.two_digits(counts.agreed)} kỳ được cấp trên đồng ý"
                if counts.agreed
                else ""
            )
            said.append(f"Còn {words.two_digits(counts.not_held)} kỳ không tổ chức sinh hoạt{agreed}.")
        if often:
            said.append(
                f"Có {words.two_digits(len(often))} chi bộ có từ {OFTEN_LATE:02d} kỳ chậm hoặc không tổ chức trở lên."
            )
        weak = [("Trung bình", counts.tb), ("Kém", counts.kem)]
        if counts.tb or counts.kem:
            twice = len(self.report.weak_twice)
            said.append(
                f"Còn {', '.join(f'{words.two_digits(count)} kỳ xếp loại {name}' for name, count in weak if count)}"
                + (
                    f"; {words.two_digits(twice)} chi bộ xếp loại Trung bình, Kém hai tháng liền."
                    if twice
                    else "."
                )
            )
        high = [line for line in self.gap_lines if line.wide]
        if high:
            said.append(
                f"Có {words.two_digits(len(high))} tổ chức cơ sở đảng tự chấm bình quân cao hơn thẩm định từ 05 điểm trở "
                "lên (Biểu 4)."
            )
        return said or ["Không có kỳ sinh hoạt chậm hoặc không tổ chức."]

    def _tasks(self) -> list[str]:
        often = self._often()
        said = [
            (
                f"Duy trì 100% chi bộ sinh hoạt đủ kỳ; phấn đấu năm {self.report.year + 1} tỷ lệ kỳ sinh hoạt đúng hạn từ "
                f"{words.points(self.report.targets.on_time or 98)}% trở lên."
            ),
        ]
        if often:
            said.append(
                f"Tập trung chỉ đạo {words.two_digits(len(often))} chi bộ có từ {OFTEN_LATE:02d} kỳ chậm hoặc không tổ chức "
                "trở lên; phân công đồng chí Ủy viên Ban Thường vụ dự sinh hoạt ít nhất 01 kỳ/quý tại mỗi chi bộ này."
            )
        if self.report.weak_twice:
            said.append("Rà soát, giúp đỡ các chi bộ xếp loại Trung bình, Kém hai tháng liền.")
        return said

    def _often(self) -> list[tuple[str, str]]:
        found: dict[tuple[str, str], int] = {}
        for each in self.report.exceptions:
            key = (each.organization, each.chapter)
            found[key] = found.get(key, 0) + 1
        return [key for key, count in found.items() if count >= OFTEN_LATE]

    def _since(self, part: str, whole: str) -> str:
        """The first of the strip says since when; the others follow it."""
        than = self._than(part, whole)
        return f"{than} so với {self.report.year - 1}" if than else ""

    def _than(self, part: str, whole: str) -> str:
        counts, before = self.report.counts, self.report.before
        if before is None:
            return ""
        now = words.share(getattr(counts, part), getattr(counts, whole))
        past = words.share(getattr(before, part), getattr(before, whole))
        return self._change(figures.gap(now, past), "điểm %")

    @staticmethod
    def _change(gap: Decimal | None, unit: str) -> str:
        return "" if gap is None else f"{words.change(gap)} {unit}"


def _year_line(
    name: str, chapters: int, members: int, months: tuple[MonthOf, ...], counts: Counts
) -> YearLine:
    means = [(each.counts, figures.average(each.counts)) for each in months]
    cells = [
        Cell(words.decimal_or(mean, words.NOTHING if known else words.NOT_REPORTED), figures.heat(mean))
        for known, mean in means
    ]
    return YearLine(name, number(chapters), number(members), cells, words.decimal_or(figures.average(counts)))


def _gap_line(name: str, counts: Counts, before: Counts | None) -> GapLine:
    own, given = words.mean(counts.paired_self, counts.paired), words.mean(counts.paired_given, counts.paired)
    gap, past = figures.gap(given, own), figures.average(before)
    return GapLine(
        name,
        [
            number(counts.paired),
            words.decimal_or(own),
            words.decimal_or(given),
            words.change(gap),
            *(number(each) for each in counts.grades),
            words.percent(counts.on_time, counts.due),
            words.percent(counts.present, counts.expected),
            words.decimal_or(past),
            words.change(figures.gap(figures.average(counts), past)),
        ],
        wide=gap is not None and gap <= -5,  # noqa: PLR2004
    )


def _share_of_tot(series: tuple[MonthOf, ...], quarter: int) -> Decimal | None:
    known = [each.counts for each in series if each.counts and (each.month.month + 2) // 3 == quarter]
    return words.share(sum(each.tot for each in known), sum(each.graded for each in known))


def _share_of(part: int, whole: int, unit: str) -> str:
    return f"{number(part)}/{number(whole)} {unit} ({words.percent(part, whole)})"


def _numbered(said: list[str]) -> list[str]:
    return [f"{place}. {each}" for place, each in enumerate(said, 1)]


def _lowered(name: str) -> str:
    """Đảng bộ Khối: the short name people use for the whole body."""
    return "Đảng bộ Khối" if name.startswith("Đảng bộ Khối") else name
