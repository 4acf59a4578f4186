"""Who may see what adds up, and who may have it added up anew."""

from __future__ import annotations

from chapters.permissions import permission
from chapters.roles import Role

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
