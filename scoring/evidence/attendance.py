"""Evidence of who was there (docs/scoring.md, denominators)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from meetings.models import Attendance
from scoring.evidence.addresses import link
from scoring.evidence.phrases import ratio_words, share
from scoring.evidence.registry import evidence, worded
from scoring.evidence.suggestion import Fact, Verdict, nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.evidence.record import Record
    from scoring.evidence.suggestion import Links

MOST_RUNNING: Final = 3
FULL_PERCENT: Final = 90
GOOD_PERCENT: Final = 80


def roll_link(record: Record) -> Links:
    return link("Điểm danh", record.meeting.pk, "roll")


def allowed_absent(due: int, percent: int = FULL_PERCENT) -> int:
    """How many may be absent and the rate still reach the percent: two of 20–29 for 90%."""
    return due - -(-due * percent // 100)


@evidence("attendance.rate_pct", "số có mặt trên số đảng viên phải dự")
def attendance_rate(record: Record) -> Fact:
    due = record.due
    if not due:
        return nothing("Chưa điểm danh")
    here = sum(row.is_here for row in due)
    words = f"{ratio_words(here, len(due))}; cho phép vắng {allowed_absent(len(due))}"
    return Fact(words, here, len(due), roll_link(record), unit="đồng chí dự")


@evidence("attendance.unexcused_count", "số đảng viên vắng không có lý do")
def unexcused(record: Record) -> Fact:
    if not record.roll:
        return nothing("Chưa điểm danh")
    names = [row.name for row in record.due if row.presence == Attendance.Presence.UNEXCUSED]
    who = f" ({', '.join(names[:3])})" if names else ""
    return Fact(f"Không lý do: {len(names)}{who}", len(names), links=roll_link(record))


@evidence("attendance.max_consecutive_excused", "số kỳ vắng có lý do liên tiếp dài nhất trong năm")
def longest_excused(record: Record) -> Fact:
    if not record.roll:
        return nothing()
    return Fact(f"dài nhất {record.longest_excused} kỳ", record.longest_excused, links=roll_link(record))


@worded("attendance.unexcused_count", "attendance.max_consecutive_excused")
def nobody_missing(record: Record, facts: Sequence[Fact]) -> Verdict:
    absent, running = facts
    if not absent.is_known:
        return Verdict(None)
    if absent.value:
        return Verdict(2)
    return Verdict(1 if (running.value or 0) > MOST_RUNNING else 0)


@worded("attendance.rate_pct", "attendance.unexcused_count")
def committee_attendance(record: Record, facts: Sequence[Fact]) -> Verdict:
    rate, absent = facts
    if not rate.is_known or rate.whole is None:
        return Verdict(None)
    here, due = int(rate.value or 0), rate.whole
    if absent.value or 3 * here < 2 * due:
        return Verdict(3)
    if here * 100 >= FULL_PERCENT * due:
        return Verdict(0)
    return Verdict(1 if here * 100 >= GOOD_PERCENT * due else 2)


@evidence(
    "speakers.rate_pct", "số đảng viên phát biểu trên số dự họp; không tính điều hành và người trình bày"
)
def speakers_rate(record: Record) -> Fact:
    here = len(record.here)
    if not here:
        return nothing("Chưa điểm danh")
    spoke = record.speakers
    if record.is_running and not spoke:
        return nothing("Chưa ghi ý kiến")
    words = f"{spoke}/{here} dự họp phát biểu ({share(spoke, here)})"
    return Fact(words, spoke, here, link("Ý kiến", record.meeting.pk, "contributions"), unit="đồng chí")
