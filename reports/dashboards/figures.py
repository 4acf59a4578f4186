"""The five figures of a month: n/N, target, the month before, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from common.dates import add_months
from common.templatetags.vi import dm, number, over, share, signed
from reports.paper.snapshots import Targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.models import Tally, YearFact

FILING_DAY: Final = 5  # of the next month, unless the Khối sets another
ON_TIME: Final = (
    "Đúng hạn: họp vào ngày đã đăng ký (không đăng ký thì ngày cố định, không có cả hai thì trong tháng); "
    "ngày nghỉ, lễ, Tết chuyển sang ngày làm việc kế tiếp; hoặc đổi ngày trong tháng và đã báo trước."
)
NOT_COUNTED: Final = (
    "Không tính: miễn sinh hoạt đảng, sinh hoạt tạm thời nơi khác, đình chỉ sinh hoạt, làm nhiệm vụ đặc biệt."
)
SUMMED: Final = (
    "due", "held", "on_time", "absence_agreed", "missing", "pending", "present", "expected", "excused",
    "unexcused", "tot", "reviewed_count",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One part of a whole. A verdict is given when nothing in it is still to come."""

    name: str
    part: int
    whole: int
    before: str
    target: Decimal | None
    why: tuple[str, ...]
    note: str = ""
    note_link: str = ""
    is_provisional: bool = False
    words: str = field(default="chỉ tiêu")

    @property
    def share(self) -> str:
        return share(self.part, self.whole)

    @property
    def verdict(self) -> str:
        """One of "", provisional, target_met, target_missed: the meanings of tags."""
        if not self.whole or self.target is None:
            return ""
        if self.part * 100 >= self.target * self.whole:
            return "target_met"
        return "provisional" if self.is_provisional else "target_missed"

    @property
    def verdict_words(self) -> str:
        if self.verdict == "target_met":
            return f"{self.share} đạt"
        if self.verdict == "target_missed" and self.target is not None:
            short = Decimal(self.part * 100) / self.whole - self.target
            return f"{self.share} chưa đạt ({signed(short, 1)} điểm %)"
        return f"{self.share} tạm tính"

    @property
    def target_words(self) -> str:
        return f"chỉ tiêu {number(self.target)}%" if self.target is not None else ""


def five(row: Tally, before: Tally | None, month: date) -> list[Figure]:
    targets = Targets()
    return [
        _held(row, before, targets.held, month),
        _on_time(row, before, targets.on_time, month),
        _present(row, before, targets.present, month),
        _tot(row, before, targets.tot, month),
        _reported(row, before, month),
    ]


def of_chapter(rows: Sequence[Tally], fact: YearFact | None) -> list[Figure]:
    """A chapter's year so far, from its own months."""
    targets = Targets()
    sums = {name: sum(getattr(row, name) for row in rows) for name in SUMMED}
    due, held, pending = sums["due"], sums["held"], sums["pending"]
    is_open = pending > 0
    waiting = held - sums["reviewed_count"]
    figures = [
        Figure(
            "Kỳ đã sinh hoạt", held, due, "", targets.held,
            (
                "Số tháng chi bộ đã họp kỳ thường kỳ, trên số tháng phải họp từ đầu năm.",
                (f"Chưa họp: cấp trên đồng ý không tổ chức {number(sums['absence_agreed'])}; "
                f"đã quá ngày {number(sums['missing'])}; chưa đến hạn {number(pending)}."),
            ),
            is_provisional=is_open,
        ),
        Figure(
            "Sinh hoạt đúng hạn", sums["on_time"], due, "", targets.on_time, (ON_TIME,), is_provisional=is_open
        ),
        Figure(
            "Lượt dự / phải dự", sums["present"], sums["expected"], "", targets.present,
            (
                "Lượt đảng viên có mặt, trên số lượt phải dự của các kỳ đã họp trong năm.", NOT_COUNTED,
                f"Vắng có lý do {number(sums['excused'])} lượt, không lý do {number(sums['unexcused'])} lượt.",
            ),
            is_provisional=is_open,
        ),
        Figure(
            "Kỳ xếp loại Tốt", sums["tot"], sums["reviewed_count"], "", None,
            ("Số kỳ xếp loại Tốt theo điểm thẩm định, trên số kỳ đã thẩm định trong năm.",),
            note=f"{number(waiting)} kỳ chưa thẩm định" if waiting else "",
        ),
    ]  # fmt: skip
    if fact is not None:
        why = "Số quý đã sinh hoạt chuyên đề, trên số quý đã hết mà chi bộ phải họp cả quý."
        figures.append(
            Figure("Quý có chuyên đề", fact.quarters_held, fact.quarters_due, "", targets.held, (why,))
        )
    return figures


