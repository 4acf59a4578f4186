"""The work that waits today for each demo account."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from common.dates import add_months, month_of
from common.workdays import working_day_from
from meetings.models import Meeting, Minutes, Task

if TYPE_CHECKING:
    from reports.demo.people import Census, Unit
    from reports.demo.plans import Plan


class Bender:
    """Steers this and last month's meetings around the showcase, so that every account has something to do."""

    def __init__(self, census: Census, today: date) -> None:
        self.today = today
        self.month = month_of(today)
        above = _showcase(census).organization.parent_id
        self.sisters = [unit for unit in census.units if unit.organization.parent_id == above]

    def __call__(self, plan: Plan, unit: Unit) -> None:
        if unit.is_showcase:
            self._for_the_secretary(plan)
        elif unit in self.sisters and plan.month == self.month and plan.held_on is not None:
            self._for_the_committee(plan, self.sisters.index(unit))

    def _for_the_secretary(self, plan: Plan) -> None:
        if plan.month == self.month:
            plan.held_on = plan.registered_on = working_day_from(self.today)
            plan.stops_at = Meeting.Status.PLANNED
        elif plan.month == add_months(self.month, -1):
            plan.stops_at = Meeting.Status.RETURNED

    def _for_the_committee(self, plan: Plan, place: int) -> None:
        if place == len(self.sisters) - 1:
            plan.held_on = None
            plan.absence_reason = "cả chi bộ tham gia đợt chỉnh lý tài liệu đột xuất theo lệnh của tỉnh"
            return
        day = max(self.month, working_day_from(self.today - timedelta(days=5 + place)))
        plan.held_on = plan.registered_on = min(day, self.today)
        plan.days_to_submit, plan.days_to_review = 0, 20
        plan.stops_at = Meeting.Status.SUBMITTED


def leave(census: Census, today: date, now: datetime) -> None:
    """Minutes of the showcase's đảng bộ, kept and numbered; tasks of the demo's member: one overdue, one done."""
    _keep_minutes(census)
    member = census.accounts["dangvien"].member
    showcase = _showcase(census).organization
    last = Meeting.objects.filter(organization=showcase, opened_at__isnull=False).order_by("-month").first()
    if last is None:
        return
    Task.objects.create(
        organization=showcase,
        meeting=last,
        text="Số hóa hồ sơ lưu trữ giai đoạn 2015 - 2020",
        assignee=member,
        partners="Phòng Nghiệp vụ",
        due_on=today - timedelta(days=3),
        first_due_on=today - timedelta(days=3),
        expected_result="100% hồ sơ",
    )
    Task.objects.create(
        organization=showcase,
        meeting=last,
        text="Gửi tài liệu kỳ tới trước 03 ngày",
        assignee=member,
        due_on=today + timedelta(days=4),
        first_due_on=today + timedelta(days=4),
        expected_result="100% đảng viên nhận",
        state=Task.State.REPORTED,
        report="Đã gửi bản thảo cho chi ủy",
        reported_at=now,
    )


def _keep_minutes(census: Census) -> None:
    above = _showcase(census).organization.parent
    meetings = Meeting.objects.held().filter(organization__parent=above).order_by("held_on", "pk")
    for meeting in meetings.select_related("organization", "chair", "recorder"):
        Minutes.renew(meeting, by=None, at=meeting.closed_at)
        if meeting.submitted_at:
            Minutes.file(meeting, at=meeting.submitted_at)


def _showcase(census: Census) -> Unit:
    return next(unit for unit in census.units if unit.is_showcase)
