"""What a meeting's record needs of other meetings: absences running, the chapters below a committee."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Count, F, FilteredRelation, Q

from chapters.models import Organization
from common.dates import add_months
from meetings.models import Attendance, Meeting
from scoring.evidence import record as facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    Years = Mapping[tuple[int, str, int], dict[date, set[int]]]


def longest_runs(
    held: Sequence[facts.MeetingFacts], rolls: Mapping[int, list[facts.RollRow]]
) -> dict[int, int]:
    """For each meeting: how many meetings running, in the year, its longest excused absentee has missed."""
    excused = {head.pk: _excused(rolls[head.pk]) for head in held}
    away = [head for head in held if excused[head.pk]]
    if not away:
        return {}
    years = _years(away)
    return {head.pk: _longest(head, excused[head.pk], years) for head in away}


def _excused(roll: Iterable[facts.RollRow]) -> set[int]:
    return {row.member_id for row in roll if row.is_due and row.presence == Attendance.Presence.EXCUSED}


def _years(held: Sequence[facts.MeetingFacts]) -> Years:
    """Who was excused from each meeting of the year, by organization and kind."""
    found: defaultdict[tuple[int, str, int], dict[date, set[int]]] = defaultdict(dict)
    rows = (
        Meeting.objects.filter(
            organization__in={head.organization_id for head in held},
            kind__in={head.kind for head in held},
            month__year__in={head.month.year for head in held},
            status__in=Meeting.HELD,
        )
        .annotate(
            excused=FilteredRelation(
                "roll", condition=Q(roll__presence=Attendance.Presence.EXCUSED, roll__exemption="")
            )
        )
        .values_list("organization_id", "kind", "month", "excused__member_id")
    )
    for organization_id, kind, month, member_id in rows:
        members = found[organization_id, kind, month.year].setdefault(month, set())
        if member_id is not None:
            members.add(member_id)
    return found


def _longest(
    head: facts.MeetingFacts,
    excused: set[int],
    years: Years,
) -> int:
    year = years.get((head.organization_id, head.kind, head.month.year), {})
    longest, still_away = 1, excused
    for month in sorted((month for month in year if month < head.month), reverse=True):
        still_away = still_away & year[month]
        if not still_away:
            break
        longest += 1
    return longest


def chapters_below(held: Sequence[facts.MeetingFacts]) -> dict[int, facts.Children]:
    """For committees: how many chapters below were active, sent and were reviewed, the month before."""
    above = [
        head for head in held if head.kind in {Meeting.Kind.PARTY_COMMITTEE, Meeting.Kind.STANDING_COMMITTEE}
    ]
    if not above:
        return {}
    parents = {head.organization_id for head in above}
    below: defaultdict[int, list[tuple[date | None, date | None]]] = defaultdict(list)
    for parent_id, *life in Organization.objects.filter(
        parent__in=parents, kind__in=Organization.CHAPTER_KINDS
    ).values_list("parent_id", "founded_on", "dissolved_on"):
        below[parent_id].append((life[0], life[1]))
    sent = _sent_below(parents, {add_months(head.month, -1) for head in above})
    found = {}
    for head in above:
        month = add_months(head.month, -1)
        active = sum(
            (founded is None or founded <= month) and (dissolved is None or dissolved > month)
            for founded, dissolved in below[head.organization_id]
        )
        filed, reviewed = sent.get((head.organization_id, month), (0, 0))
        found[head.pk] = facts.Children(month, active, filed, reviewed)
    return found


def _sent_below(parents: set[int], months: set[date]) -> dict[tuple[int, date], tuple[int, int]]:
    rows = (
        Meeting.objects.filter(
            kind=Meeting.Kind.REGULAR,
            month__in=months,
            organization__parent__in=parents,
            first_submitted_at__isnull=False,
        )
        .order_by()
        .values("month", parent=F("organization__parent_id"))
        .annotate(sent=Count("pk"), reviewed=Count("pk", filter=Q(status=Meeting.Status.ACCEPTED)))
    )
    return {(row["parent"], row["month"]): (row["sent"], row["reviewed"]) for row in rows}
