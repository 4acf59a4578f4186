"""A chapter's own row of a month, made of its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from chapters.models import Organization
from common.dates import last_day
from meetings.models import Meeting
from reports.models import Tally
from reports.tallies.timing import days_late, deadline, due_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from reports.tallies.records import MeetingFacts, MonthRecords, SheetFacts

State = Tally.State
DAYS_TO_FILE: Final = 2  # HD 42-HD/BTCTW
PARTY_BODIES: Final = (Organization.Kind.BASE_PARTY_BODY, Organization.Kind.SUB_PARTY_BODY)


@dataclass(frozen=True)
class Place:
    """What a row needs to know of its organization."""

    pk: int
    kind: str
    founded_on: date | None
    dissolved_on: date | None
    fixed_day: int | None
    reported_members: int | None
    reported_official: int | None
    reported_probationary: int | None

    COLUMNS = (
        "pk",
        "kind",
        "founded_on",
        "dissolved_on",
        "fixed_day",
        "reported_members",
        "reported_official",
        "reported_probationary",
    )

    @property
    def is_chapter(self) -> bool:
        return self.kind in Organization.CHAPTER_KINDS

    @property
    def is_base(self) -> bool:
        return self.kind in Organization.BASE_KINDS

    def is_active_on(self, day: date) -> bool:
        return (self.founded_on is None or self.founded_on <= day) and (
            self.dissolved_on is None or self.dissolved_on > day
        )

    def is_active_through(self, month: date) -> bool:
        return self.is_active_on(month) and self.is_active_on(last_day(month))

    def is_active_within(self, month: date) -> bool:
        return (self.founded_on is None or self.founded_on <= last_day(month)) and (
            self.dissolved_on is None or self.dissolved_on > month
        )


def own_row(place: Place, month: date, records: MonthRecords, today: date) -> dict[str, Any] | None:
    """The organization's own figures, those below it left out; None where there is nothing to keep."""
    row: dict[str, Any] = {}
    if place.is_active_on(last_day(month)):
        row["bases"] = int(place.is_base)
        if place.is_chapter:
            row["chapters"] = 1
            row |= _members(place, records)
    if place.is_chapter:
        regular = records.regular.get(place.pk)
        row |= _regular(place, month, regular, today)
        if regular and regular.is_held:
            row |= _attendance(regular, records) | _points(records.sheet_of_meeting.get(regular.pk))
        row["thematic_held"] = records.thematic.get(place.pk, 0)
        row |= records.petitions.get(place.pk, {})
        is_kept = place.is_active_within(month) or regular is not None or row["thematic_held"] > 0
        return row if is_kept else None
    if place.kind in PARTY_BODIES and place.is_active_through(month):
        row |= _committee(month, records.committee.get(place.pk))
    return row


def _members(place: Place, records: MonthRecords) -> dict[str, int]:
    """The members of the roll; where none was ever entered, what the office's list says."""
    if place.pk in records.with_members:
        return dict(records.members.get(place.pk, {}))
    total, official, probationary = (
        place.reported_members,
        place.reported_official,
        place.reported_probationary,
    )
    return {
        "members": total if total is not None else (official or 0) + (probationary or 0),
        "official": official or 0,
        "probationary": probationary or 0,
    }


def _regular(place: Place, month: date, meeting: MeetingFacts | None, today: date) -> dict[str, Any]:
    reported_on = _local_day(meeting.reschedule_reported_at) if meeting else None
    due_on = due_day(month, meeting.registered_on if meeting else None, place.fixed_day)
    row: dict[str, Any] = {"due": 1, "due_on": due_on}
    if meeting:
        row |= {
            "meeting_id": meeting.pk,
            "meeting_status": meeting.status,
            "absence_reason": meeting.absence_reason,
        }
    if meeting and meeting.is_held and meeting.held_on:
        late = days_late(month, due_on, meeting.held_on, reported_on)
        row |= {"state": State.HELD, "held": 1, "held_on": meeting.held_on, "days_late": late}
        return row | {"late" if late else "on_time": 1} | _filing(meeting)
    if meeting and meeting.status == Meeting.Status.ABSENCE_AGREED:
        return row | {"state": State.ABSENCE_AGREED, "absence_agreed": 1}
    if not place.is_active_through(month):
        return row | {"state": State.NOT_DUE, "due": 0}
    last = deadline(month, due_on, reported_on)
    if meeting and meeting.status == Meeting.Status.OPEN and meeting.held_on:
        last = max(last, meeting.held_on)
    row |= {"due_on": last, ("pending" if today <= last else "missing"): 1}
    state = State.PENDING if today <= last else State.MISSING
    if meeting and meeting.status in (Meeting.Status.OPEN, Meeting.Status.ABSENCE_ASKED):
        state = State(meeting.status)
    return row | {"state": state}


def _filing(meeting: MeetingFacts) -> dict[str, Any]:
    filed_on = _local_day(meeting.first_submitted_at)
    row: dict[str, Any] = {
        "filed_on": filed_on,
        "submitted": int(meeting.status in (Meeting.Status.SUBMITTED, Meeting.Status.ACCEPTED)),
        "returned": int(meeting.status == Meeting.Status.RETURNED),
        "waiting_review": int(meeting.status == Meeting.Status.SUBMITTED),
    }
    if filed_on and meeting.held_on:
        row["filed_late"] = int(filed_on > meeting.held_on + timedelta(days=DAYS_TO_FILE))
    return row


def _attendance(meeting: MeetingFacts, records: MonthRecords) -> dict[str, Any]:
    return {
        **records.roll_of_meeting.get(meeting.pk, {}),
        **records.talk_of_meeting.get(meeting.pk, {}),
        **records.tasks_of_meeting.get(meeting.pk, {}),
        "resolutions": int(meeting.pk in records.resolved_meetings),
        "visits": int(meeting.pk in records.visited_meetings),
    }


def _points(sheet: SheetFacts | None) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if sheet is None:
        return row
    if sheet.self_points is not None:
        row |= {
            "self_count": 1,
            "self_points": sheet.self_points,
            "own_self_points": sheet.self_points,
            "self_grade": sheet.self_grade,
        }
    if sheet.self_grade and sheet.self_points is not None:
        row[f"self_{sheet.self_grade.lower()}"] = 1
    if sheet.reviewed_points is not None:
        row |= {
            "reviewed_count": 1,
            "reviewed_points": sheet.reviewed_points,
            "own_reviewed_points": sheet.reviewed_points,
            "grade": sheet.reviewed_grade,
        }
        if sheet.reviewed_grade:
            row[sheet.reviewed_grade.lower()] = 1
    if sheet.self_points is not None and sheet.reviewed_points is not None:
        row |= {
            "paired_count": 1,
            "paired_self_points": sheet.self_points,
            "paired_reviewed_points": sheet.reviewed_points,
        }
    return row


def _committee(month: date, meeting: MeetingFacts | None) -> dict[str, int]:
    if meeting is None or not meeting.is_held or meeting.held_on is None:
        return {"committee_due": 1}
    due_on = due_day(month, meeting.registered_on, None)
    late = days_late(month, due_on, meeting.held_on, _local_day(meeting.reschedule_reported_at))
    return {"committee_due": 1, "committee_held": 1, "committee_on_time": int(not late)}


def _local_day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
