"""What waits for those who lead a chapter, or a committee that holds meetings of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone

from chapters.models import Member
from chapters.roles import Role
from common.dates import ROMAN_QUARTERS, add_months, last_day, quarter_of
from common.templatetags.vi import WEEKDAYS
from common.workdays import is_working_day
from meetings.models import Meeting, Petition, Task
from meetings.streaks import leave_in_a_row, usual_day
from reports.tallies.timing import due_day
from reports.todo.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reports.todo.desk import Desk

FILE_WITHIN: Final = timedelta(days=2)  # docs/rules.md §1.5
TELL_BEFORE: Final = timedelta(days=1)
PLAN_AHEAD: Final = timedelta(days=10)
THEME_AHEAD: Final = timedelta(days=45)
READ_WITHIN: Final = timedelta(days=45)
RECOGNISE_WITHIN: Final = 30  # working days, docs/rules.md §5
LEAVE_IN_A_ROW: Final = 2
Status = Meeting.Status


def meetings(desk: Desk) -> Iterator[Work]:
    """Each own meeting, by the step it stands at; then the months that have none yet."""
    if desk.role is Role.COMMITTEE and not desk.organization.has_party_committee:
        return
    for meeting in desk.meetings:
        yield from _STEPS[Status(meeting.status)](desk, meeting) if meeting.status in _STEPS else ()
    yield from _not_planned(desk)


def _name(desk: Desk, meeting: Meeting) -> str:
    words = meeting.get_kind_display()
    return f"{words[:1].lower()}{words[1:]} {desk.month_words(meeting.month)}"


def _planned(desk: Desk, meeting: Meeting) -> Iterator[Work]:
    day = meeting.held_on
    if day is None or day <= desk.today:
        yield Work(
            what=f"Vào cuộc họp: {_name(desk, meeting)}" if day else f"Chọn ngày: {_name(desk, meeting)}",
            why=f"Dự kiến {_when(meeting)}." if day else "Dự thảo đã có, chưa chọn ngày.",
            act="Vào cuộc họp" if day else "Chọn ngày",
            url=reverse("meetings:detail", args=[meeting.pk]),
            icon="record-circle" if day else "calendar3",
            due_on=day or last_day(meeting.month),
        )
    elif meeting.notice_sent_at is None:
        yield Work(
            what=f"Gửi thông báo {_name(desk, meeting)}",
            why=f"Dự thảo có sẵn: {_when(meeting)} · chưa ai được báo",
            act="Xem dự thảo",
            url=reverse("meetings:detail", args=[meeting.pk]),
            icon="send",
            due_on=day - TELL_BEFORE,
            due_words=f"Gửi trước {day:%d/%m}",
            otherwise="Tài liệu, thông báo đến đảng viên trước ít nhất 01 ngày.",
        )


def _when(meeting: Meeting) -> str:
    if meeting.held_on is None:
        return "chưa chọn ngày"
    at = f", {meeting.starts_at:%H giờ %M}" if meeting.starts_at else ""
    return f"{WEEKDAYS[meeting.held_on.weekday()]} {meeting.held_on:%d/%m}{at}"


def _open(desk: Desk, meeting: Meeting) -> Iterator[Work]:
    yield Work(
        what=f"Hoàn thành biên bản {_name(desk, meeting)}",
        why=f"Cuộc họp {_when(meeting)} đang mở, chưa kết thúc.",
        act="Ghi tiếp",
        url=reverse("meetings:detail", args=[meeting.pk]),
        icon="record-circle",
        due_on=meeting.held_on,
    )


def _closed(desk: Desk, meeting: Meeting) -> Iterator[Work]:
    closed = timezone.localdate(meeting.closed_at) if meeting.closed_at else meeting.held_on
    if meeting.source == Meeting.Source.IMPORTED or closed is None or desk.superior == desk.organization:
        return
    yield Work(
        what=f"Gửi {desk.superior.committee_name} {_name(desk, meeting)}",
        why=f"Đã kết thúc ngày {closed:%d/%m}, chưa gửi cấp trên.",
        act="Xem và gửi",
        url=reverse("meetings:detail", args=[meeting.pk]),
        icon="send",
        due_on=closed + FILE_WITHIN,
        otherwise="Biên bản, nghị quyết gửi cấp trên trong 02 ngày sau cuộc họp.",
        points=5,
    )


def _returned(desk: Desk, meeting: Meeting) -> Iterator[Work]:
    marked = desk.marked_lines.get(meeting.pk, 0)
    since = timezone.localdate(meeting.returned_at) if meeting.returned_at else desk.today
    lines = f"{marked} dòng" if marked else "cuộc họp"
    yield Work(
        what=f"Trả lời {lines} được trả lại, kỳ {desk.month_words(meeting.month)}",
        why=f"{desk.superior.committee_name} chờ từ {since:%d/%m}: {meeting.return_reason}".rstrip(": "),
        act=f"Xem {lines}" if marked else "Xem lại",
        url=reverse("scoring:sheet", args=[meeting.pk])
        if marked
        else reverse("meetings:detail", args=[meeting.pk]),
        icon="arrow-counterclockwise",
        waiting_since=since,
    )


_STEPS = {Status.PLANNED: _planned, Status.OPEN: _open, Status.CLOSED: _closed, Status.RETURNED: _returned}


def _not_planned(desk: Desk) -> Iterator[Work]:
    """The current month's meeting, and the next month's from ten days before the habitual day."""
    kind = Meeting.Kind.REGULAR if desk.organization.is_chapter else Meeting.Kind.PARTY_COMMITTEE
    monthly = [meeting for meeting in desk.meetings if meeting.kind == kind]
    there = {meeting.month for meeting in monthly}
    words = Meeting.Kind(kind).label.lower()
    for month in (desk.month, add_months(desk.month, 1)):
        if month in there:
            continue
        usual = usual_day(desk.organization, kind, month) or last_day(month)
        if month == desk.month:
            due = due_day(month, None, desk.organization.fixed_day)
        elif desk.today < usual - PLAN_AHEAD:
            continue
        else:
            due = usual - TELL_BEFORE
        yield Work(
            what=f"Lập dự thảo {words} {desk.month_words(month)}",
            why=f"Ngày sinh hoạt thường lệ rơi vào {usual:%d/%m}."
            if monthly
            else "Chưa có cuộc họp nào của tháng.",
            act="Lập dự thảo",
            url=f"{reverse('meetings:plan')}?kind={kind}",
            icon="calendar-plus",
            due_on=due,
            otherwise=f"Tháng {month.month} sẽ tính là chưa tổ chức sinh hoạt."
            if desk.organization.is_chapter
            else "",
            points=15,
        )


def themes(desk: Desk) -> Iterator[Work]:
    """A thematic meeting in every quarter (docs/rules.md §1.2)."""
    quarter = quarter_of(desk.today)
    ends = last_day(desk.today.replace(month=quarter * 3, day=1))
    if ends - desk.today > THEME_AHEAD:
        return
    this = [meeting for meeting in desk.meetings if meeting.month.year == desk.today.year]
    if any(meeting.is_thematic and quarter_of(meeting.month) == quarter for meeting in this):
        return
    yield Work(
        what=f"Đặt lịch sinh hoạt chuyên đề quý {ROMAN_QUARTERS[quarter - 1]}",
        why=f"Quý {ROMAN_QUARTERS[quarter - 1]} chưa có sinh hoạt chuyên đề; còn {(ends - desk.today).days} ngày là hết quý.",
        act="Đặt lịch chuyên đề",
        url=f"{reverse('meetings:plan')}?kind={Meeting.Kind.THEMATIC}",
        icon="journal-text",
        due_on=ends,
        otherwise="Thiếu sinh hoạt chuyên đề ở một quý: xếp loại sinh hoạt cả năm cao nhất là Khá.",
        points=10,
    )


def tasks(desk: Desk) -> Iterator[Work]:
    """Overdue tasks, and those that members say are done."""
    unfinished = list(
        Task.objects.unfinished()
        .filter(organization=desk.organization)
        .select_related("assignee")
        .overdue_first()
    )
    reported = [task for task in unfinished if task.state == Task.State.REPORTED]
    overdue = [
        task
        for task in unfinished
        if task.state == Task.State.OPEN and task.due_on and task.due_on < desk.today
    ]
    if overdue:
        yield Work(
            what=f"Đôn đốc {len(overdue)} nhiệm vụ quá hạn",
            why=f"{_people(overdue)} · lâu nhất: {overdue[0].text}",
            act="Xem",
            url=f"{reverse('meetings:tasks')}?state=overdue",
            icon="exclamation-triangle",
            due_on=overdue[0].due_on,
            points=len(overdue),
        )
    if reported:
        told = [timezone.localdate(task.reported_at) for task in reported if task.reported_at]
        at = f" · công nhận tại kỳ {desk.month_words(desk.next_meeting.month)}" if desk.next_meeting else ""
        yield Work(
            what=f"Xem {len(reported)} nhiệm vụ đảng viên báo đã xong",
            why=f"{_people(reported)}{at}",
            act="Xem",
            url=f"{reverse('meetings:tasks')}?state=reported",
            icon="check2-square",
            waiting_since=min(told, default=desk.today),
        )


def _people(tasks: list[Task]) -> str:
    names = list(dict.fromkeys(str(task.assignee) for task in tasks if task.assignee))
    more = f" và {len(names) - 3} đồng chí khác" if len(names) > 3 else ""  # noqa: PLR2004 (three names fit a line)
    return (", ".join(names[:3]) + more) or "chưa ghi người chủ trì"


def answers(desk: Desk) -> Iterator[Work]:
    """What came back to the difficulties the chapter raised."""
    answered = Petition.objects.filter(
        organization=desk.organization,
        status=Petition.Status.ANSWERED,
        answered_on__gte=desk.today - READ_WITHIN,
    )
    for petition in answered.select_related("assigned_to").order_by("answered_on")[:2]:
        by = petition.assigned_to.committee_name if petition.assigned_to else desk.superior.committee_name
        meeting = desk.next_meeting
        yield Work(
            what=f"Đọc trả lời: {petition.text[:60]}",
            why=f"{by} trả lời ngày {petition.answered_on:%d/%m}; thông báo với chi bộ tại kỳ tới",
            act="Đọc",
            url=reverse("meetings:petition", args=[petition.pk]),
            icon="chat-left-text",
            due_on=meeting.held_on if meeting else None,
            due_words=f"Bàn ngày {meeting.held_on:%d/%m}" if meeting and meeting.held_on else "",
        )


def people(desk: Desk) -> Iterator[Work]:
    """Members to ask after, and those whose probation comes to its end."""
    held = [meeting for meeting in desk.meetings if meeting.is_held and meeting.kind == Meeting.Kind.REGULAR]
    away = leave_in_a_row(held[-1]) if held else {}
    long_away = [pk for pk, run in away.items() if run >= LEAVE_IN_A_ROW]
    before = desk.next_meeting.held_on if desk.next_meeting else None
    members = Member.objects.filter(organization=desk.organization)
    for member in members.filter(pk__in=long_away).by_given_name():
        yield Work(
            what=f"Hỏi thăm đồng chí {member}",
            why=f"Vắng có lý do {away[member.pk]} kỳ liên tiếp",
            act="Xem",
            url=reverse("chapters:member", args=[member.pk]),
            icon="person-exclamation",
            due_words=f"Trước {before:%d/%m}" if before else "",
        )
    for member in members.filter(official_on__isnull=True, admitted_on__isnull=False).by_given_name():
        if notice := member.probation_notice(desk.today):
            ends = member.probation_ends_on or desk.today
            yield Work(
                what=f"Chuẩn bị công nhận chính thức đồng chí {member}",
                why=notice,
                act="Xem hồ sơ",
                url=reverse("chapters:member", args=[member.pk]),
                icon="person-check",
                due_on=ends if ends >= desk.today else after_working_days(ends, RECOGNISE_WITHIN),
            )


def after_working_days(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
