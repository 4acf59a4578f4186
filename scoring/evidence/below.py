"""Evidence of a committee's care for the chapters below it, by the month before its meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.templatetags.vi import my
from scoring.evidence.registry import evidence, worded
from scoring.evidence.suggestion import Fact, State, Verdict, does_not_arise, nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.evidence.record import Record


@evidence("children.reported_rate_pct", "chi bộ trực thuộc đã gửi kết quả sinh hoạt tháng trước")
def children_reported(record: Record) -> Fact:
    below = record.children
    if below is None or not below.active:
        return nothing("Không có chi bộ trực thuộc")
    words = f"{below.filed}/{below.active} chi bộ đã gửi kỳ {my(below.month)}"
    return Fact(words, min(below.filed, below.active), below.active)


@evidence("petitions.summary_attached", "tổng hợp kiến nghị của chi bộ, đảng viên")
def petitions_summary(record: Record) -> Fact:
    count = sum(row.meeting_id == record.meeting.pk for row in record.petitions)
    return Fact(f"tổng hợp {count} kiến nghị" if count else "", count)


@worded("children.reported_rate_pct", "petitions.summary_attached")
def situation_gathered(record: Record, facts: Sequence[Fact]) -> Verdict:
    filed, summary = facts
    if not filed.is_known:
        return Verdict(0 if summary.value else None, words=summary.words or filed.words)
    if filed.value == filed.whole:
        return Verdict(0)
    return Verdict(1 if filed.value or summary.value else 2)


@evidence("children.scores_reviewed_rate_pct", "kết quả tự chấm của chi bộ trực thuộc đã thẩm định")
def children_reviewed(record: Record) -> Fact:
    below = record.children
    if below is None or not below.filed:
        return does_not_arise("không có chi bộ gửi kết quả để thẩm định")
    words = f"Thẩm định {below.reviewed}/{below.filed} chi bộ đã gửi kỳ {my(below.month)}"
    return Fact(words, below.reviewed, below.filed)


@worded("children.scores_reviewed_rate_pct")
def scores_reviewed(record: Record, facts: Sequence[Fact]) -> Verdict:
    reviewed = facts[0]
    if reviewed.state == State.NOT_APPLICABLE:
        return Verdict(None, State.NOT_APPLICABLE)
    if reviewed.value == reviewed.whole:
        return Verdict(0)
    return Verdict(1 if reviewed.value else 2)
