"""Evidence of when and how long the meeting was held."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from django.utils import timezone

from common.templatetags.vi import my
from common.workdays import working_day_from
from meetings.models import Meeting
from scoring.evidence.addresses import link
from scoring.evidence.phrases import dm, hm
from scoring.evidence.registry import evidence, worded
from scoring.evidence.suggestion import Fact, State, Verdict, nothing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from scoring.evidence.record import Record
    from scoring.evidence.suggestion import Links


def plan_link(record: Record) -> Links:
    return link(f"Lịch tháng {record.meeting.month.month}", record.meeting.pk, "plan")


def registered_day(record: Record) -> date | None:
    """The day registered for the month, or the organization's fixed day in it."""
    meeting = record.meeting
    if meeting.registered_on or not meeting.fixed_day:
        return meeting.registered_on
    last = calendar.monthrange(meeting.month.year, meeting.month.month)[1]
    return meeting.month.replace(day=min(meeting.fixed_day, last))


@evidence("meeting.held_in_period", "ngày họp nằm trong tháng của kỳ")
def held_in_period(record: Record) -> Fact:
    held_on, month = record.meeting.held_on, record.meeting.month
    if held_on is None:
        return nothing("Chưa ghi ngày họp")
    inside = (held_on.year, held_on.month) == (month.year, month.month)
    words = f"Họp {dm(held_on)}" if inside else f"Họp {dm(held_on)}, ngoài kỳ {my(month)}"
    return Fact(words, int(inside), links=plan_link(record))


@evidence(
    "meeting.registered_date", "ngày đã đăng ký với cấp trên; ngày nghỉ chuyển sang ngày làm việc kế tiếp"
)
def registered_date(record: Record) -> Fact:
    day, held_on = registered_day(record), record.meeting.held_on
    if day is None or held_on is None:
        return nothing("chưa có ngày đăng ký")
    on_the_day = held_on in {day, working_day_from(day)}
    words = "đúng ngày đăng ký" if on_the_day else f"ngày đăng ký {dm(day)}"
    return Fact(words, int(on_the_day), links=plan_link(record))


@evidence("meeting.reschedule_reported", "đã báo cấp trên đổi ngày trước ngày đăng ký")
def reschedule_reported(record: Record) -> Fact:
    told, day = record.meeting.reschedule_reported_at, registered_day(record)
    if told is None or day is None:
        return Fact("", 0)
    before = timezone.localtime(told).date() < day
    return Fact(f"báo đổi ngày {dm(told)}", int(before), links=plan_link(record))


@worded("meeting.held_in_period", "meeting.registered_date", "meeting.reschedule_reported")
def on_the_registered_day(record: Record, facts: Sequence[Fact]) -> Verdict:
    inside, on_the_day, told = facts
    if not inside.is_known or not on_the_day.is_known:
        return Verdict(None)
    if on_the_day.value:
        return Verdict(0, words=f"Họp {dm(record.meeting.held_on)}, đúng ngày đăng ký")
    if inside.value and told.value:
        return Verdict(1)
    return Verdict(2, words="; ".join(fact.words for fact in facts if fact.words) + _untold(told))


def _untold(told: Fact) -> str:
    return "" if told.words else "; chưa báo đổi ngày"


@evidence(
    "meeting.required_minutes", "thời lượng quy định: 90 phút, kết hợp 120 phút, hoặc mức cấp trên cho phép"
)
def required_minutes(record: Record) -> Fact:
    return Fact("", record.required_minutes)


@evidence("meeting.duration_minutes", "giờ kết thúc trừ giờ bắt đầu, trừ giải lao")
def duration_minutes(record: Record) -> Fact:
    meeting, links = record.meeting, link("Chương trình", record.meeting.pk, "agenda")
    lasted = record.duration_minutes
    if lasted is not None and not record.is_running:
        words = (
            f"{hm(meeting.starts_at)} – {hm(meeting.ends_at)}, được {lasted}/{record.required_minutes} phút"
        )
        return Fact(words, lasted, links=links)
    if record.is_running and meeting.starts_at is not None:
        words = f"Bắt đầu {hm(meeting.starts_at)}; tạm tính đủ {record.required_minutes} phút"
        return Fact(words, record.required_minutes, links=links, state=State.EXPECTED)
    return nothing("Chưa ghi giờ bắt đầu, giờ kết thúc")


@evidence("meeting.shortfall_minutes", "số phút còn thiếu so với quy định")
def shortfall_minutes(record: Record) -> Fact:
    lasted = duration_minutes(record)
    if not lasted.is_known:
        return nothing(lasted.words)
    short = max(0, record.required_minutes - int(lasted.value or 0))
    return Fact(lasted.words, short, links=lasted.links, state=lasted.state)


@evidence("meeting.regular_held_in_month", "có sinh hoạt thường kỳ trong cùng tháng")
def regular_in_month(record: Record) -> Fact:
    month = my(record.meeting.month)
    if record.meeting.kind == Meeting.Kind.REGULAR or record.meeting.regular_in_month:
        return Fact(f"Có sinh hoạt thường kỳ tháng {month}", 1, links=plan_link(record))
    return Fact(f"Chưa có sinh hoạt thường kỳ tháng {month}", 0, links=plan_link(record))


@evidence("meeting.merged_with_other", "ghi là lồng ghép với họp chuyên môn")
def merged(record: Record) -> Fact:
    if record.meeting.merged_with_other:
        return Fact("có lồng ghép họp chuyên môn", 1)
    return Fact("không lồng ghép họp chuyên môn", 0)


@worded("meeting.regular_held_in_month", "meeting.merged_with_other")
def not_instead_of_regular(record: Record, facts: Sequence[Fact]) -> Verdict:
    regular, mixed = facts
    return Verdict(0 if regular.value and not mixed.value else 1)


@evidence("chapter_meeting.after_date", "họp chi ủy trước kỳ sinh hoạt chi bộ mà cuộc họp chuẩn bị")
def before_the_chapter(record: Record) -> Fact:
    met = record.meeting.chapter_met_on
    if record.meeting.kind != Meeting.Kind.CHAPTER_COMMITTEE or met is None or record.meeting.held_on is None:
        return Fact("", 1)
    before = record.meeting.held_on <= met
    words = f"trước kỳ sinh hoạt chi bộ {dm(met)}" if before else f"sau kỳ sinh hoạt chi bộ {dm(met)}"
    return Fact(words, int(before), links=plan_link(record))


@worded("meeting.held_in_period", "chapter_meeting.after_date")
def committee_on_time(record: Record, facts: Sequence[Fact]) -> Verdict:
    inside, before = facts
    if not inside.is_known:
        return Verdict(None)
    if not inside.value:
        return Verdict(2)
    day, held_on = registered_day(record), record.meeting.held_on
    late = day is not None and held_on is not None and held_on > working_day_from(day)
    words = "; ".join(fact.words for fact in facts if fact.words)
    if late:
        words += f"; ngày theo quy chế {dm(day)}"
    return Verdict(0 if before.value and not late else 1, words=words)