def is_settled(row: Tally) -> bool:
    """Nothing of the month is still to come: no meeting pending, none waiting to be sent or reviewed."""
    return not row.pending and row.reviewed_count >= row.held


def _before(month: date, words: str) -> str:
    return f"tháng {add_months(month, -1).month}: {words}"


def _held(row: Tally, before: Tally | None, target: Decimal | None, month: date) -> Figure:
    parts = [f"{number(row.missing)} chưa tổ chức"] if row.missing else []
    if row.pending:
        parts.append(f"{number(row.pending)} chưa đến hạn")
    return Figure(
        "Chi bộ đã sinh hoạt",
        row.held,
        row.due,
        _before(month, over(before.held, before.due)) if before else "",
        target,
        (
            "Số chi bộ đã họp kỳ thường kỳ của tháng, trên số chi bộ phải họp.",
            "Phải họp: chi bộ hoạt động trọn tháng; chi bộ mới tính từ tháng trọn đầu tiên.",
            (
                f"Chưa họp: cấp trên đồng ý không tổ chức {number(row.absence_agreed)}; "
                f"đã quá ngày {number(row.missing)}; chưa đến hạn {number(row.pending)}."
            ),
        ),
        note=", ".join(parts),
        note_link="#attention" if row.missing else "",
        is_provisional=row.pending > 0,
    )


def _on_time(row: Tally, before: Tally | None, target: Decimal | None, month: date) -> Figure:
    return Figure(
        "Sinh hoạt đúng hạn",
        row.on_time,
        row.due,
        _before(month, over(before.on_time, before.due)) if before else "",
        target,
        (
            "Số chi bộ họp đúng hạn, trên số chi bộ phải họp.",
            ON_TIME,
            f"Không đúng hạn: họp chậm {number(row.late)}, chưa họp {number(row.due - row.held)}.",
        ),
        is_provisional=row.pending > 0,
    )


def _present(row: Tally, before: Tally | None, target: Decimal | None, month: date) -> Figure:
    return Figure(
        "Đảng viên dự / phải dự",
        row.present,
        row.expected,
        _before(month, share(before.present, before.expected)) if before else "",
        target,
        (
            "Đảng viên có mặt (kể cả đến muộn, về sớm), trên số phải dự của các kỳ đã họp.",
            NOT_COUNTED,
            f"Vắng có lý do {number(row.excused)}, không lý do {number(row.unexcused)}.",
        ),
        is_provisional=row.pending > 0,
    )


def _tot(row: Tally, before: Tally | None, target: Decimal | None, month: date) -> Figure:
    waiting = row.held - row.reviewed_count
    return Figure(
        "Kỳ xếp loại Tốt",
        row.tot,
        row.reviewed_count,
        _before(month, over(before.tot, before.reviewed_count)) if before else "",
        target,
        (
            "Số kỳ xếp loại Tốt theo điểm thẩm định, trên số kỳ đã thẩm định.",
            f"Chưa tính: {number(waiting)} kỳ đã họp, chưa thẩm định.",
            f"Kể riêng: {number(row.missing)} chi bộ chưa tổ chức mà không được đồng ý (0 điểm, loại Kém).",
        ),
        note=f"{number(waiting)} kỳ chưa thẩm định" if waiting else "",
        is_provisional=not is_settled(row),
    )


def _reported(row: Tally, before: Tally | None, month: date) -> Figure:
    left = row.base_due - row.base_reported
    due_on = add_months(month, 1) + timedelta(days=FILING_DAY - 1)
    return Figure(
        "TCCSĐ đã gửi báo cáo",
        row.base_reported,
        row.base_due,
        _before(month, over(before.base_reported, before.base_due)) if before else "",
        None,
        (
            "Tổ chức cơ sở đảng mà mọi chi bộ phải họp đều đã gửi biên bản, hoặc được đồng ý không tổ chức.",
            "Không tính: tổ chức cơ sở đảng không có chi bộ nào phải họp trong tháng.",
        ),
        note=f"còn {number(left)}, hạn {dm(due_on)}" if left else "",
        is_provisional=left > 0,
    )
