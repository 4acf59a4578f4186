"""Writes one meeting after another as rows: who came, what was said, decided and given to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from common.workdays import working_day_from
from meetings.models import (
    AgendaItem,
    AgendaTemplateItem,
    Attendance,
    Contribution,
    Decision,
    Delegate,
    Limitation,
    Meeting,
    MeetingDocument,
    MemberRemark,
    Petition,
    Task,
    TaskJudgement,
)
from reports.demo import words
from reports.demo.plans import STARTS, Course, Plan, course

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from accounts.models import User
    from chapters.models import Member
    from reports.demo.rows import Rows

HELD = frozenset(Meeting.HELD)


@dataclass
class Table:
    """Who sits at a meeting, and how they behave."""

    people: Sequence[Member]
    chair: Member
    recorder: Member
    quality: float
    is_formal: bool = False
    exempt: set[int] = field(default_factory=set)
    away: set[int] = field(default_factory=set)
    account: User | None = None
    reviewer: User | None = None


class Writer:
    """Keeps what one month leaves to the next: tasks to be judged, limitations, long absences."""

    def __init__(
        self,
        rng: Random,
        now: datetime,
        templates: dict[tuple[str, bool], list[AgendaTemplateItem]],
        rows: Rows,
    ) -> None:
        self.rng = rng
        self.now = now
        self.templates = templates
        self.rows = rows
        self.open_tasks: dict[tuple[int, str], list[Task]] = {}
        self.limitations: dict[tuple[int, str], Limitation] = {}
        self.judged: list[Limitation] = []
        self.settled: list[Task] = []
        self.steps: list[tuple[str, Meeting, datetime, User | None]] = []
        self.absent_until: dict[int, tuple[date, str]] = {}
        self.starts: dict[int, time] = {}

    def write(self, plan: Plan, table: Table) -> tuple[Meeting, Course]:
        starts = self.starts.setdefault(plan.organization.pk, self.rng.choice(STARTS))
        path = course(plan, starts, self.now)
        meeting = self.rows.add(self._meeting(plan, table, path, starts))
        self._record_steps(meeting, path, table)
        if plan.held_on is None:
            return meeting, path
        self._prepare(meeting, plan, table, path)
        items = self._agenda(meeting, plan, table, is_over=path.status in HELD)
        if path.status == Meeting.Status.PLANNED:
            return meeting, path
        here = self._call_roll(meeting, table)
        if path.status == Meeting.Status.OPEN:
            return meeting, path
        self._discuss(meeting, items, here, table)
        self._judge_tasks(meeting, plan, table)
        self._judge_limitation(meeting)
        self._decide(meeting, items, table)
        self._give_tasks(meeting, items, table, plan)
        self._raise_matters(meeting, here, table)
        return meeting, path

    def _meeting(self, plan: Plan, table: Table, path: Course, starts: time) -> Meeting:
        closed = timezone.localtime(path.closed_at) if path.closed_at else None
        held = plan.held_on
        meeting = Meeting(
            organization=plan.organization,
            kind=plan.kind,
            is_combined=plan.is_combined,
            month=plan.month,
            status=path.status,
            registered_on=plan.registered_on,
            held_on=held,
            starts_at=starts if held else None,
            ends_at=closed.time().replace(second=0, microsecond=0) if closed else None,
            place="Phòng họp cơ quan",
            chair=table.chair,
            recorder=table.recorder,
            dues_note="Đảng phí tháng đã thu, nộp đủ" if path.opened_at else "",
            opened_at=path.opened_at,
            closed_at=path.closed_at,
            submitted_at=path.submitted_at,
            first_submitted_at=path.submitted_at,
            returned_at=path.returned_at,
            return_reason=self.rng.choice(words.RETURNS) if path.returned_at else "",
            accepted_at=path.accepted_at,
            accepted_by=table.reviewer if path.accepted_at else None,
            review_opened_at=path.returned_at or path.accepted_at,
            absence_reason=plan.absence_reason,
            absence_answer="Đồng ý" if plan.absence_agreed else "",
        )
        if held and (path.opened_at or self.rng.random() < 0.5):
            meeting.notice_sent_at = self._before(held, self.rng.choice((2, 3, 4, 5)))
            meeting.superior_notified = table.is_formal or self.rng.random() < 0.55 + 0.4 * table.quality
        if held and plan.reported_change and held != plan.registered_on:
            meeting.reschedule_reported_at = self._before(plan.registered_on, 1)
        if held and meeting.kind not in Meeting.COMMITTEE_MEETINGS:
            met = table.is_formal or self.rng.random() < 0.5 + 0.48 * table.quality
            meeting.conferred_on = working_day_from(held - timedelta(days=4)) if met else None
            meeting.conferred_with_minutes = met and self.rng.random() < 0.55 + 0.44 * table.quality
        if held and self.rng.random() < 0.45 + 0.53 * table.quality:
            meeting.draft_resolution = (
                "Dự thảo nghị quyết gồm kết quả tháng trước và nhiệm vụ trọng tâm tháng này."
            )
        return meeting

    def _before(self, day: date, days: int) -> datetime:
        return timezone.make_aware(datetime.combine(day - timedelta(days=days), time(9, 30)))

    def _record_steps(self, meeting: Meeting, path: Course, table: Table) -> None:
        steps = (
            ("meeting.opened", path.opened_at, table.account),
            ("meeting.closed", path.closed_at, table.account),
            ("meeting.submitted", path.submitted_at, table.account),
            ("meeting.returned", path.returned_at, table.reviewer),
            ("meeting.accepted", path.accepted_at, table.reviewer),
        )
        self.steps += [(verb, meeting, at, by) for verb, at, by in steps if at]

    def _prepare(self, meeting: Meeting, plan: Plan, table: Table, path: Course) -> None:
        if path.opened_at is None or plan.held_on is None:
            return
        sent = table.is_formal or self.rng.random() < 0.5 + 0.48 * table.quality
        days = self.rng.choice((1, 2, 2, 3)) if sent else 0
        self.rows.add(
            MeetingDocument(
                meeting=meeting,
                title="Dự thảo nghị quyết và tài liệu sinh hoạt",
                shared_at=self._before(plan.held_on, days) if days else path.opened_at,
            )
        )
        if self.rng.random() < 0.12:
            self.rows.add(
                Delegate(
                    meeting=meeting,
                    name=str(table.reviewer or "Phùng Gia Khiêm"),
                    title="Đảng ủy viên được phân công theo dõi",
                    user=table.reviewer,
                    chairing_note="Chủ trì gợi mở, kết luận rõ." if table.quality > 0.6 else "",
                )
            )

    def _agenda(self, meeting: Meeting, plan: Plan, table: Table, *, is_over: bool) -> dict[str, AgendaItem]:
        by_kind: dict[str, AgendaItem] = {}
        for line in self.templates[plan.kind, plan.is_combined]:
            done = is_over and (table.is_formal or not line.is_required or self.rng.random() < 0.985)
            noted = done and line.kind in words.NOTES
            item = AgendaItem(
                meeting=meeting,
                position=line.position,
                step=line.step,
                kind=line.kind,
                title=line.title,
                hint=line.hint,
                is_required=line.is_required,
                is_focus=line.is_focus,
                planned_minutes=line.planned_minutes,
                used_minutes=max(2, line.planned_minutes + self.rng.randint(-3, 4)) if is_over else None,
                preparer=table.chair if line.is_focus else None,
                outcome=self._outcome(done=done, is_over=is_over),
                notes=words.NOTES[line.kind] if noted else "",
                conclusion=self._conclusion(line, table) if done else "",
            )
            by_kind.setdefault(line.kind, item)
            self.rows.add(item)
        return by_kind

    def _conclusion(self, line: AgendaTemplateItem, table: Table) -> str:
        """A good chair concludes every item of substance, others some."""
        if line.step != "body" or not (table.is_formal or self.rng.random() < 0.45 + 0.6 * table.quality):
            return ""
        return self.rng.choice(words.CONCLUSIONS)

    def _outcome(self, *, done: bool, is_over: bool) -> str:
        if not is_over:
            return AgendaItem.Outcome.OPEN
        return AgendaItem.Outcome.CONCLUDED if done else AgendaItem.Outcome.NOT_DISCUSSED

    def _call_roll(self, meeting: Meeting, table: Table) -> list[Attendance]:
        here = []
        summer = meeting.month.month in {7, 8}
        chance = 0.885 + 0.105 * table.quality - (0.02 if summer else 0)
        day = meeting.held_on or meeting.month
        for member in table.people:
            row = Attendance(
                meeting=meeting,
                member=member,
                is_official=member.official_on is not None and member.official_on <= day,
            )
            if member.pk in table.exempt:
                row.exemption, row.presence = Attendance.Exemption.EXEMPT, Attendance.Presence.EXCUSED
            elif member.pk in table.away:
                row.exemption, row.presence = Attendance.Exemption.AWAY, Attendance.Presence.EXCUSED
            elif member not in (table.chair, table.recorder):
                self._mark(row, chance if not table.is_formal else 0.998, day)
            self.rows.add(row)
            if row.is_here:
                here.append(row)
        return here

    def _mark(self, row: Attendance, chance: float, day: date) -> None:
        until, why = self.absent_until.get(row.member_id, (day, ""))
        if until > day:
            row.presence, row.reason = Attendance.Presence.EXCUSED, why
            return
        luck = self.rng.random()
        if luck > chance:
            if luck > 0.9985:
                row.presence = Attendance.Presence.UNEXCUSED
                return
            row.presence, row.reason = Attendance.Presence.EXCUSED, self.rng.choice(words.EXCUSES)
            if luck > 0.993:
                why = self.rng.choice(words.LONG_EXCUSES)
                row.reason = why
                self.absent_until[row.member_id] = (day + timedelta(days=self.rng.randint(40, 160)), why)
        elif luck < 0.012:
            row.presence, row.at = Attendance.Presence.LATE, time(14, 15)

    def _discuss(
        self, meeting: Meeting, items: dict[str, AgendaItem], here: list[Attendance], table: Table
    ) -> None:
        speakers = [row.member for row in here if row.member != table.chair]
        if table.is_formal:
            chosen = speakers[: len(here) // 2 + 1]
        else:
            share = min(0.95, max(0.1, self.rng.gauss(0.30 + 0.38 * table.quality, 0.08)))
            chosen = self.rng.sample(speakers, min(len(speakers), round(share * len(here))))
        places = [items[kind] for kind in ("previous_resolution", "political_task", "topic") if kind in items]
        for position, member in enumerate(chosen):
            kind = "addition" if table.is_formal else self.rng.choice(words.KINDS_SPOKEN)
            text = words.BLAND if table.is_formal else self.rng.choice(words.SPEECHES[kind])
            self.rows.draft(
                Contribution,
                meeting_id=meeting.pk,
                item_id=places[position % len(places)].pk if places else None,
                member_id=member.pk,
                kind=kind,
                text=text,
                position=position,
            )

    def _decide(self, meeting: Meeting, items: dict[str, AgendaItem], table: Table) -> None:
        roll = [row for row in self.rows.waiting(Attendance)[-len(table.people) :] if row.has_vote]
        present = sum(row.is_here for row in roll)
        against = 0 if table.is_formal or self.rng.random() < 0.85 else 1
        for kind, text, item in (
            (
                Decision.Kind.RESOLUTION,
                f"Thông qua nghị quyết tháng {meeting.month.month}",
                items.get("vote"),
            ),
            (
                Decision.Kind.SELF_SCORE,
                "Thông qua điểm tự chấm, xếp loại kỳ sinh hoạt",
                items.get("self_score"),
            ),
        ):
            self.rows.add(
                Decision(
                    meeting=meeting,
                    item=item,
                    kind=kind,
                    text=text,
                    yes=max(0, present - against),
                    other=min(against, present),
                    base=len(roll),
                    present=present,
                )
            )

    def _give_tasks(self, meeting: Meeting, items: dict[str, AgendaItem], table: Table, plan: Plan) -> None:
        """Each task knows by now whether it will be done: the rows of later meetings only say so."""
        held = plan.held_on or plan.month
        kind = plan.organization.chapter_type or "admin_agency"
        bank = words.TASKS.get(kind, words.TASKS["admin_agency"])
        able = [member for member in table.people if member.pk not in table.exempt | table.away]
        given = self.open_tasks.setdefault((plan.organization.pk, plan.kind), [])
        count = self.rng.choice((3, 3, 4, 4, 5))
        texts = [*self.rng.sample(bank, 2), *self.rng.sample(words.COMMON_TASKS, count - 2)]
        for text in texts:
            careless = not table.is_formal and self.rng.random() < 0.05 * (1.3 - table.quality)
            task = Task(
                organization=plan.organization,
                meeting=meeting,
                item=items.get("conclusion"),
                text=text,
                assignee=self.rng.choice(able),
                due_on=None if careless else held + timedelta(days=self.rng.randint(12, 26)),
                expected_result=self.rng.choice(words.RESULTS),
            )
            task.first_due_on = task.due_on
            self.rows.add(task)
            given.append(task)

    def _judge_tasks(self, meeting: Meeting, plan: Plan, table: Table) -> None:
        key = (plan.organization.pk, plan.kind)
        left = []
        held = plan.held_on or plan.month
        for task in self.open_tasks.get(key, []):
            judgement = self.rows.draft(
                TaskJudgement, task_id=task.pk, meeting_id=meeting.pk, due_on=task.due_on
            )
            luck = self.rng.random()
            in_time = luck < 0.6 + 0.38 * table.quality or table.is_formal
            if not in_time and luck < 0.97:
                judgement.result = TaskJudgement.Result.EXTENDED
                judgement.note = "chưa đủ điều kiện, xin thêm thời gian"
                judgement.new_due_on = task.due_on = held + timedelta(days=25)
                left.append(task)
            else:
                judgement.result = TaskJudgement.Result.DONE
                judgement.done_on = min(held, task.due_on or held) if in_time else held
                task.state, task.done_on = Task.State.DONE, judgement.done_on
            self.settled.append(task)
        self.open_tasks[key] = left

    def _judge_limitation(self, meeting: Meeting) -> None:
        limitation = self.limitations.pop((meeting.organization_id, meeting.kind), None)
        if limitation:
            limitation.result = self.rng.choice(
                (Limitation.Result.FIXED, Limitation.Result.FIXED, Limitation.Result.ON_SCHEDULE, "not_fixed")
            )
            limitation.judged_at_meeting = meeting
            self.judged.append(limitation)

    def _raise_matters(self, meeting: Meeting, here: list[Attendance], table: Table) -> None:
        if table.is_formal or not here:
            return
        rng = self.rng
        for kind, text, chance in (
            (MemberRemark.Kind.PRAISE, words.PRAISE, 0.2 + 0.7 * table.quality),
            (MemberRemark.Kind.REMINDER, words.REMINDER, 0.35),
        ):
            if rng.random() < chance:
                member = rng.choice(here).member
                self.rows.add(MemberRemark(meeting=meeting, member=member, kind=kind, text=text))
        if rng.random() < 0.6:
            text, remedy = rng.choice(words.LIMITATIONS)
            limitation = Limitation(meeting=meeting, text=text, remedy=remedy)
            self.limitations[meeting.organization_id, meeting.kind] = limitation
            self.rows.add(limitation)
        if rng.random() < 0.14:
            self._petition(meeting, rng.choice(here).member)

    def _petition(self, meeting: Meeting, member: Member) -> None:
        raised = meeting.held_on or meeting.month
        petition = Petition(
            organization=meeting.organization,
            meeting=meeting,
            member=member,
            text=self.rng.choice(words.SPEECHES["difficulty"]),
            assigned_to=meeting.organization.parent,
            raised_on=raised,
            due_on=raised + timedelta(days=25),
        )
        answered = raised + timedelta(days=self.rng.choice((6, 9, 14, 18, 20, 24, 32)))
        if answered <= timezone.localdate(self.now):
            petition.status = Petition.Status.ANSWERED
            petition.answered_on = answered
            petition.answer = "Đã chỉ đạo bộ phận chuyên môn giải quyết, có văn bản trả lời chi bộ."
        self.rows.add(petition)
