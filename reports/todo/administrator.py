"""What waits for those who keep the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from accounts.models import User
from chapters.models import Organization
from chapters.querysets import in_force
from chapters.roles import Role
from reports.models import Report, RollupJob
from reports.todo.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.todo.desk import Desk


def health(desk: Desk) -> Iterator[Work]:
    """Jobs that failed or were left by their worker."""
    if stuck := RollupJob.objects.stuck().count() + Report.objects.stuck().count():
        yield Work(
            what=f"Xem {stuck} việc nền không chạy xong",
            why="Tổng hợp số liệu hoặc dựng báo cáo bị lỗi trong 7 ngày qua.",
            act="Xem sức khỏe hệ thống",
            url=reverse("reports:health"),
            icon="heart-pulse",
            waiting_since=desk.today,
        )


def accounts(desk: Desk) -> Iterator[Work]:
    """Accounts that can do nothing, and chapters nobody can write for."""
    idle = User.objects.filter(is_active=True, is_superuser=False, role_holdings__isnull=True).count()
    if idle:
        yield Work(
            what=f"Giao vai cho {idle} tài khoản",
            why="Tài khoản chưa có vai thì đăng nhập được nhưng chưa thấy gì.",
            act="Mở tài khoản",
            url=reverse("chapters:accounts"),
            icon="person-gear",
        )
    chapters = Organization.objects.filter(desk.below("path")).active().chapters()
    led = chapters.filter(in_force(desk.today, "role_holdings__"), role_holdings__role=Role.SECRETARY)
    silent = chapters.count() - led.distinct().count()
    if silent:
        yield Work(
            what=f"Lập tài khoản bí thư cho {silent} chi bộ",
            why="Chưa ai ghi được cuộc họp ở các chi bộ này.",
            act="Mở tài khoản",
            url=reverse("chapters:accounts"),
            icon="person-plus",
        )
