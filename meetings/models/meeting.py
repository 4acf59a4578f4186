"""A meeting: a small state machine whose steps are verbs."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from django.db import transaction
from django.utils import timezone

from accounts.models import Entry
from chapters.models import Organization
from common.dates import month_of
from common.errors import RuleError
from common.text import clean, clean_lines
from meetings import gaps, signals
from meetings.models.agenda import AgendaItem
from meetings.models.discussion import Limitation
from meetings.models.minutes import Minutes
from meetings.models.record import MeetingRecord
from meetings.models.roll import Attendance
from meetings.models.tasks import Task
from meetings.turnout import Turnout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime, time

    from django.db.models import QuerySet

    from accounts.models import User
    from chapters.querysets import Row

# What may be set when planning, and corrected afterwards with a reason.
PLANNED_FIELDS: Final = frozenset(
    {
        "kind", "is_combined", "month", "held_on", "starts_at", "ends_at", "break_minutes", "place", "chair",
        "recorder", "prepared_by", "conferred_on", "conferred_with_minutes", "draft_resolution",
        "merged_with_other", "dues_note", "registered_on", "superior_notified",
    }
)  # fmt: skip
LONGEST_MINUTES: Final = 12 * 60  # beyond it the hours were typed the wrong way round
# Whoever counts meetings by month and day must hear of these.
COUNTED_FIELDS: Final = frozenset({"kind", "is_combined", "month", "held_on"})


class Meeting(MeetingRecord):
    """planned → open → closed → submitted → accepted; returned → submitted; or not held, with consent."""

    class Meta(MeetingRecord.Meta):
        abstract: ClassVar[bool] = False

    @classmethod
    @transaction.atomic
    def plan(
        cls,
        organization: Organization,
        kind: str,
        month: date,
        *,
        by: User | None,
        held_on: date | None = None,
        is_combined: bool = False,
        **fields: Any,
    ) -> Meeting:
        """A draft nobody is told of: agenda from the template, with what earlier meetings left over."""
        organization = Organization.objects.select_for_update().get(pk=organization.pk)
        meeting = cls(organization=organization, kind=kind, month=month_of(month), held_on=held_on, **fields)
        meeting.is_combined = is_combined
        meeting.check_plan()
        meeting.save()
        AgendaItem.lay(meeting)
        Entry.objects.record("meeting.planned", meeting, by=by, month=meeting.month.isoformat())
        signals.meeting_replanned.send(sender=cls, meeting=meeting, by=by)
        return meeting

    def check_plan(self) -> None:
        """Raise RuleError when this organization cannot hold such a meeting then."""
        organization = self.organization
        if self.kind in self.CHAPTER_MEETINGS and not organization.is_chapter:
            raise RuleError(f"{organization} không phải chi bộ, không có {self.get_kind_display().lower()}.")
        if self.kind == self.Kind.CHAPTER_COMMITTEE and not organization.is_chapter:
            raise RuleError(f"{organization} không phải chi bộ, không có họp chi ủy.")
        of_party_committee = self.kind in {self.Kind.PARTY_COMMITTEE, self.Kind.STANDING_COMMITTEE}
        if of_party_committee and not organization.has_party_committee:
            raise RuleError(f"{organization} không có đảng ủy.")
        if self.is_combined and self.kind != self.Kind.REGULAR:
            raise RuleError("Chỉ sinh hoạt thường kỳ mới kết hợp với chuyên đề.")
        if self.held_on and not organization.is_active_on(self.held_on):
            raise RuleError(f"{organization} không hoạt động vào ngày {self.held_on:%d/%m/%Y}.")
        twins = type(self).objects.filter(organization=organization, month=self.month, kind=self.kind)
        if self.kind in self.MONTHLY and twins.exclude(pk=self.pk).exists():
            raise RuleError(f"{organization} đã có {str(self).lower()}.")

    def replan(self, *, by: User | None, reason: str = "", **changes: Any) -> None:
        """Change lines of the plan or facts of the record; unknown names are a programming error."""
        if unknown := changes.keys() - PLANNED_FIELDS:
            raise TypeError(f"not a line of the plan: {sorted(unknown)}")
        with self.changing(by=by, reason=reason):
            before = {name: getattr(self, name) for name in changes}
            changed = {name: value for name, value in changes.items() if value != before[name]}
            for name, value in changed.items():
                setattr(self, name, value)
            if "month" in changed:
                self.month = month_of(self.month)
            self._check_times()
            self.check_plan()
            if changed:
                self.version += 1
                self.save()
                Entry.objects.record("meeting.replanned", self, by=by, reason=reason, fields=sorted(changed))
            if changed.keys() & COUNTED_FIELDS:
                months = [each for each in (before.get("month"),) if each]
                signals.meeting_replanned.send(sender=type(self), meeting=self, by=by, months_left=months)

    def _check_times(self) -> None:
        if self.is_held and self.held_on is None:
            raise RuleError("Cuộc họp đã tổ chức phải có ngày họp.")
        duration = self.duration_minutes
        if duration is not None and not 0 < duration <= LONGEST_MINUTES:
            raise RuleError("Giờ kết thúc phải sau giờ bắt đầu, đã trừ nghỉ giải lao.")

    @transaction.atomic
    def send_notice(self, *, by: User | None, at: datetime | None = None, superior: bool = True) -> None:
        """Invite members and the superior's follower; the day told is the day registered."""
        self.lock()
        self._require(self.Status.PLANNED, "Chỉ gửi thông báo cho cuộc họp chưa mở.")
        if self.notice_sent_at is not None:
            return
        if self.held_on is None or self.starts_at is None or not self.place:
            raise RuleError("Cần có ngày, giờ và địa điểm trước khi gửi thông báo.")
        self.notice_sent_at = at or timezone.now()
        self.superior_notified = superior
        self.registered_on = self.registered_on or self.held_on
        self.save(update_fields=["notice_sent_at", "superior_notified", "registered_on"])
        Entry.objects.record("meeting.notice_sent", self, by=by)
        signals.meeting_replanned.send(sender=type(self), meeting=self, by=by)

    @transaction.atomic
    def report_reschedule(self, *, by: User | None, at: datetime | None = None) -> None:
        """Tell the superior beforehand that the day differs from the registered one."""
        self.lock()
        self._require(self.Status.PLANNED, "Chỉ báo cáo đổi ngày trước khi họp.")
        if self.reschedule_reported_at is not None:
            return
        self.reschedule_reported_at = at or timezone.now()
        self.save(update_fields=["reschedule_reported_at"])
        Entry.objects.record("meeting.reschedule_reported", self, by=by)

    @transaction.atomic
    def ask_absence(self, reason: str, *, by: User | None) -> None:
        """Ask the superior's consent not to meet this month."""
        self.lock()
        if self.status == self.Status.ABSENCE_ASKED:
            return
        self._require(self.Status.PLANNED, "Cuộc họp đã mở, không xin không tổ chức được nữa.")
        if not clean(reason):
            raise RuleError("Cần ghi vì sao không tổ chức sinh hoạt.")
        self.status = self.Status.ABSENCE_ASKED
        self.absence_reason = clean(reason)
        self.absence_answer = ""
        self.save(update_fields=["status", "absence_reason", "absence_answer"])
        Entry.objects.record("meeting.absence_asked", self, by=by, reason=self.absence_reason)
        signals.meeting_replanned.send(sender=type(self), meeting=self, by=by)

    @transaction.atomic
    def agree_absence(self, *, by: User | None, answer: str = "") -> None:
        self.lock()
        if self.status == self.Status.ABSENCE_AGREED:
            return
        self._require(self.Status.ABSENCE_ASKED, "Chi bộ không còn xin không tổ chức kỳ này.")
        self.status = self.Status.ABSENCE_AGREED
        self.absence_answer = clean(answer)
        self.save(update_fields=["status", "absence_answer"])
        Entry.objects.record("meeting.absence_agreed", self, by=by)
        signals.absence_agreed.send(sender=type(self), meeting=self, by=by)

    @transaction.atomic
    def refuse_absence(self, answer: str, *, by: User | None) -> None:
        self.lock()
        self._require(self.Status.ABSENCE_ASKED, "Chi bộ không còn xin không tổ chức kỳ này.")
        if not clean(answer):
            raise RuleError("Cần ghi vì sao không đồng ý để chi bộ biết.")
        self._back_to_plan("meeting.absence_refused", by=by, answer=clean(answer))

    @transaction.atomic
    def withdraw_absence(self, *, by: User | None) -> None:
        """The chapter meets after all."""
        self.lock()
        if self.status == self.Status.PLANNED:
            return
        if self.status not in {self.Status.ABSENCE_ASKED, self.Status.ABSENCE_AGREED}:
            raise RuleError("Kỳ này không có đề nghị không tổ chức.")
        self._back_to_plan("meeting.absence_withdrawn", by=by)

    def _back_to_plan(self, verb: str, *, by: User | None, answer: str = "") -> None:
        self.status = self.Status.PLANNED
        self.absence_answer = answer
        self.save(update_fields=["status", "absence_answer"])
        Entry.objects.record(verb, self, by=by, answer=answer)
        signals.meeting_replanned.send(sender=type(self), meeting=self, by=by)

    @transaction.atomic
    def open(self, *, by: User | None, at: datetime | None = None) -> None:
        """Begin: the roll is made from those who belong here that day, all present until marked."""
        self.lock()
        if self.status == self.Status.OPEN:
            return
        self._require(self.Status.PLANNED, "Cuộc họp này không còn ở bước dự kiến.")
        now = at or timezone.now()
        today = timezone.localdate(now)
        self.held_on = self.held_on or today
        if self.held_on > today:
            raise RuleError(f"Ngày họp là {self.held_on:%d/%m/%Y}, chưa đến. Họp sớm hơn thì đổi ngày trước.")
        if self.starts_at is None and self.held_on == today:
            self.starts_at = timezone.localtime(now).time().replace(second=0, microsecond=0)
        self.check_plan()
        self.status = self.Status.OPEN
        self.opened_at = now
        self.save()
        Attendance.call(self)
        AgendaItem.carry_over(self)
        Entry.objects.record("meeting.opened", self, by=by)
        signals.meeting_opened.send(sender=type(self), meeting=self, by=by)

    @transaction.atomic
    def close(self, *, by: User | None, at: datetime | None = None, ends_at: time | None = None) -> None:
        """Fix the record: minutes are made, and what is changed after this says why."""
        self.lock()
        if self.is_held:
            return
        self._require(self.Status.OPEN, "Cuộc họp chưa mở.")
        now = at or timezone.now()
        self.ends_at = ends_at or self.ends_at
        if self.ends_at is None and self.held_on == timezone.localdate(now):
            self.ends_at = timezone.localtime(now).time().replace(second=0, microsecond=0)
        self._check_times()
        if found := gaps.blocking(self):
            raise RuleError(f"Chưa thể kết thúc: {'; '.join(gap.words for gap in found)}.")
        self.status = self.Status.CLOSED
        self.closed_at = now
        self.save()
        self._read.clear()
        AgendaItem.conclude_reading(self)
        Entry.objects.record("meeting.closed", self, by=by)
        signals.meeting_closed.send(sender=type(self), meeting=self, by=by)
        Minutes.renew(self, by=by, at=now)

    # --- Sending up, and what comes back

    @transaction.atomic
    def submit(self, *, by: User | None, at: datetime | None = None) -> None:
        """Send to the superior; nothing in it changes until it is accepted, returned or taken back."""
        self.lock()
        if self.status in {self.Status.SUBMITTED, self.Status.ACCEPTED}:
            return
        if self.status not in {self.Status.CLOSED, self.Status.RETURNED}:
            raise RuleError("Cuộc họp chưa kết thúc, chưa gửi cấp trên được.")
        self.status = self.Status.SUBMITTED
        self.submitted_at = at or timezone.now()
        self.first_submitted_at = self.first_submitted_at or self.submitted_at
        self.review_opened_at = None
        self.save()
        Minutes.file(self, at=self.submitted_at)
        Entry.objects.record("meeting.submitted", self, by=by)
        signals.meeting_submitted.send(sender=type(self), meeting=self, by=by)

    @transaction.atomic
    def recall(self, *, by: User | None) -> None:
        """Take back what was sent, while nobody above has opened it."""
        self.lock()
        if self.status in {self.Status.CLOSED, self.Status.RETURNED}:
            return
        self._require(self.Status.SUBMITTED, "Cuộc họp này chưa gửi cấp trên.")
        if self.review_opened_at is not None:
            raise RuleError("Cấp trên đã mở xem, không thu hồi được. Cần sửa thì đề nghị cấp trên trả lại.")
        self.status = self.Status.RETURNED if self.returned_at else self.Status.CLOSED
        self.save(update_fields=["status"])
        Entry.objects.record("meeting.recalled", self, by=by)
        signals.meeting_recalled.send(sender=type(self), meeting=self, by=by)

    @transaction.atomic
    def mark_review_opened(self, *, by: User | None, at: datetime | None = None) -> None:
        """The superior looks at it: it can no longer be taken back."""
        self.lock()
        if self.status != self.Status.SUBMITTED or self.review_opened_at is not None:
            return
        self.review_opened_at = at or timezone.now()
        self.save(update_fields=["review_opened_at"])
        Entry.objects.record("meeting.review_opened", self, by=by)

    @transaction.atomic
    def return_to_chapter(self, reason: str, *, by: User | None, at: datetime | None = None) -> None:
        self.lock()
        if self.status == self.Status.RETURNED:
            return
        self._require(self.Status.SUBMITTED, "Chỉ trả lại cuộc họp đang chờ thẩm định.")
        if not clean_lines(reason):
            raise RuleError("Cần ghi vì sao trả lại để chi bộ biết.")
        self.status = self.Status.RETURNED
        self.returned_at = at or timezone.now()
        self.return_reason = clean_lines(reason)
        self.save(update_fields=["status", "returned_at", "return_reason"])
        Entry.objects.record("meeting.returned", self, by=by, reason=self.return_reason)
        signals.meeting_returned.send(sender=type(self), meeting=self, by=by)

    @transaction.atomic
    def accept(self, *, by: User | None, at: datetime | None = None) -> None:
        """The superior takes it as it is; from now on it is locked."""
        self.lock()
        if self.status == self.Status.ACCEPTED:
            return
        self._require(self.Status.SUBMITTED, "Chỉ chấp nhận cuộc họp đang chờ thẩm định.")
        self.status = self.Status.ACCEPTED
        self.accepted_at = at or timezone.now()
        self.accepted_by = by
        self.save(update_fields=["status", "accepted_at", "accepted_by"])
        Entry.objects.record("meeting.accepted", self, by=by)
        signals.meeting_accepted.send(sender=type(self), meeting=self, by=by)

    # --- Changing what is in it

    @contextmanager
    def changing(self, *, by: User | None, reason: str = "") -> Iterator[None]:
        """Every change of a part happens in here: locked, refused when sent, with a reason once closed."""
        with transaction.atomic():
            self.lock()
            if self.is_locked:
                raise RuleError(self.why_locked)
            if self.is_held and not clean(reason):
                raise RuleError("Cuộc họp đã kết thúc: cần ghi lý do sửa.")
            yield
            if self.is_held:
                Minutes.renew(self, by=by)
                Entry.objects.record("meeting.amended", self, by=by, reason=clean(reason))
                signals.meeting_amended.send(sender=type(self), meeting=self, by=by)

    @property
    def why_locked(self) -> str:
        if self.status == self.Status.ACCEPTED:
            return "Cuộc họp đã được thẩm định, không sửa được nữa."
        if self.status == self.Status.SUBMITTED:
            return "Cuộc họp đã gửi cấp trên: thu hồi trước khi sửa, hoặc đề nghị cấp trên trả lại."
        return "Kỳ này không tổ chức sinh hoạt, không ghi nội dung được."

    def lock(self) -> None:
        self._read.clear()
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update().select_related(None))

    def _require(self, status: str, otherwise: str) -> None:
        if self.status != status:
            raise RuleError(otherwise)

    # --- Questions that need other rows

    @property
    def turnout(self) -> Turnout:
        """Of the roll; of the bare head count where an office's table is all there is."""
        roll = list(self.roll.all())
        head_count = getattr(self, "head_count", None) if not roll else None
        if head_count is not None:
            return Turnout(due=head_count.expected, present=head_count.present)
        return Turnout.of(roll)

    @property
    def voting_base(self) -> int:
        return self.turnout.voters

    @property
    def voting_present(self) -> int:
        return self.turnout.voters_present

    @property
    def superior(self) -> Organization:
        """Whoever reviews it; the Khối's own meetings have nobody above here."""
        return self.organization.parent or self.organization

    def earlier_tasks(self) -> list[Task]:
        """What this meeting must judge: unfinished when it began, or judged here already. Read once."""
        return self._once("earlier_tasks", lambda: Task.objects.before(self).select_related("assignee"))

    def earlier_limitations(self) -> list[Limitation]:
        return self._once("earlier_limitations", lambda: Limitation.objects.before(self))

    def earlier_meetings(self) -> list[Meeting]:
        """The last dozen of the same kind held before this one, the newest first."""
        same = type(self).objects.before(self).filter(kind=self.kind).only("pk", "month")
        return self._once("earlier_meetings", lambda: same[:12])

    def _once(self, name: str, rows: Callable[[], QuerySet[Row]]) -> list[Row]:
        """Kept until the meeting is locked for a change."""
        if name not in self._read:
            self._read[name] = list(rows())
        return cast("list[Row]", self._read[name])

    @cached_property
    def _read(self) -> dict[str, list[Any]]:
        return {}
