"""Evidence of thematic meetings: the year's plan, the topic's preparation, thu hoạch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.dates import quarter_of
from common.templatetags.vi import quarter
from meetings.models import Topic
from scoring.evidence.addresses import link
from scoring.evidence.phrases import dm, ratio_words
from scoring.evidence.registry import evidence, worded
from scoring.evidence.suggestion import Fact, State, Verdict, does_not_arise, nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.evidence.record import Record
    from scoring.evidence.suggestion import Links

NO_TOPIC = "Chưa gắn chuyên đề của kế hoạch năm"


def topic_link(record: Record) -> Links:
    return link("Chuyên đề", record.meeting.pk, "topic")


@evidence("topic_plan.exists", "có kế hoạch chuyên đề năm")
def plan_exists(record: Record) -> Fact:
    year = record.meeting.month.year
    if record.meeting.plan_id is None:
        return Fact(f"Chưa có kế hoạch chuyên đề năm {year}", 0)
    return Fact(f"Có kế hoạch chuyên đề năm {year}", 1, links=topic_link(record))


@evidence("topic_plan.reported_at", "kế hoạch đã báo cáo cấp trên")
def plan_reported(record: Record) -> Fact:
    day = record.meeting.plan_reported_on
    return Fact(f"báo cáo cấp trên {dm(day)}" if day else "chưa báo cáo cấp trên", int(day is not None))


@worded("topic_plan.exists", "topic_plan.reported_at")
def planned_and_reported(record: Record, facts: Sequence[Fact]) -> Verdict:
    plan, reported = facts
    if not plan.value:
        return Verdict(2, words=plan.words)
    return Verdict(0 if reported.value else 1)


@evidence("topic_plan.quarter_match", "họp đúng quý của kế hoạch")
def quarter_match(record: Record) -> Fact:
    """0 in the planned quarter, 1 in another before it, 2 past it."""
    meeting = record.meeting
    if meeting.topic_quarter is None or meeting.topic_year is None or meeting.held_on is None:
        return nothing(NO_TOPIC)
    planned = (meeting.topic_year, meeting.topic_quarter)
    held = (meeting.held_on.year, quarter_of(meeting.held_on))
    words = f"Kế hoạch {quarter(meeting.topic_quarter)}/{meeting.topic_year}, họp {dm(meeting.held_on)}"
    return Fact(words, 0 if held == planned else 1 if held < planned else 2, links=topic_link(record))


@worded("topic_plan.quarter_match")
def in_planned_quarter(record: Record, facts: Sequence[Fact]) -> Verdict:
    if not facts[0].is_known:
        return Verdict(None)
    return Verdict(int(facts[0].value or 0))


@evidence("topic.category", "nhóm chủ đề")
def topic_category(record: Record) -> Fact:
    if record.meeting.topic_id is None:
        return nothing(NO_TOPIC)
    category = record.meeting.topic_category
    group = f" ({Topic.Category(category).label})" if category else ""
    return Fact(f"Chủ đề “{record.meeting.topic_title}”{group}", 1, links=topic_link(record))


@evidence("topic.selected_by_committee", "chủ đề do chi ủy, chi bộ bàn, lựa chọn")
def topic_selected(record: Record) -> Fact:
    chosen = bool(record.meeting.topic_selected)
    return Fact("chi ủy, chi bộ bàn chọn" if chosen else "", int(chosen))


@evidence("topic.presenter", "đảng viên được phân công chuẩn bị")
def topic_presenter(record: Record) -> Fact:
    if record.meeting.topic_id is None:
        return nothing(NO_TOPIC)
    named = record.meeting.topic_presenter_id is not None
    words = "Có phân công người chuẩn bị" if named else "Chưa phân công người chuẩn bị"
    return Fact(words, int(named), links=topic_link(record))


@evidence("topic.draft_attached", "có dự thảo chuyên đề")
def topic_drafted(record: Record) -> Fact:
    day = record.meeting.topic_drafted_on
    return Fact(f"dự thảo {dm(day)}" if day else "chưa có dự thảo", int(day is not None))


@evidence("topic.draft_approved_at", "dự thảo được chi ủy hoặc bí thư thông qua")
def topic_approved(record: Record) -> Fact:
    day = record.meeting.topic_approved_on
    return Fact(f"thông qua {dm(day)}" if day else "chưa thông qua", int(day is not None))


@worded("topic.presenter", "topic.draft_attached", "topic.draft_approved_at")
def topic_prepared(record: Record, facts: Sequence[Fact]) -> Verdict:
    presenter, draft, approved = facts
    if not presenter.is_known:
        return Verdict(None, words=NO_TOPIC)
    if not draft.value:
        return Verdict(2)
    return Verdict(0 if presenter.value and approved.value else 1)


@evidence("topic.final_attached", "chuyên đề đã hoàn thiện")
def topic_final(record: Record) -> Fact:
    day = record.meeting.topic_final_on
    return Fact(
        f"chuyên đề hoàn thiện {dm(day)}" if day else "chuyên đề chưa hoàn thiện", int(day is not None)
    )


@evidence("delegate_feedback.topic_note", "nhận xét của đại biểu cấp trên về chuyên đề")
def topic_note(record: Record) -> Fact:
    count = record.meeting.topic_notes
    links = link("Đại biểu", record.meeting.pk, "delegates") if count else ()
    return Fact("có nhận xét của đại biểu cấp trên về chuyên đề" if count else "", count, links=links)


@evidence("reflections.submitted_rate_pct", "đảng viên đã nộp thu hoạch trên số phải nộp")
def reflections(record: Record) -> Fact:
    """Those whose time has not run out are taken as coming; the number stays provisional until then."""
    if record.meeting.topic_id is None:
        return nothing(NO_TOPIC)
    if not record.meeting.topic_needs_reflection:
        return does_not_arise("không yêu cầu viết thu hoạch", topic_link(record))
    rows = record.reflections
    if not rows:
        return nothing("Chưa lập danh sách nộp thu hoạch", topic_link(record))
    done = sum(row.submitted_on is not None for row in rows)
    waiting = sum(
        row.submitted_on is None and row.due_on is not None and row.due_on >= record.as_of for row in rows
    )
    if waiting:
        words = f"Đã nộp {ratio_words(done, len(rows))}; {waiting} còn trong hạn"
        return Fact(words, done + waiting, len(rows), topic_link(record), State.EXPECTED)
    return Fact(f"Đã nộp {ratio_words(done, len(rows))}", done, len(rows), topic_link(record))
