"""What only a row of meetings shows: who is on leave again, who has long said nothing, which day is usual."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from statistics import median_low
from typing import TYPE_CHECKING, Final

from common.dates import last_day
from meetings.models import Attendance, Contribution, Meeting

if TYPE_CHECKING:
    from chapters.models import Organization

WARN_AT: Final = 3
SILENT_FOR: Final = 3
HABIT: Final = 12


def leave_in_a_row(meeting: Meeting) -> dict[int, int]:
    """For each member absent with leave here: how many meetings running, within the year, this one included."""
    absent = {
        place.member_id
        for place in meeting.roll.all()
        if place.is_due and place.presence == place.Presence.EXCUSED
    }
    if not absent:
        return {}
    earlier = [each.pk for each in meeting.earlier_meetings() if each.month.year == meeting.month.year]
    excused = Attendance.objects.filter(
        meeting__in=earlier, member__in=absent, exemption="", presence=Attendance.Presence.EXCUSED
    ).values_list("meeting_id", "member_id")
    away: dict[int, set[int]] = defaultdict(set)
    for at, member in excused:
        away[member].add(at)
    return {member: 1 + _run(earlier, away[member]) for member in absent}


def _run(meetings: list[int], away: set[int]) -> int:
    run = 0
    for each in meetings:
        if each not in away:
            break
        run += 1
    return run


def silent_members(meeting: Meeting) -> set[int]:
    """Present here and at the meetings just before, and not a word in any of them; the chair conducts."""
    earlier = [each.pk for each in meeting.earlier_meetings()[: SILENT_FOR - 1]]
    if len(earlier) < SILENT_FOR - 1:
        return set()
    lately = [meeting.pk, *earlier]
    spoke = set(Contribution.objects.counted().filter(meeting__in=lately).values_list("member_id", flat=True))
    came: dict[int, int] = defaultdict(int)
    for member in Attendance.objects.here().filter(meeting__in=earlier).values_list("member_id", flat=True):
        came[member] += 1
    here = {place.member_id for place in meeting.roll.all() if place.is_here}
    return {member for member in here - spoke - {meeting.chair_id} if came[member] == len(earlier)}


def usual_day(organization: Organization, kind: str, month: date) -> date | None:
    """The habitual day in a month: the fixed day if the superior set one, else the middle of the last twelve.

    A habit is a weekday and which one of the month ("the first Thursday"), not a number.
    """
    if organization.fixed_day:
        return min(month.replace(day=1) + timedelta(days=organization.fixed_day - 1), last_day(month))
    held = Meeting.objects.held().filter(organization=organization, kind=kind, held_on__isnull=False)
    recent = held.order_by("-held_on").values_list("held_on", flat=True)[:HABIT]
    days = [day for day in recent if day is not None]
    if not days:
        return None
    weekday = median_low([day.weekday() for day in days])
    ordinal = median_low([(day.day - 1) // 7 for day in days])
    first = month.replace(day=1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * ordinal)
    return day if day.month == month.month else day - timedelta(days=7)
