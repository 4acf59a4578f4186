"""The dashboard as .xlsx: the organizations of the month, and the ledger of the year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from common.spreadsheets.writing import Table
from common.templatetags.vi import moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.dashboards.page import Dashboard, Line

LINES = (
    "TT", "Tổ chức", "Số chi bộ", "Đảng viên", "Phải họp", "Đã họp", "Đúng hạn", "Họp chậm", "Chưa tổ chức",
    "Đồng ý không tổ chức", "Chưa đến hạn", "Ngày họp", "Dự", "Phải dự", "Tỷ lệ dự (%)", "Điểm tự chấm bình quân",
    "Điểm thẩm định bình quân", "So tháng trước", "Tốt", "Khá", "Trung bình", "Kém", "Đã gửi", "Ghi chú",
)  # fmt: skip


def tables(page: Dashboard) -> list[Table]:
    name = f"Tháng {page.month.month}-{page.month.year}"
    said_at = moment(page.row.computed_at) if page.row else ""
    title = f"{page.organization.name}. Sinh hoạt chi bộ tháng {page.month.month}/{page.month.year}."
    if said_at:
        title += f" Số liệu đến {said_at}."
    lines = Table(name, LINES, list(_lines(page)), title, widths=(5, 46))
    if page.organization.is_chapter:
        return [Table(f"Năm {page.month.year}", MONTHS, list(_months(page)), title)]
    ledger = Table(
        f"Năm {page.month.year}",
        ("TT", "Tổ chức", *(f"T{month.month}" for month in page.months), "Cộng"),
        [
            (place, row.organization.name, *(cell.figure or "0" for cell in row.cells), row.exceptions)
            for place, row in enumerate(page.heat_rows, start=1)
        ],
        f"{page.organization.name}. Số chi bộ chưa tổ chức hoặc họp chậm từng tháng, năm {page.month.year}.",
        widths=(5, 46, *[6] * 13),
    )
    return [lines, ledger]


def _lines(page: Dashboard) -> Iterator[tuple[object, ...]]:
    for place, line in enumerate(page.lines, start=1):
        yield (place, line.organization.name, *_cells(line))


def _cells(line: Line) -> tuple[object, ...]:
    row = line.now
    return (
        row.chapters, row.members, row.due, row.held, row.on_time, row.late, row.missing, row.absence_agreed,
        row.pending, row.held_on, row.present, row.expected, _percent(row.present, row.expected),
        _rounded(line.own_points), _rounded(line.points), _rounded(line.change),
        row.tot, row.kha, row.tb, row.kem, row.submitted, row.absence_reason,
    )  # fmt: skip


MONTHS = (
    "Tháng", "Trạng thái", "Ngày họp", "Chậm (ngày)", "Dự", "Phải dự", "Tỷ lệ dự (%)", "Ý kiến", "Tự chấm",
    "Thẩm định", "Xếp loại", "Ghi chú",
)  # fmt: skip


def _months(page: Dashboard) -> Iterator[tuple[object, ...]]:
    for line in page.month_lines:
        if (row := line.row) is not None:
            yield (
                f"{line.month.month}/{line.month.year}", row.get_state_display(), row.held_on, row.days_late,
                row.present, row.expected, _percent(row.present, row.expected), row.contributions,
                row.own_self_points, row.own_reviewed_points, row.get_grade_display(), row.absence_reason,
            )  # fmt: skip


def _percent(part: int, whole: int) -> Decimal | None:
    return _rounded(Decimal(part * 100) / whole) if whole else None


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.1"))
