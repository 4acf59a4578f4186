"""Evidence of the papers after the meeting: minutes complete, filed in time. Expected until submission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from meetings.models import AgendaItem
from scoring.evidence.addresses import link
from scoring.evidence.phrases import dm
from scoring.evidence.record import DEADLINE_DAYS, GRACE_DAYS
from scoring.evidence.registry import evidence, worded
from scoring.evidence.suggestion import Fact, State, Verdict, nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.evidence.record import Record
    from scoring.evidence.suggestion import Links


def minutes_link(record: Record) -> Links:
    return link("Biên bản", record.meeting.pk, "minutes")


@evidence("minutes.required_parts_filled", "các phần bắt buộc của biên bản đã đủ")
def minutes_parts(record: Record) -> Fact:
    """`value` is how many required parts are missing (docs/scoring.md lists them)."""
    meeting = record.meeting
    if not record.is_running and not meeting.has_minutes:
        return Fact("Không có biên bản", None, links=minutes_link(record))
    discussed = [item for item in record.items if item.outcome == AgendaItem.Outcome.CONCLUDED]
    parts = {
        "giờ bắt đầu": meeting.starts_at,
        "địa điểm": meeting.place,
        "chủ trì": meeting.chair_id,
        "thư ký": meeting.recorder_id,
        "điểm danh": record.roll,
        "nội dung đã bàn": discussed,
        "ý kiến, diễn biến": record.speeches or any(item.has_notes for item in record.items),
        "kết luận": any(item.has_conclusion for item in record.items),
        "biểu quyết": record.votes,
        "giờ kết thúc": meeting.ends_at,
    }
    missing = [name for name, value in parts.items() if not value]
    if record.is_running:
        return Fact("Tạm tính biên bản ghi đủ các phần", 0, links=minutes_link(record), state=State.EXPECTED)
    words = f"Biên bản thiếu: {', '.join(missing)}" if missing else f"Biên bản đủ {len(parts)} phần"
    return Fact(words, len(missing), links=minutes_link(record))


@worded("minutes.required_parts_filled")
def minutes_full(record: Record, facts: Sequence[Fact]) -> Verdict:
    parts = facts[0]
    if parts.value is None:
        return Verdict(2)
    return Verdict(1 if parts.value else 0, parts.state)


@evidence("minutes.filed_within_days", "số ngày từ cuộc họp đến khi gửi cấp trên")
def filed_within(record: Record) -> Fact:
    days, sent, deadline = record.days_to_file, record.meeting.first_submitted_at, record.deadline
    if days is None or deadline is None:
        return nothing("Chưa ghi ngày họp")
    if sent is None:
        late = f", đã quá {days - DEADLINE_DAYS} ngày" if days > DEADLINE_DAYS else ""
        words = f"Tạm tính gửi đúng hạn {dm(deadline)}" if not late else f"Chưa gửi, hạn {dm(deadline)}{late}"
        return Fact(words, days, links=minutes_link(record), state=State.EXPECTED)
    late = f", chậm {days - DEADLINE_DAYS} ngày" if days > DEADLINE_DAYS else ", đúng hạn"
    return Fact(f"Gửi {dm(timezone.localtime(sent))}{late}", days, links=minutes_link(record))


def lateness(days: int) -> int:
    """0 in time, 1 not more than three days late, 2 later."""
    if days <= DEADLINE_DAYS:
        return 0
    return 1 if days <= DEADLINE_DAYS + GRACE_DAYS else 2


@worded("minutes.required_parts_filled", "minutes.filed_within_days")
def full_and_filed(record: Record, facts: Sequence[Fact]) -> Verdict:
    parts, filed = facts
    if not filed.is_known:
        return Verdict(None)
    if parts.value is None or (parts.value and not record.is_running):
        return Verdict(2, filed.state)
    return Verdict(lateness(int(filed.value or 0)), filed.state)


@evidence("resolution.issued_within_days", "số ngày từ cuộc họp đến khi ban hành nghị quyết, kết luận")
def issued_within(record: Record) -> Fact:
    """Issued with the minutes: the program sends both together."""
    return Fact("", filed_within(record).value)


@worded("minutes.filed_within_days", "resolution.issued_within_days")
def committee_filed(record: Record, facts: Sequence[Fact]) -> Verdict:
    filed = facts[0]
    if not filed.is_known:
        return Verdict(None)
    return Verdict(lateness(int(filed.value or 0)), filed.state)


@worded("minutes.filed_within_days", "topic.final_attached")
def topic_filed(record: Record, facts: Sequence[Fact]) -> Verdict:
    filed = facts[0]
    if not filed.is_known:
        return Verdict(None)
    late = lateness(int(filed.value or 0))
    held_on, final_on = record.meeting.held_on, record.meeting.topic_final_on
    if final_on is not None and held_on is not None:
        late = max(late, lateness((final_on - held_on).days))
    elif record.is_filed:
        late = 2
    return Verdict(late, filed.state)
