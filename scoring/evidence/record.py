"""The facts of one meeting, loaded once and never changed: what every evidence rule reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from meetings.models import Attendance, Contribution, Decision, Meeting, Task, TaskJudgement

DEADLINE_DAYS = 2  # papers finished and sent within so many days of the meeting (HD 42-HD/BTCTW)
GRACE_DAYS = 3  # "chậm không quá 03 ngày"

# Plain values, for rows are asked by the hundred thousand.
HERE = frozenset(presence.value for presence in Attendance.HERE)
EXCUSED = Attendance.Presence.EXCUSED.value
DUE = Attendance.Exemption.NONE.value
EXEMPT = Attendance.Exemption.EXEMPT.value
VOTING = frozenset({DUE, Attendance.Exemption.SPECIAL_DUTY.value})
NOT_COUNTED = frozenset(kind.value for kind in Contribution.NOT_COUNTED)


class MeetingFacts(NamedTuple):
    """The meeting's own columns and counts, in the order `loading` asks for them."""

    pk: int
    organization_id: int
    organization_path: str
    fixed_day: int | None
    own_minutes: int | None  # the organization's own approved length
    kind: str
    is_combined: bool
    month: date
    status: str
    source: str
    registered_on: date | None
    reschedule_reported_at: datetime | None
    held_on: date | None
    starts_at: time | None
    ends_at: time | None
    break_minutes: int
    place: str
    chair_id: int | None
    recorder_id: int | None
    prepared_by_id: int | None
    prepared_on: date | None
    prepared_status: str | None
    conferred_on: date | None
    conferred_with_minutes: bool
    has_draft: bool
    notice_sent_at: datetime | None
    superior_notified: bool
    merged_with_other: bool
    dues_note: str
    first_submitted_at: datetime | None
    document_count: int
    shared_count: int
    last_shared_at: datetime | None
    remark_count: int
    chairing_notes: int
    topic_notes: int
    has_minutes: bool
    prepared_has_minutes: bool
    leader_count: int
    previous_id: int | None
    previous_on: date | None
    previous_source: str | None
    regular_in_month: bool
    chapter_met_on: date | None
    plan_id: int | None
    plan_reported_on: date | None
    topic_id: int | None
    topic_title: str | None
    topic_quarter: int | None
    topic_year: int | None
    topic_category: str | None
    topic_selected: bool | None
    topic_presenter_id: int | None
    topic_drafted_on: date | None
    topic_approved_on: date | None
    topic_final_on: date | None
    topic_needs_reflection: bool | None


class RollRow(NamedTuple):
    member_id: int
    name: str
    is_official: bool
    is_guest: bool
    exemption: str
    presence: str

    @property
    def is_here(self) -> bool:
        return self.presence in HERE

    @property
    def is_due(self) -> bool:
        return self.exemption == DUE

    @property
    def has_vote(self) -> bool:
        if not self.is_official:
            return False
        if self.exemption == EXEMPT:
            return self.presence in HERE
        return self.exemption in VOTING


class ItemRow(NamedTuple):
    pk: int
    position: int
    step: str
    kind: str
    title: str
    is_required: bool
    is_focus: bool
    is_confidential: bool
    preparer_id: int | None
    outcome: str
    has_questions: bool
    has_notes: bool
    has_conclusion: bool

    @property
    def is_written(self) -> bool:
        return self.has_notes or self.has_conclusion or self.is_confidential

    @property
    def is_concluded(self) -> bool:
        return self.outcome == "concluded"


class SpeechRow(NamedTuple):
    item_id: int | None
    member_id: int | None
    kind: str
    has_petition: bool

    @property
    def counts(self) -> bool:
        return self.kind not in NOT_COUNTED


class VoteRow(NamedTuple):
    kind: str
    yes: int
    no: int
    other: int
    base: int
    present: int

    @property
    def is_carried(self) -> bool:
        if self.kind in Decision.TWO_THIRDS:
            return 3 * self.yes >= 2 * self.base > 0
        return 2 * self.yes > self.base


