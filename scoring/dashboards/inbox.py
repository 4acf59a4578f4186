"""What waits for the superior: the meetings in turn, the longest waiting first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from chapters.models import Organization
from chapters.querysets import held_roles, under
from chapters.roles import Role
from common.dates import month_of
from meetings.models import Meeting
from scoring.models import ScoreLine, ScoreSheet

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User

FILTERS: Final = {
    "above": "Cao hơn hồ sơ",
    "returned": "Gửi lại sau khi trả",
    "committee": "Họp cấp ủy",
}


def turn_of(user: User, prefix: str = "organization__") -> Q:
    """Organizations whose meetings this person reviews: as REVIEW_MEETING holds, asked of many rows."""
    if user.is_superuser:
        return Q()
    turn = Q(pk__in=[])
    for path, role in held_roles(user):
        if role is Role.COMMITTEE:
            turn |= under(path, f"{prefix}parent__path") & ~Q(
                **{f"{prefix}parent__kind": Organization.Kind.BLOC}
            )
        elif role is Role.BOARD:
            turn |= under(path, f"{prefix}parent__path") & Q(
                **{f"{prefix}parent__kind": Organization.Kind.BLOC}
            )
            turn |= Q(**{f"{prefix}path": path, f"{prefix}kind": Organization.Kind.BLOC})
    return turn


def waiting_for(user: User) -> QuerySet[Meeting]:
    """Sent and not yet answered, whose turn is this person's; the longest waiting first."""
    above = ScoreLine.objects.filter(sheet__meeting=OuterRef("pk"), adopted_points__gt=F("evidence_points"))
    return (
        Meeting.objects.filter(turn_of(user), status=Meeting.Status.SUBMITTED)
        .annotate(is_above=Exists(above))
        .order_by("submitted_at", "pk")
    )


def filtered(meetings: QuerySet[Meeting], chosen: str) -> QuerySet[Meeting]:
    if chosen == "above":
        return meetings.filter(is_above=True)  # type: ignore[misc]
    if chosen == "returned":
        return meetings.filter(returned_at__isnull=False)
    if chosen == "committee":
        return meetings.filter(kind__in=Meeting.COMMITTEE_MEETINGS)
    return meetings


def counts(meetings: QuerySet[Meeting]) -> dict[str, int]:
    """How many each filter has, in one question."""
    return meetings.order_by().aggregate(
        all=Count("pk"),
        above=Count("pk", filter=Q(is_above=True)),
        returned=Count("pk", filter=Q(returned_at__isnull=False)),
        committee=Count("pk", filter=Q(kind__in=Meeting.COMMITTEE_MEETINGS)),
    )


@dataclass(frozen=True)
class Waiting:
    """One meeting of the list, with its sheets."""

    meeting: Meeting
    sheets: list[ScoreSheet]
    departures: int

    @property
    def days(self) -> int:
        sent = self.meeting.submitted_at
        return (timezone.localdate() - timezone.localtime(sent).date()).days if sent else 0


def rows(meetings: list[Meeting]) -> list[Waiting]:
    """Sheets and departures of one page of meetings: two questions."""
    sheets = list(
        ScoreSheet.objects.filter(meeting__in=meetings)
        .select_related("criteria_set")
        .annotate(departures=Count("lines", filter=Q(lines__adopted_points__gt=F("lines__evidence_points"))))
        .order_by("-criteria_set__code")
    )
    by_meeting: dict[int, list[ScoreSheet]] = {}
    for sheet in sheets:
        by_meeting.setdefault(sheet.meeting_id, []).append(sheet)
    return [
        Waiting(
            meeting,
            by_meeting.get(meeting.pk, []),
            sum(sheet.departures for sheet in by_meeting.get(meeting.pk, [])),  # type: ignore[attr-defined]
        )
        for meeting in meetings
    ]


def nothing_waits(user: User, today: date) -> str:
    """3/5 chi bộ đã gửi tháng 11; 2 chi bộ chưa gửi."""
    month = month_of(today)
    chapters = Organization.objects.filter(turn_of(user, ""), kind__in=Organization.CHAPTER_KINDS).active_on(
        today
    )
    sent = Count(
        "meetings",
        filter=Q(
            meetings__kind=Meeting.Kind.REGULAR,
            meetings__month=month,
            meetings__first_submitted_at__isnull=False,
        ),
    )
    numbers = chapters.order_by().aggregate(due=Count("pk", distinct=True), sent=sent)
    if not numbers["due"]:
        return ""
    words = f"{numbers['sent']}/{numbers['due']} chi bộ đã gửi tháng {month.month}"
    rest = numbers["due"] - numbers["sent"]
    return f"{words}; {rest} chi bộ chưa đến hạn." if rest else f"{words}."


def beside(user: User, meeting: Meeting) -> tuple[int, int, Meeting | None, Meeting | None]:
    """The place of a meeting in the queue, its length, the one before and the one after."""
    queue = list(waiting_for(user).values_list("pk", flat=True))
    place = queue.index(meeting.pk) if meeting.pk in queue else -1
    around = {"before": queue[place - 1] if place > 0 else None, "after": None}
    if 0 <= place < len(queue) - 1:
        around["after"] = queue[place + 1]
    elif place < 0 and queue:
        around["after"] = queue[0]
    found = Meeting.objects.in_bulk([pk for pk in around.values() if pk])
    return place + 1, len(queue), found.get(around["before"] or 0), found.get(around["after"] or 0)
