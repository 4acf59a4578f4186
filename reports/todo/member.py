"""What waits for a member who signs in: the own tasks, the next meeting, the thu hoạch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from meetings.models import Meeting, Reflection, Task
from reports.todo.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.todo.desk import Desk


def tasks(desk: Desk) -> Iterator[Work]:
    """Those given to me that I have not yet said are done."""
    mine = Task.objects.filter(assignee__user=desk.user, state=Task.State.OPEN).select_related("meeting")
    for task in mine.overdue_first()[:7]:
        yield Work(
            what=task.text,
            why=f"Giao tại kỳ {desk.month_words(task.meeting.month)}"
            + (f" · kết quả phải có: {task.expected_result}" if task.expected_result else ""),
            act="Báo kết quả",
            url=reverse("meetings:tasks"),
            icon="check2-square",
            due_on=task.due_on,
            points=1,
        )


def notice(desk: Desk) -> Iterator[Work]:
    """The next meeting, once its notice has been sent."""
    planned = Meeting.objects.filter(
        organization=desk.organization,
        status=Meeting.Status.PLANNED,
        notice_sent_at__isnull=False,
        held_on__gte=desk.today,
    )
    for meeting in planned.order_by("held_on")[:2]:
        at = f", {meeting.starts_at:%H giờ %M}" if meeting.starts_at else ""
        yield Work(
            what=f"Dự {meeting.get_kind_display().lower()} {desk.month_words(meeting.month)}",
            why=f"Ngày {meeting.held_on:%d/%m}{at}" + (f", {meeting.place}" if meeting.place else ""),
            act="Xem thông báo",
            url=reverse("meetings:detail", args=[meeting.pk]),
            icon="calendar3",
            due_on=meeting.held_on,
            due_words=f"Ngày {meeting.held_on:%d/%m}",
        )


def reflections(desk: Desk) -> Iterator[Work]:
    owed = Reflection.objects.filter(member__user=desk.user, submitted_on__isnull=True).select_related(
        "topic"
    )
    for reflection in owed.order_by("due_on")[:2]:
        yield Work(
            what=f"Nộp bản thu hoạch: {reflection.topic.title}",
            why="Nộp cho chi ủy; hệ thống chỉ ghi ngày nộp.",
            act="Xem",
            url=reverse("meetings:list"),
            icon="pencil-square",
            due_on=reflection.due_on,
        )