class TaskRow(NamedTuple):
    """A task, with how this meeting judged it (all None where it did not)."""

    pk: int
    meeting_id: int
    given_kind: str
    given_on: date | None
    assignee_id: int | None
    due_on: date | None
    state: str
    done_on: date | None
    result: str | None = None
    judged_due_on: date | None = None
    judged_done_on: date | None = None

    def was_open_on(self, day: date) -> bool:
        """Not yet done that day: what a meeting of that day had to take up."""
        if self.state in Task.UNFINISHED:
            return True
        return self.state == Task.State.DONE and self.done_on is not None and self.done_on > day

    @property
    def was_on_time(self) -> bool:
        if self.result != TaskJudgement.Result.DONE:
            return False
        return (
            self.judged_due_on is None
            or self.judged_done_on is None
            or self.judged_done_on <= self.judged_due_on
        )


class LimitationRow(NamedTuple):
    meeting_id: int
    judged_at_id: int | None
    result: str


class PetitionRow(NamedTuple):
    meeting_id: int | None
    raised_on: date
    due_on: date | None
    answered_on: date | None
    escalated_on: date | None

    @property
    def settled_on(self) -> date | None:
        days = [day for day in (self.answered_on, self.escalated_on) if day]
        return min(days) if days else None

    @property
    def was_on_time(self) -> bool:
        return self.due_on is not None and self.settled_on is not None and self.settled_on <= self.due_on


class ReflectionRow(NamedTuple):
    due_on: date | None
    submitted_on: date | None


class Children(NamedTuple):
    """The chapters below, in the month before the committee's: active, with a regular meeting sent, reviewed."""

    month: date
    active: int
    filed: int
    reviewed: int


@dataclass(frozen=True)
class Record:
    meeting: MeetingFacts
    as_of: date
    roll: tuple[RollRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    speeches: tuple[SpeechRow, ...] = ()
    votes: tuple[VoteRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()  # given at this meeting
    taken_up: tuple[TaskRow, ...] = ()  # of earlier meetings: judged here, or due and still open
    limitations: tuple[LimitationRow, ...] = ()
    petitions: tuple[PetitionRow, ...] = ()
    reflections: tuple[ReflectionRow, ...] = ()
    longest_excused: int = 0
    children: Children | None = None
    exclude_excused: bool = False

    @cached_property
    def is_running(self) -> bool:
        """Not closed yet: what the rest of the meeting brings is expected, not known."""
        return self.meeting.status in {Meeting.Status.PLANNED, Meeting.Status.OPEN}

    @property
    def is_filed(self) -> bool:
        return self.meeting.first_submitted_at is not None

    @property
    def is_of_committee(self) -> bool:
        return self.meeting.kind in Meeting.COMMITTEE_MEETINGS

    @property
    def required_minutes(self) -> int:
        if self.meeting.own_minutes:
            return self.meeting.own_minutes
        return 120 if self.meeting.is_combined else 90

    @property
    def duration_minutes(self) -> int | None:
        start, end = self.meeting.starts_at, self.meeting.ends_at
        if start is None or end is None:
            return None
        lasted = (end.hour * 60 + end.minute - start.hour * 60 - start.minute) % (24 * 60)
        return lasted - self.meeting.break_minutes

    @property
    def deadline(self) -> date | None:
        return self.meeting.held_on + timedelta(days=DEADLINE_DAYS) if self.meeting.held_on else None

    @property
    def days_to_file(self) -> int | None:
        """Days from the meeting to its filing, or to the day the record was read while it is not filed."""
        if self.meeting.held_on is None:
            return None
        sent = self.meeting.first_submitted_at
        filed_on = timezone.localtime(sent).date() if sent else self.as_of
        return max(0, (filed_on - self.meeting.held_on).days)

    @cached_property
    def here(self) -> list[RollRow]:
        return [row for row in self.roll if row.is_here]

    @cached_property
    def due(self) -> list[RollRow]:
        """Who must attend: on the roll and guests, less exempt, away, suspended, on special duty."""
        return [
            row for row in self.roll if row.is_due and not (self.exclude_excused and row.presence == EXCUSED)
        ]

    @cached_property
    def vote_base(self) -> int:
        return sum(row.has_vote for row in self.roll)

    @cached_property
    def speakers(self) -> int:
        """Distinct members present who spoke; conducting and the presenter's own paper do not count."""
        here = {row.member_id for row in self.roll if row.is_here}
        return len({row.member_id for row in self.speeches if row.counts and row.member_id in here})

    def items_of(self, *kinds: str) -> list[ItemRow]:
        return [item for item in self.items if item.kind in kinds]
