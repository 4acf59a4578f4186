"""The kind of import of this app: a yearly table of meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chapters.imports.kinds import ImportKind, register
from chapters.imports.names import chapters_below
from chapters.permissions import IMPORT_MEETINGS
from common.text import fold
from meetings.imports.comparison import compare_meetings, show_meeting
from meetings.imports.correcting import correct_meeting
from meetings.imports.understanding import COMMITTEE, understand_meetings
from meetings.imports.writing import write_meetings

if TYPE_CHECKING:
    from chapters.imports.lines import Line
    from chapters.models import ImportBatch, Organization

PARTS = {"date": "ngày họp", "ratio": "dự/tổng", "score": "điểm", "grade": "xếp loại"}
FIELDS = {"number": "Số thứ tự", "chapter": "Chi bộ", "members": "Số đảng viên", "note": "Ghi chú"} | {
    f"{month}:{part}": f"Tháng {month}: {label}" for month in range(1, 13) for part, label in PARTS.items()
}


def register_kinds() -> None:
    register(MEETINGS)


def _chapter_title(line: Line) -> str:
    title: str = line.values["chapter"]
    return title


def _candidates(batch: ImportBatch, title: str) -> list[Organization]:
    return chapters_below(batch)


def _committee(batch: ImportBatch, title: str) -> Organization | None:
    """The row of the committee's own meetings means the body the table is about."""
    return batch.organization if COMMITTEE.search(fold(title)) else None


MEETINGS = ImportKind(
    name="meetings",
    permission=IMPORT_MEETINGS,
    understand=understand_meetings,
    fields=FIELDS,
    columns={
        "chapter": "Chi bộ",
        "month": "Tháng",
        "date": "Ngày họp",
        "ratio": "Dự/tổng",
        "score": "Điểm tự chấm",
        "grade": "Xếp loại",
    },
    titles=_chapter_title,
    candidates=_candidates,
    means=_committee,
    compare=compare_meetings,
    write=write_meetings,
    correct=correct_meeting,
    show=show_meeting,
    blocking=frozenset({"date_impossible", "date_missing", "not_a_number", "ratio_became_date", "rule"})
    | {"count_missing", "present_over_total", "already_recorded", "not_active", "no_data"},
)
