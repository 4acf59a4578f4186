"""Evidence of what became of the previous resolution: tasks, shortcomings, petitions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from meetings.models import Limitation, Meeting
from scoring.evidence.addresses import link
from scoring.evidence.phrases import dm, ratio_words
from scoring.evidence.registry import evidence, worded
from scoring.evidence.suggestion import Fact, State, Verdict, does_not_arise, nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from scoring.evidence.record import Record, TaskRow
    from scoring.evidence.suggestion import Links


def previous_link(record: Record) -> Links:
    return link("Nhiệm vụ kỳ trước", record.meeting.pk, "previous")


def has_past(record: Record) -> bool:
    """Whether an earlier meeting was recorded here: without one, an empty list says nothing."""
    return record.meeting.previous_source == Meeting.Source.RECORDED


@evidence("previous_resolution.on_time_rate_pct", "nhiệm vụ kỳ trước xong đúng hạn trên số đến hạn")
def tasks_on_time(record: Record) -> Fact:
    return _on_time(record, record.taken_up, "nhiệm vụ đến hạn")


@evidence("previous_topic.on_time_rate_pct", "việc của chuyên đề kỳ trước xong đúng hạn trên số đến hạn")
def topic_tasks_on_time(record: Record) -> Fact:
    rows = [row for row in record.taken_up if row.given_kind == Meeting.Kind.THEMATIC]
    return _on_time(record, rows, "việc của chuyên đề trước đến hạn")


def _on_time(record: Record, rows: Iterable[TaskRow], what: str) -> Fact:
    """Tasks due by the day of the meeting, or done early; of these, done by the day they were due."""
    day = record.meeting.held_on or record.as_of
    due = [row for row in rows if row.was_on_time or _was_due(row, day)]
    waiting = [row for row in due if row.result is None] if record.is_running else []
    counted = [row for row in due if row not in waiting]
    if not due:
        if has_past(record) or record.taken_up:
            return does_not_arise(f"không có {what}", previous_link(record))
        return nothing("Chưa có kỳ trước trong hệ thống")
    if not counted:
        return nothing(f"Chưa đánh giá {len(waiting)} {what}", previous_link(record))
    done = sum(row.was_on_time for row in counted)
    words = f"{ratio_words(done, len(counted))} {what} xong đúng hạn"
    if waiting:
        words += f"; còn {len(waiting)} chưa đánh giá"
    state = State.EXPECTED if waiting else State.KNOWN
    return Fact(words, done, len(counted), previous_link(record), state)


def _was_due(row: TaskRow, day: date) -> bool:
    due_on = row.judged_due_on if row.result is not None else row.due_on
    return due_on is not None and due_on <= day


@evidence("previous_resolution.reviewed_items_rate_pct", "nhiệm vụ kỳ trước được đánh giá tại kỳ này")
def tasks_reviewed(record: Record) -> Fact:
    if not record.taken_up:
        if has_past(record):
            return does_not_arise("không có nhiệm vụ kỳ trước", previous_link(record))
        return nothing("Chưa có kỳ trước trong hệ thống")
    reviewed = sum(row.result is not None for row in record.taken_up)
    words = f"Đánh giá {reviewed}/{len(record.taken_up)} nhiệm vụ kỳ trước"
    waiting = record.is_running and reviewed < len(record.taken_up)
    state = State.EXPECTED if waiting else State.KNOWN
    words += "; tạm tính đủ" if waiting else ""
    return Fact(words, reviewed, len(record.taken_up), previous_link(record), state)


@worded("previous_resolution.reviewed_items_rate_pct")
def committee_reviewed(record: Record, facts: Sequence[Fact]) -> Verdict:
    reviewed = facts[0]
    if not reviewed.is_known:
        return Verdict(None)
    if reviewed.value == reviewed.whole or record.is_running:
        return Verdict(0, reviewed.state)
    return Verdict(1 if reviewed.value else 2)


@evidence("member_tasks.assessed_rate_pct", "đảng viên được phân công đã được đánh giá")
def members_assessed(record: Record) -> Fact:
    assigned = {row.assignee_id for row in record.taken_up if row.assignee_id}
    if not assigned:
        return nothing("Không có đảng viên đang được phân công")
    judged = {row.assignee_id for row in record.taken_up if row.assignee_id and row.result is not None}
    words = f"Đánh giá {len(judged)}/{len(assigned)} đảng viên được phân công"
    return Fact(words, len(judged), len(assigned), previous_link(record))


@worded("member_tasks.assessed_rate_pct", "member_remarks.count")
def members_judged(record: Record, facts: Sequence[Fact]) -> Verdict:
    assessed, remarks = facts
    if record.is_running and not assessed.value and not remarks.value:
        return Verdict(None)
    if not assessed.is_known:
        return Verdict(0 if remarks.value else 2)
    if assessed.value == assessed.whole and remarks.value:
        return Verdict(0)
    return Verdict(1 if assessed.value or remarks.value else 2)


@evidence("previous_limitations.fixed_rate_pct", "hạn chế kỳ trước đã khắc phục hoặc đúng tiến độ")
def limitations_fixed(record: Record) -> Fact:
    rows = record.limitations
    if not rows:
        if has_past(record):
            return does_not_arise("kỳ trước không ghi hạn chế")
        return nothing("Chưa có kỳ trước trong hệ thống")
    good = (Limitation.Result.FIXED, Limitation.Result.ON_SCHEDULE)
    fixed = sum(row.result in good for row in rows)
    unjudged = sum(not row.result for row in rows)
    if record.is_running and unjudged == len(rows):
        return nothing(f"Chưa đánh giá {unjudged} hạn chế kỳ trước", previous_link(record))
    words = f"{fixed}/{len(rows)} hạn chế khắc phục xong hoặc đúng tiến độ"
    state = State.EXPECTED if record.is_running and unjudged else State.KNOWN
    return Fact(words, fixed, len(rows), previous_link(record), state)


@worded("previous_limitations.fixed_rate_pct")
def shortcomings_mended(record: Record, facts: Sequence[Fact]) -> Verdict:
    fixed = facts[0]
    if not fixed.is_known:
        return Verdict(None, fixed.state)
    if fixed.value == fixed.whole:
        return Verdict(0, fixed.state)
    return Verdict(1 if fixed.value else 2, fixed.state)


@evidence(
    "petitions.on_time_rate_pct", "kiến nghị được trả lời hoặc chuyển cấp trên đúng hạn trên số đến hạn"
)
def petitions_on_time(record: Record) -> Fact:
    """Due since the meeting before; older ones count while nobody has answered them."""
    day = record.meeting.held_on or record.as_of
    since = record.meeting.previous_on or record.meeting.month - timedelta(days=1)
    due = [
        row
        for row in record.petitions
        if row.due_on is not None
        and row.due_on <= day
        and (row.due_on > since or row.settled_on is None or row.settled_on > since)
    ]
    links = link("Kiến nghị", record.meeting.pk, "petitions")
    if not due:
        return does_not_arise(f"không có kiến nghị đến hạn trước {dm(day)}", links)
    done = sum(row.was_on_time for row in due)
    return Fact(f"{ratio_words(done, len(due))} kiến nghị trả lời, báo cáo đúng hạn", done, len(due), links)
