"""The month of a đảng bộ cơ sở or a chi bộ cơ sở, from its tallies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from common.dates import add_months, last_day
from common.errors import RuleError
from meetings.models import Petition
from reports import words
from reports.building import counting, heads
from reports.models import Tally
from reports.paper.snapshots import ChapterRow, CommitteeMonth, Counts
from scoring.models import Grade

if TYPE_CHECKING:
    from datetime import date

    from chapters.models import Organization

State = Tally.State
STATES = {
    State.MISSING: "chưa báo lý do",
    State.PENDING: "chưa đến hạn",
    State.OPEN: "đang họp",
    State.NOT_DUE: "chưa phải họp trong tháng",
}


def snapshot(organization: Organization, month: date, *, draft: int) -> CommitteeMonth:
    tally = counting.month_of(organization, month)
    if tally is None:
        raise RuleError(f"Chưa có số liệu {words.short_month(month)} của {organization}.")
    before = counting.month_of(organization, add_months(month, -1))
    now = timezone.now()
    today = timezone.localdate(now)
    leaves = Tally.objects.chapters_under(organization, month).select_related("organization")
    rows = leaves.order_by("organization__position", "organization_id")
    names = counting.in_force_names([row.organization for row in rows], last_day(month))
    return CommitteeMonth(
        head=heads.head(organization, "BC", today, draft=draft),
        signing=heads.signing(organization, today),
        name=organization.name_on(last_day(month)),
        month=month,
        rows=tuple(_row(row, names[row.organization_id]) for row in rows),
        counts=counting.counts(tally),
        before=_known(before),
        data_at=now,
        criteria=counting.criteria(month),
        petitions=_petitions(organization, month),
    )


def _known(before: Tally | None) -> Counts | None:
    """Nothing to compare with when nobody had to meet."""
    return counting.counts(before) if before and before.due else None


def _row(row: Tally, name: str) -> ChapterRow:
    held = row.state == State.HELD
    return ChapterRow(
        name=name,
        members=row.members,
        exempt=row.exempt,
        away=row.away,
        expected=row.expected,
        present=row.present if held and row.expected else None,
        held_on=row.held_on if held else None,
        days_late=row.days_late,
        resolution=bool(row.resolutions) if held else None,
        self_points=row.own_self_points,
        points=row.own_reviewed_points,
        grade=Grade(row.grade).label if row.grade else "",
        not_held="" if held else _why(row),
    )


def _why(row: Tally) -> str:
    if row.state == State.ABSENCE_AGREED:
        return f"cấp trên đồng ý, {row.absence_reason}" if row.absence_reason else "cấp trên đồng ý"
    if row.state == State.ABSENCE_ASKED:
        return f"xin không tổ chức, {row.absence_reason}"
    return STATES.get(State(row.state), "chưa báo lý do")


def _petitions(organization: Organization, month: date) -> tuple[str, ...]:
    """What chapters raised this month and nobody below could settle."""
    raised = (
        Petition.objects.under(organization.path)
        .unanswered()
        .filter(meeting__month=month)
        .select_related("organization")
        .order_by("organization__position", "pk")
    )
    return tuple(f"{each.text.rstrip('.')} ({each.organization})." for each in raised)
