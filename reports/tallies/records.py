"""What the records of one month say, chapter by chapter: a fixed number of queries, linear in those records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from chapters.models import Membership, MemberStatus
from chapters.querysets import in_force
from common.dates import last_day
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
from scoring.models import CriteriaSet, ScoreSheet

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from decimal import Decimal

Row = TypeVar("Row", bound=models.Model)
Counts = dict[str, int]


@dataclass(frozen=True)
class MeetingFacts:
    """The columns of a meeting that its month rests on."""

    pk: int
    organization_id: int
    kind: str
    status: str
    is_combined: bool
    registered_on: date | None
    reschedule_reported_at: datetime | None
    held_on: date | None
    first_submitted_at: datetime | None
    absence_reason: str

    @property
    def is_held(self) -> bool:
        return self.status in Meeting.HELD


@dataclass
class SheetFacts:
    """The two numbers of the sheet of a regular meeting, and their grades."""

    self_points: Decimal | None = None
    self_grade: str = ""
    reviewed_points: Decimal | None = None
    reviewed_grade: str = ""


@dataclass
class MonthRecords:
    """Everything read of one month; keyed by organization, or by meeting where the name says so."""

    regular: dict[int, MeetingFacts] = field(default_factory=dict)
    committee: dict[int, MeetingFacts] = field(default_factory=dict)
    thematic: dict[int, int] = field(default_factory=dict)
    roll_of_meeting: dict[int, Counts] = field(default_factory=dict)
    talk_of_meeting: dict[int, Counts] = field(default_factory=dict)
    tasks_of_meeting: dict[int, Counts] = field(default_factory=dict)
    sheet_of_meeting: dict[int, SheetFacts] = field(default_factory=dict)
    resolved_meetings: set[int] = field(default_factory=set)
    visited_meetings: set[int] = field(default_factory=set)
    petitions: dict[int, Counts] = field(default_factory=dict)
    members: dict[int, Counts] = field(default_factory=dict)
    with_members: set[int] = field(default_factory=set)


def read(month: date, ids: Collection[int] | None) -> MonthRecords:
    """The records of a month of these organizations; of all of them where `ids` is None."""
    records = MonthRecords()
    _read_meetings(records, month, ids)
    _read_rolls(records, month, ids)
    _read_what_meetings_brought(records, month, ids)
    _read_sheets(records, month, ids)
    _read_members(records, last_day(month), ids)
    return records


def _of(queryset: models.QuerySet[Row], ids: Collection[int] | None, path: str) -> models.QuerySet[Row]:
    return queryset if ids is None else queryset.filter(**{f"{path}__in": ids})


def _read_meetings(records: MonthRecords, month: date, ids: Collection[int] | None) -> None:
    columns = (
        "pk",
        "organization_id",
        "kind",
        "status",
        "is_combined",
        "registered_on",
        "reschedule_reported_at",
        "held_on",
        "first_submitted_at",
        "absence_reason",
    )
    kinds = (Meeting.Kind.REGULAR, Meeting.Kind.THEMATIC, Meeting.Kind.PARTY_COMMITTEE)
    found = _of(Meeting.objects.filter(month=month, kind__in=kinds), ids, "organization")
    for row in found.values_list(*columns):
        meeting = MeetingFacts(*row)
        if meeting.kind == Meeting.Kind.REGULAR:
            records.regular[meeting.organization_id] = meeting
        elif meeting.kind == Meeting.Kind.PARTY_COMMITTEE:
            records.committee[meeting.organization_id] = meeting
        if meeting.is_held and (meeting.is_combined or meeting.kind == Meeting.Kind.THEMATIC):
            before = records.thematic.get(meeting.organization_id, 0)
            records.thematic[meeting.organization_id] = before + 1


def _held_regular(month: date, prefix: str = "meeting__") -> dict[str, Any]:
    return {
        f"{prefix}month": month,
        f"{prefix}kind": Meeting.Kind.REGULAR,
        f"{prefix}status__in": Meeting.HELD,
    }


def _read_rolls(records: MonthRecords, month: date, ids: Collection[int] | None) -> None:
    due = Q(exemption=Attendance.Exemption.NONE)
    rolls = _of(Attendance.objects.filter(**_held_regular(month)), ids, "meeting__organization")
    for row in (
        rolls.order_by()
        .values("meeting_id")
        .annotate(
            expected=Count("pk", filter=due),
            present=Count("pk", filter=due & Q(presence__in=Attendance.HERE)),
            excused=Count("pk", filter=due & Q(presence=Attendance.Presence.EXCUSED)),
            unexcused=Count("pk", filter=due & Q(presence=Attendance.Presence.UNEXCUSED)),
        )
    ):
        records.roll_of_meeting[row.pop("meeting_id")] = row
    heads = _of(HeadCount.objects.filter(**_held_regular(month)), ids, "meeting__organization")
    for pk, present, expected in heads.values_list("meeting_id", "present", "expected"):
        records.roll_of_meeting[pk] = {"present": present, "expected": expected}


def _read_what_meetings_brought(records: MonthRecords, month: date, ids: Collection[int] | None) -> None:
    held, path = _held_regular(month), "meeting__organization"
    said = _of(Contribution.objects.filter(**held, member__isnull=False), ids, path)
    for row in (
        said.exclude(kind__in=Contribution.NOT_COUNTED)
        .order_by()
        .values("meeting_id")
        .annotate(contributions=Count("pk"), speakers=Count("member", distinct=True))
    ):
        records.talk_of_meeting[row.pop("meeting_id")] = row

    on_time = Q(result=TaskJudgement.Result.DONE) & (
        Q(due_on__isnull=True) | Q(done_on__isnull=True) | Q(done_on__lte=F("due_on"))
    )
    judged = _of(TaskJudgement.objects.filter(**held), ids, path)
    for meeting, due, done in (
        judged.order_by()
        .values_list("meeting_id")
        .annotate(due=Count("pk"), done=Count("pk", filter=on_time))
    ):
        records.tasks_of_meeting[meeting] = {"tasks_due": due, "tasks_on_time": done}

    resolved = Decision.objects.filter(**held, kind__in=(Decision.Kind.RESOLUTION, Decision.Kind.CONCLUSION))
    carried = resolved.filter(base__lt=2 * F("yes"))
    records.resolved_meetings = set(_of(carried, ids, path).values_list("meeting_id", flat=True))
    guests = _of(Delegate.objects.filter(**held, is_present=True), ids, path)
    records.visited_meetings = set(guests.values_list("meeting_id", flat=True))

    petitions = _of(
        Petition.objects.filter(meeting__month=month, meeting__status__in=Meeting.HELD), ids, "organization"
    )
    for row in (
        petitions.order_by()
        .values("organization_id")
        .annotate(
            petitions_raised=Count("pk"),
            petitions_answered=Count("pk", filter=Q(status__in=Petition.DONE)),
        )
    ):
        records.petitions[row.pop("organization_id")] = row


def _read_sheets(records: MonthRecords, month: date, ids: Collection[int] | None) -> None:
    """The sheet of a regular meeting is TK; an imported one may have no criteria at all."""
    sheets = ScoreSheet.objects.filter(
        Q(criteria_set__isnull=True) | Q(criteria_set__code=CriteriaSet.Code.TK), **_held_regular(month)
    ).exclude(status=ScoreSheet.Status.DRAFT)
    columns = ("adopted_points", "adopted_grade", "reviewed_points", "reviewed_grade")
    for pk, status, *numbers in (
        _of(sheets, ids, "meeting__organization")
        .order_by(F("criteria_set").asc(nulls_first=True))
        .values_list("meeting_id", "status", *columns)
    ):
        facts = SheetFacts(*numbers)
        if status != ScoreSheet.Status.REVIEWED:
            facts.reviewed_points, facts.reviewed_grade = None, ""
        records.sheet_of_meeting[pk] = facts


def _read_members(records: MonthRecords, day: date, ids: Collection[int] | None) -> None:
    home = _of(Membership.objects.filter(in_force(day), is_temporary=False), ids, "organization")
    official = Q(member__official_on__lte=day)
    for row in (
        home.order_by()
        .values("organization_id")
        .annotate(members=Count("pk"), official=Count("pk", filter=official))
    ):
        row["probationary"] = row["members"] - row["official"]
        records.members[row.pop("organization_id")] = row
    kinds = {MemberStatus.Kind.EXEMPT: "exempt", MemberStatus.Kind.AWAY: "away"}
    for kind, name in kinds.items():
        of_kind = MemberStatus.objects.filter(in_force(day), member=OuterRef("member"), kind=kind)
        for organization, count in (
            home.filter(Exists(of_kind)).order_by().values_list("organization_id").annotate(count=Count("pk"))
        ):
            records.members[organization][name] = count
    ever = _of(Membership.objects.order_by(), ids, "organization")
    records.with_members = set(ever.values_list("organization_id", flat=True).distinct())
