"""Records, criteria and sheets for the tests of scoring."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import SimpleNamespace

from django.apps import apps

from meetings.models import Meeting
from scoring.evidence.record import (
    ItemRow,
    MeetingFacts,
    PetitionRow,
    Record,
    RollRow,
    SpeechRow,
    TaskRow,
    VoteRow,
)
from scoring.models import CriteriaSet, ScoreSheet
from scoring.presets import load_default_sets

NOVEMBER = date(2026, 11, 1)
HELD_ON = date(2026, 11, 5)


def criteria_set(code: str = "TK") -> CriteriaSet:
    load_default_sets(apps.get_model)
    return CriteriaSet.objects.get(code=code, version=1)


def meeting_facts(**changes) -> MeetingFacts:
    """Chi bộ Văn phòng, 05/11/2026, 14:00 – 15:40: everything in order."""
    values = dict.fromkeys(MeetingFacts._fields) | {
        "pk": 1,
        "organization_id": 1,
        "organization_path": "/1/",
        "kind": Meeting.Kind.REGULAR,
        "is_combined": False,
        "month": NOVEMBER,
        "status": Meeting.Status.CLOSED,
        "source": Meeting.Source.RECORDED,
        "registered_on": HELD_ON,
        "held_on": HELD_ON,
        "starts_at": time(14, 0),
        "ends_at": time(15, 40),
        "break_minutes": 0,
        "place": "Phòng họp tầng 2",
        "chair_id": 1,
        "recorder_id": 2,
        "conferred_with_minutes": False,
        "has_draft": True,
        "superior_notified": True,
        "merged_with_other": False,
        "dues_note": "",
        "document_count": 0,
        "shared_count": 0,
        "remark_count": 0,
        "chairing_notes": 0,
        "topic_notes": 0,
        "has_minutes": True,
        "prepared_has_minutes": False,
        "leader_count": 3,
        "previous_id": 9,
        "previous_on": date(2026, 10, 5),
        "previous_source": Meeting.Source.RECORDED,
        "regular_in_month": False,
    }
    return MeetingFacts(**(values | changes))


def record(*, as_of: date = HELD_ON, meeting: dict | None = None, **parts) -> Record:
    return Record(meeting=meeting_facts(**(meeting or {})), as_of=as_of, **parts)


def roll(here: int, absent: int = 0, **groups: int) -> tuple[RollRow, ...]:
    """`here` present and `absent` excused official members; groups: unexcused, exempt, away, suspended, guests …"""
    rows = []

    def add(
        count: int,
        presence: str = "present",
        exemption: str = "",
        *,
        official: bool = True,
        guest: bool = False,
    ):
        for _ in range(count):
            rows.append(
                RollRow(len(rows) + 1, f"Trần Văn {len(rows) + 1}", official, guest, exemption, presence)
            )

    add(here)
    add(absent, "excused")
    add(groups.pop("unexcused", 0), "unexcused")
    add(groups.pop("late", 0), "late")
    add(groups.pop("guests", 0), guest=True)
    add(groups.pop("probationary", 0), official=False)
    add(groups.pop("probationary_absent", 0), "excused", official=False)
    for exemption in ("exempt", "away", "suspended", "special_duty"):
        add(groups.pop(exemption, 0), "excused", exemption)
    add(groups.pop("exempt_here", 0), "present", "exempt")
    assert not groups
    return tuple(rows)


def speeches(*members: int | None, kind: str = "addition") -> tuple[SpeechRow, ...]:
    return tuple(SpeechRow(None, member, kind, has_petition=False) for member in members)


def item(kind: str = "political_task", **changes) -> ItemRow:
    values = {
        "pk": 1,
        "position": 1,
        "step": "body",
        "kind": kind,
        "title": kind,
        "is_required": True,
        "is_focus": False,
        "is_confidential": False,
        "preparer_id": None,
        "outcome": "concluded",
        "has_questions": False,
        "has_notes": False,
        "has_conclusion": False,
    }
    return ItemRow(**(values | changes))


def vote(yes: int = 18, base: int = 20, present: int = 18, kind: str = "resolution") -> VoteRow:
    return VoteRow(kind, yes, present - yes, 0, base, present)


def task(**changes) -> TaskRow:
    values = {
        "pk": 1,
        "meeting_id": 9,
        "given_kind": Meeting.Kind.REGULAR,
        "given_on": date(2026, 10, 5),
        "assignee_id": 1,
        "due_on": date(2026, 10, 31),
        "state": "open",
        "done_on": None,
    }
    return TaskRow(**(values | changes))


def judged(result: str, *, done_on: date | None = date(2026, 10, 30), **changes) -> TaskRow:
    due_on = changes.pop("judged_due_on", date(2026, 10, 31))
    return task(
        result=result, judged_due_on=due_on, judged_done_on=done_on if result == "done" else None, **changes
    )


def petition(due_on: date | None, answered_on: date | None = None, **changes) -> PetitionRow:
    values = {"meeting_id": 9, "raised_on": date(2026, 10, 5), "escalated_on": None}
    return PetitionRow(**(values | {"due_on": due_on, "answered_on": answered_on} | changes))


def noon(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour - 7, tzinfo=UTC)


@dataclass
class Criterion:
    """A criterion that no table holds: evidence keys, levels, bands."""

    evidence: list[str]
    levels: list[str]
    mode: str = "auto"
    bands: dict | None = None
    full_when_not_applicable: bool = False
    known_after_meeting: bool = False
    pk: int = 1
    scale: list = field(init=False)
    max_points: Decimal = field(init=False)

    def __post_init__(self) -> None:
        self.scale = [SimpleNamespace(points=Decimal(points)) for points in self.levels]
        self.max_points = self.scale[0].points


def adopted_sheet(
    meeting: Meeting, *, short: dict[str, str] | None = None, yes: int | None = None
) -> ScoreSheet:
    """The sheet of an open meeting, full points but for `short` by number of line, voted by everybody present."""
    sheet = ScoreSheet.objects.get(meeting=meeting)
    for line in sheet.all_lines:
        line.adopted_points = Decimal((short or {}).get(line.criterion.number, line.criterion.max_points))
        line.adopted_reason, line.adopted_proof = "Có ghi sổ.", "Sổ biên bản"
        line.save()
    sheet.forget_lines()
    sheet.adopt(by=None, yes=meeting.voting_present if yes is None else yes)
    return sheet
