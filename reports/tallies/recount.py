"""The second way of counting, for `verification`: every row is read as it stands and counted by hand."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from common.dates import add_months
from meetings.models import (
    Attendance,
    Contribution,
    Decision,
    Delegate,
    HeadCount,
    Meeting,
    Petition,
    TaskJudgement,
)
from reports.tallies.timing import days_late, deadline, due_day
from scoring.models import ScoreSheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chapters.models import Organization
    from reports.tallies.recount_tree import Row, Tree

HELD = {"closed", "submitted", "returned", "accepted"}
BODIES = {"base_party_body", "sub_party_body"}
CHAPTERS = {"chapter", "base_chapter"}
BASES = {"base_party_body", "base_chapter"}


def month_rows(month: date, tree: Tree, today: date) -> dict[int, Row]:
    """Every organization's row of a month."""
    papers = _Papers(month)
    rows: dict[int, Row] = {}
    parent = {organization.pk: tree.parent_of(organization, month) for organization in tree.organizations}
    end = add_months(month, 1) - timedelta(days=1)
    own: dict[int, Row] = {}
    for organization in tree.organizations:
        is_begun = tree.is_begun(organization, month, today)
        if organization.kind in CHAPTERS:
            if is_begun and (row := _chapter(organization, month, tree, papers, today)):
                rows[organization.pk] = row
        elif is_begun and _overlaps(organization, month, end):
            own[organization.pk] = _body(organization, month, end, papers)
    total: dict[int, Row] = {}
    for pk, row in rows.items():
        give(row, parent[pk], parent, total)
    for pk, row in own.items():
        give(row, pk, parent, total)
    rows |= total
    _report_bases(tree, rows, parent)
    for pk, row in rows.items():
        row["parent_id"] = parent[pk]
    return rows


def give(row: Row, above: int | None, parent: dict[int, int | None], total: dict[int, Row]) -> None:
    """Count a row for everyone above it."""
    while above is not None:
        total[above] = _sum((total.get(above, {}), row))
        above = parent[above]


LEAF_ONLY = {
    "state", "meeting_id", "meeting_status", "due_on", "held_on", "days_late", "filed_on",
    "own_self_points", "own_reviewed_points", "self_grade", "grade", "absence_reason",
}  # fmt: skip


def _sum(rows: Iterable[Row]) -> Row:
    total: Row = {}
    for row in rows:
        for name, value in row.items():
            if name not in LEAF_ONLY:
                total[name] = total.get(name, 0) + value
    return total


def _report_bases(tree: Tree, rows: dict[int, Row], parent: dict[int, int | None]) -> None:
    for base in tree.organizations:
        row = rows.get(base.pk, {})
        if base.kind not in BASES or not row.get("due"):
            continue
        reported = int(row.get("submitted", 0) + row.get("absence_agreed", 0) >= row["due"])
        pk: int | None = base.pk
        while pk is not None:
            rows[pk]["base_due"] = rows[pk].get("base_due", 0) + 1
            rows[pk]["base_reported"] = rows[pk].get("base_reported", 0) + reported
            pk = parent[pk]


def _overlaps(organization: Organization, month: date, end: date) -> bool:
    return (organization.founded_on or date.min) <= end and (organization.dissolved_on or date.max) > month


class _Papers:
    """All rows of the meetings of a month, grouped in Python."""

    def __init__(self, month: date) -> None:
        self.regular: dict[int, Meeting] = {}
        self.committee: dict[int, Meeting] = {}
        self.thematic: dict[int, int] = defaultdict(int)
        for meeting in Meeting.objects.filter(month=month):
            if meeting.kind == "regular":
                self.regular[meeting.organization_id] = meeting
            if meeting.kind == "party_committee":
                self.committee[meeting.organization_id] = meeting
            if meeting.status in HELD and (meeting.kind == "thematic" or (
                meeting.kind == "regular" and meeting.is_combined
            )):  # fmt: skip
                self.thematic[meeting.organization_id] += 1
        of_month = {"meeting__month": month}
        self.roll = _grouped(Attendance, of_month, "exemption", "presence")
        self.heads = _grouped(HeadCount, of_month, "present", "expected")
        self.said = _grouped(Contribution, of_month, "member_id", "kind")
        self.judged = _grouped(TaskJudgement, of_month, "result", "due_on", "done_on")
        self.decided = _grouped(Decision, of_month, "kind", "yes", "base")
        self.guests = _grouped(Delegate, of_month, "is_present")
        self.sheets = _grouped(
            ScoreSheet,
            of_month,
            "criteria_set__code",
            "status",
            "adopted_points",
            "adopted_grade",
            "reviewed_points",
            "reviewed_grade",
        )
        self.petitions: dict[int, list[str]] = defaultdict(list)
        raised = Petition.objects.filter(**of_month).values_list(
            "organization_id", "status", "meeting__status"
        )
        for organization, status, of_meeting in raised:
            if of_meeting in HELD:
                self.petitions[organization].append(status)


def _grouped(model: Any, where: Row, *names: str) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for meeting, *values in model.objects.filter(**where).order_by().values_list("meeting_id", *names):
        found[meeting].append(tuple(values))
    return found


