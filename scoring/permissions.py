"""Who may do what to score sheets. The chapter's numbers are the chapter's; the superior's are the superior's."""

from __future__ import annotations

from chapters.permissions import Permission
from chapters.roles import Role
from meetings.permissions import LEADERS, REVIEW_MEETING, AtHome

SCORE_SHEET = AtHome("scoring.score_sheet", LEADERS, "Chấm phiếu, đưa ra biểu quyết điểm tự chấm")
REVIEW_SHEET = REVIEW_MEETING
READ_CRITERIA = Permission("scoring.read_criteria", frozenset(Role), "Đọc bộ tiêu chí chấm điểm")

__all__ = ["READ_CRITERIA", "REVIEW_SHEET", "SCORE_SHEET"]
