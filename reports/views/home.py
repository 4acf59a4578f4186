"""Việc cần làm: the first page of the day, for every role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from chapters.models import Organization
from chapters.permissions import current_holdings, holding_in_hand
from chapters.roles import Role
from meetings.permissions import PLAN_MEETING
from reports.todo import todo
from reports.todo.aside import ChapterYear, Month, NextMeeting
from reports.todo.desk import Desk

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from accounts.request import SignedInRequest
    from reports.todo import Work

LINES = 6
COUNTED = {1: "Một", 2: "Hai", 3: "Ba", 4: "Bốn", 5: "Năm", 6: "Sáu"}


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """One thing first, six more below, the rest counted."""
    desk = _desk(request)
    if desk is None:
        return render(request, "reports/home_empty.html")
    works = todo(desk)
    lines = works[1 : LINES + 1]
    of_chapter = desk.organization.is_chapter and desk.role is not Role.SPECIALIST
    month = None if of_chapter or desk.role is Role.ADMINISTRATOR else Month.of(desk)
    return render(
        request,
        "reports/home.html",
        {
            "desk": desk,
            "today": desk.today,
            "first": _with_state(works[0], desk) if works else None,
            "lines": [_with_state(work, desk) for work in lines],
            "counted": COUNTED.get(len(lines), ""),
            "more": max(len(works) - 1 - LINES, 0),
            "year": ChapterYear.of(desk) if of_chapter else None,
            "month": month,
            "nearest": "" if works else _nearest(desk, month),
            "next": NextMeeting.of(desk) if _is_told_of_drafts(desk) else None,
            "may_plan": PLAN_MEETING.holds(request.user, desk.organization),
            "nav_counts": {"home": len(works)},
        },
    )


def _with_state(work: Work, desk: Desk) -> dict[str, Any]:
    kind, words = work.state(desk.today)
    return {"work": work, "kind": kind, "words": words, "is_overdue": work.is_overdue(desk.today)}


def _nearest(desk: Desk, month: Month | None) -> str:
    """Why it is quiet, or what comes next."""
    meeting = desk.next_meeting
    if meeting and meeting.held_on and _is_told_of_drafts(desk):
        return f"Việc gần nhất: {meeting}, ngày {meeting.held_on:%d/%m}."
    if month and month.counts:
        return f"Tháng {desk.month.month}: không chi bộ nào chậm; {month.counts['pending']} chi bộ chưa đến hạn họp."
    return ""


def _is_told_of_drafts(desk: Desk) -> bool:
    return desk.role in {Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE}


def _desk(request: SignedInRequest) -> Desk | None:
    """The role in hand; one who keeps the whole system sits at the top."""
    holding = holding_in_hand(request)
    today = timezone.localdate()
    if holding:
        places = [held.organization.path for held in current_holdings(request) if held.role == holding.role]
        return Desk(request.user, Role(holding.role), holding.organization, today, places)
    top = Organization.objects.order_by("path").first() if request.user.is_superuser else None
    return Desk(request.user, Role.ADMINISTRATOR, top, today, [top.path]) if top else None