def _chapter(chapter: Organization, month: date, tree: Tree, papers: _Papers, today: date) -> Row | None:
    end = add_months(month, 1) - timedelta(days=1)
    meeting = papers.regular.get(chapter.pk)
    if not (_overlaps(chapter, month, end) or meeting or papers.thematic.get(chapter.pk)):
        return None
    row: Row = _meeting(chapter, meeting, month, end, today)
    if chapter.is_active_on(end):
        row |= {"chapters": 1, "bases": int(chapter.kind == "base_chapter"), **tree.members_of(chapter, end)}
    if meeting and meeting.status in HELD:
        row |= _roll(meeting, papers) | _sheet(meeting, papers)
    row["thematic_held"] = papers.thematic.get(chapter.pk, 0)
    raised = papers.petitions.get(chapter.pk, [])
    row["petitions_raised"] = len(raised)
    row["petitions_answered"] = sum(status in {"answered", "closed"} for status in raised)
    return row


def _body(body: Organization, month: date, end: date, papers: _Papers) -> Row:
    row: Row = {"bases": int(body.kind in BASES and body.is_active_on(end))}
    if body.kind in BODIES and body.is_active_on(month) and body.is_active_on(end):
        row["committee_due"] = 1
        meeting = papers.committee.get(body.pk)
        if meeting and meeting.status in HELD and meeting.held_on:
            due = due_day(month, meeting.registered_on, None)
            row["committee_held"] = 1
            row["committee_on_time"] = int(days_late(month, due, meeting.held_on, _told(meeting)) == 0)
    return row


def _told(meeting: Meeting | None) -> date | None:
    moment = meeting.reschedule_reported_at if meeting else None
    return timezone.localtime(moment).date() if moment else None


def _meeting(chapter: Organization, meeting: Meeting | None, month: date, end: date, today: date) -> Row:
    due_on = due_day(month, meeting.registered_on if meeting else None, chapter.fixed_day)
    row: Row = {"due": 1, "due_on": due_on, "state": "not_due"}
    if meeting:
        row["meeting_id"], row["meeting_status"] = meeting.pk, meeting.status
        row["absence_reason"] = meeting.absence_reason
    if meeting and meeting.status in HELD:
        assert meeting.held_on is not None  # noqa: S101 (the table says so)
        late = days_late(month, due_on, meeting.held_on, _told(meeting))
        row |= {"state": "held", "held": 1, "held_on": meeting.held_on, "days_late": late}
        row |= {"late": int(late > 0), "on_time": int(late == 0)}
        filed = meeting.first_submitted_at
        row["filed_on"] = filed_on = timezone.localtime(filed).date() if filed else None
        row["filed_late"] = int(filed_on is not None and (filed_on - meeting.held_on).days > 2)  # noqa: PLR2004
        row["submitted"] = int(meeting.status in {"submitted", "accepted"})
        row["waiting_review"] = int(meeting.status == "submitted")
        row["returned"] = int(meeting.status == "returned")
        return row
    if meeting and meeting.status == "absence_agreed":
        return row | {"state": "absence_agreed", "absence_agreed": 1}
    if not (chapter.is_active_on(month) and chapter.is_active_on(end)):
        return row | {"due": 0}
    last = deadline(month, due_on, _told(meeting))
    if meeting and meeting.status == "open" and meeting.held_on and meeting.held_on > last:
        last = meeting.held_on
    row["due_on"] = last
    row["state"] = "missing" if today > last else "pending"
    row[row["state"]] = 1
    if meeting and meeting.status in {"open", "absence_asked"}:
        row["state"] = meeting.status
    return row


def _roll(meeting: Meeting, papers: _Papers) -> Row:
    due = [presence for exemption, presence in papers.roll[meeting.pk] if exemption == ""]
    row: Row = {
        "expected": len(due),
        "present": sum(presence in {"present", "late", "left_early"} for presence in due),
        "excused": due.count("excused"),
        "unexcused": due.count("unexcused"),
    }
    for present, expected in papers.heads[meeting.pk]:
        row |= {"present": present, "expected": expected, "excused": 0, "unexcused": 0}
    spoke = [
        member for member, kind in papers.said[meeting.pk] if member and kind not in {"paper", "chairing"}
    ]
    judged = papers.judged[meeting.pk]
    on_time = [
        1
        for result, due_on, done_on in judged
        if result == "done" and (due_on is None or done_on is None or done_on <= due_on)
    ]
    carried = [
        1
        for kind, yes, base in papers.decided[meeting.pk]
        if kind in {"resolution", "conclusion"} and yes > base - yes
    ]
    return row | {
        "contributions": len(spoke),
        "speakers": len(set(spoke)),
        "tasks_due": len(judged),
        "tasks_on_time": len(on_time),
        "resolutions": int(bool(carried)),
        "visits": int((True,) in papers.guests[meeting.pk]),
    }


def _sheet(meeting: Meeting, papers: _Papers) -> Row:
    """The TK sheet; one without criteria only where there is no other."""
    sheets = [
        sheet for sheet in papers.sheets[meeting.pk] if sheet[0] in {"TK", None} and sheet[1] != "draft"
    ]
    if not sheets:
        return {}
    _, status, own, own_grade, reviewed, grade = max(sheets, key=lambda sheet: sheet[0] is not None)
    row: Row = {}
    if own is not None:
        row |= {"self_count": 1, "self_points": own, "own_self_points": own, "self_grade": own_grade}
        if own_grade:
            row[f"self_{own_grade.lower()}"] = 1
    if reviewed is not None and status == "reviewed":
        row |= {
            "reviewed_count": 1,
            "reviewed_points": reviewed,
            "own_reviewed_points": reviewed,
            "grade": grade,
        }
        if grade:
            row[grade.lower()] = 1
        if own is not None:
            row |= {"paired_count": 1, "paired_self_points": own, "paired_reviewed_points": reviewed}
    return row
