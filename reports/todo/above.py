"""What waits for a committee, for the Khối's board, and for those who follow some of its organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from chapters.models import ImportRow
from chapters.roles import Role
from common.dates import add_months, last_day
from common.jobs import JobState
from meetings.models import Delegate, Meeting, Petition
from reports.models import Report, Tally
from reports.todo.desk import join
from reports.todo.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.todo.desk import Desk

SHOWN: Final = 3
REPORT_BY: Final = 5  # of the next month, docs/rules.md §6


def _answers_to(desk: Desk) -> Q:
    """Organizations whose direct superior sits at this desk: those right below the Khối, or all below a committee."""
    if desk.role is Role.BOARD:
        return Q(organization__parent=desk.organization)
    return desk.below("organization__path") & ~Q(organization=desk.organization)


def reviews(desk: Desk) -> Iterator[Work]:
    """Meetings sent up, the one that waits longest first."""
    waiting = list(
        Meeting.objects.waiting_for_review()
        .filter(_answers_to(desk))
        .select_related("organization")[: SHOWN * 20]
    )
    for meeting in waiting[:SHOWN]:
        since = timezone.localdate(meeting.submitted_at) if meeting.submitted_at else desk.today
        yield Work(
            what=f"Thẩm định {meeting.organization.name}, kỳ {desk.month_words(meeting.month)}",
            why=f"{meeting.get_kind_display()}, gửi ngày {since:%d/%m}, chờ {(desk.today - since).days} ngày",
            act="Thẩm định",
            url=reverse("scoring:review", args=[meeting.pk]),
            icon="clipboard-check",
            waiting_since=since,
            points=1,
        )
    if rest := waiting[SHOWN:]:
        since = timezone.localdate(rest[0].submitted_at) if rest[0].submitted_at else desk.today
        yield Work(
            what=f"Thẩm định {len(rest)} cuộc họp khác đang chờ",
            why=join(list(dict.fromkeys(meeting.organization.name for meeting in rest))),
            act="Mở danh sách",
            url=reverse("scoring:inbox"),
            icon="clipboard-check",
            waiting_since=since,
        )


def absences(desk: Desk) -> Iterator[Work]:
    """Those who ask not to hold a meeting."""
    asked = Meeting.objects.filter(_answers_to(desk), status=Meeting.Status.ABSENCE_ASKED)
    for meeting in asked.select_related("organization").order_by("month", "pk")[:SHOWN]:
        yield Work(
            what=f"Trả lời {meeting.organization.name} xin không tổ chức sinh hoạt {desk.month_words(meeting.month)}",
            why=f"Lý do: {meeting.absence_reason}",
            act="Xem và trả lời",
            url=reverse("meetings:detail", args=[meeting.pk]),
            icon="question-circle",
            due_on=last_day(meeting.month),
            otherwise="Không có ý kiến đồng ý, tháng đó tính là chưa tổ chức sinh hoạt.",
        )


def missing(desk: Desk) -> Iterator[Work]:
    """Chapters whose day has passed without a meeting, this month and the last."""
    months = (add_months(desk.month, -1), desk.month)
    rows = Tally.objects.filter(desk.below("organization__path"), month__in=months, state=Tally.State.MISSING)
    late = list(rows.select_related("organization").order_by("month", "due_on", "organization__path"))
    for month in months:
        names = [tally.organization.name for tally in late if tally.month == month]
        first = min((tally.due_on for tally in late if tally.month == month and tally.due_on), default=None)
        if names:
            yield Work(
                what=f"Nhắc {len(names)} chi bộ chưa tổ chức sinh hoạt {desk.month_words(month)}",
                why=join(names),
                act="Xem",
                url=reverse("reports:dashboard", args=[desk.organization.pk, month]),
                icon="x-octagon",
                due_on=first,
                points=len(names),
            )


def reports(desk: Desk) -> Iterator[Work]:
    """Last month's report: to build, to read and issue (docs/rules.md §6)."""
    month = add_months(desk.month, -1)
    report = Report.objects.filter(
        organization=desk.organization, kind=Report.Kind.MONTH, period=month
    ).first()
    if report and (report.is_issued or report.state in {JobState.ASKED, JobState.RUNNING}):
        return
    yield Work(
        what=f"{'Đọc và ban hành' if report and report.is_ready else 'Lập'} báo cáo {desk.month_words(month)}",
        why="Báo cáo đã dựng xong, chờ đọc lại."
        if report and report.is_ready
        else "Chưa lập báo cáo của tháng trước.",
        act="Đọc báo cáo" if report and report.is_ready else "Lập báo cáo",
        url=reverse("reports:detail", args=[report.pk]) if report else reverse("reports:list"),
        icon="file-earmark-text",
        due_on=desk.month.replace(day=REPORT_BY),
    )


def petitions(desk: Desk) -> Iterator[Work]:
    """Difficulties that wait for an answer from here; a specialist carries those of the organizations followed."""
    waiting = Petition.objects.unanswered()
    if desk.role is Role.SPECIALIST:
        found = waiting.filter(desk.below("organization__path")).overdue_on(desk.today)
    else:
        found = waiting.filter(assigned_to=desk.organization)
    counted = found.aggregate(count=Count("pk"), due=Min("due_on"), since=Min("raised_on"))
    if counted["count"]:
        oldest = found.select_related("organization").order_by("due_on", "raised_on").first()
        yield Work(
            what=f"Trả lời {counted['count']} khó khăn, vướng mắc"
            if desk.role is not Role.SPECIALIST
            else f"Đôn đốc trả lời {counted['count']} vướng mắc quá hạn",
            why=f"{oldest.organization.name}: {oldest.text[:80]}" if oldest else "",
            act="Xem",
            url=f"{reverse('meetings:petitions')}?state={'overdue' if desk.role is Role.SPECIALIST else 'mine'}",
            icon="chat-left-text",
            due_on=counted["due"],
            waiting_since=counted["since"],
        )


def visits(desk: Desk) -> Iterator[Work]:
    """Meetings one is invited to as a delegate."""
    invited = Delegate.objects.filter(
        user=desk.user, meeting__status=Meeting.Status.PLANNED, meeting__held_on__gte=desk.today
    )
    for delegate in invited.select_related("meeting__organization").order_by("meeting__held_on")[:SHOWN]:
        meeting = delegate.meeting
        at = f", {meeting.starts_at:%H giờ %M}" if meeting.starts_at else ""
        yield Work(
            what=f"Dự sinh hoạt {meeting.organization.name}",
            why=f"{meeting.get_kind_display()} ngày {meeting.held_on:%d/%m}{at}"
            + (f", {meeting.place}" if meeting.place else ""),
            act="Xem",
            url=reverse("meetings:detail", args=[meeting.pk]),
            icon="calendar3",
            due_on=meeting.held_on,
        )


def imports(desk: Desk) -> Iterator[Work]:
    """Rows of imported tables that nobody has decided on yet."""
    mine = desk.below("batch__organization__path") | Q(
        batch__organization__isnull=True, batch__owner=desk.user
    )
    left = ImportRow.objects.unclear().filter(
        mine, is_written=False, batch__cancelled_at__isnull=True, batch__taken_back_at__isnull=True
    )
    found = list(left.order_by("batch").values("batch__name").annotate(count=Count("pk"))[:SHOWN])
    for batch in found:
        yield Work(
            what=f"Quyết định {batch['count']} dòng chưa rõ khi nhập Excel",
            why=f"Tệp {batch['batch__name']}",
            act="Xem các dòng",
            url=reverse("chapters:imports"),
            icon="question-circle",
        )
