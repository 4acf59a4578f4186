"""Who may see what adds up, and who may have it added up anew."""

from __future__ import annotations

from chapters.permissions import permission
from chapters.roles import Role
from meetings.permissions import LEADERS, AtHome

SEE_FIGURES = permission(
    "reports.see_figures",
    Role.SECRETARY,
    Role.DEPUTY,
    Role.COMMITTEE,
    Role.BOARD,
    Role.SPECIALIST,
    Role.ADMINISTRATOR,
    says="Xem bảng điều hành",
)
KEEP_SYSTEM = permission(
    "reports.keep_system", Role.ADMINISTRATOR, says="Xem sức khỏe hệ thống, tổng hợp lại số liệu"
)
MAKE_REPORT = permission(
    "reports.make_report",
    Role.SECRETARY,
    Role.DEPUTY,
    Role.COMMITTEE,
    Role.BOARD,
    says="Dựng báo cáo tháng, báo cáo năm",
)
ISSUE_REPORT = AtHome("reports.issue_report", LEADERS, "Ban hành báo cáo của tổ chức mình")
