"""Tasks given at a meeting, and how later meetings judged them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Entry
from chapters.models import Member, Organization
from common.errors import RuleError
from common.text import clean
from meetings.models.agenda import AgendaItem
from meetings.querysets import MeetingPartQuerySet, TaskQuerySet

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from meetings.models.meeting import Meeting


class Task(models.Model):
    """Who does what by when. The member may say it is done; the meeting says whether it is."""

    class State(models.TextChoices):
        OPEN = "open", "Đang làm"
        REPORTED = "reported", "Đảng viên báo xong"
        DONE = "done", "Chi bộ công nhận xong"
        DROPPED = "dropped", "Thôi thực hiện"

    UNFINISHED = (State.OPEN, State.REPORTED)

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="tasks")
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="tasks")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    text = models.CharField("nhiệm vụ", max_length=400)
    assignee = models.ForeignKey(
        Member,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
        verbose_name="người chủ trì",
    )
    partners = models.CharField("phối hợp", max_length=200, blank=True)
    due_on = models.DateField("thời hạn", null=True, blank=True)
    first_due_on = models.DateField(null=True, blank=True, editable=False)
    expected_result = models.CharField("kết quả phải có", max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    report = models.CharField("đảng viên báo", max_length=400, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField("xong ngày", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "state", "due_on"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="done_has_day", condition=~Q(state="done") | Q(done_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def audit_path(self) -> str:
        return self.organization.path

    @property
    def is_finished(self) -> bool:
        return self.state not in self.UNFINISHED

    def days_overdue(self, today: date | None = None) -> int:
        """0 when finished, not due yet or without a day."""
        if self.is_finished or self.due_on is None:
            return 0
        return max(0, ((today or timezone.localdate()) - self.due_on).days)

    @classmethod
    def assign(
        cls,
        meeting: Meeting,
        text: str,
        *,
        by: User | None,
        assignee: Member | None = None,
        due_on: date | None = None,
        partners: str = "",
        expected_result: str = "",
        item: AgendaItem | None = None,
        reason: str = "",
    ) -> Task:
        """Who does what by when. A task still without a name or a day is taken, and counted as a gap."""
        with meeting.changing(by=by, reason=reason):
            task = cls(meeting=meeting, organization=meeting.organization, item=item, assignee=assignee)
            task.text, task.partners = clean(text), clean(partners)
            task.expected_result, task.due_on, task.first_due_on = clean(expected_result), due_on, due_on
            task._check(meeting)
            task.save()
            Entry.objects.record("task.assigned", task, by=by, reason=reason)
        return task

    def edit(
        self,
        *,
        by: User | None,
        text: str,
        assignee: Member | None,
        due_on: date | None,
        partners: str = "",
        expected_result: str = "",
        reason: str = "",
    ) -> None:
        with self.meeting.changing(by=by, reason=reason):
            self.text, self.assignee, self.due_on = clean(text), assignee, due_on
            self.partners, self.expected_result = clean(partners), clean(expected_result)
            self.first_due_on = due_on if not self.judgements.exists() else self.first_due_on
            self._check(self.meeting)
            self.version += 1
            self.save()
            Entry.objects.record("task.edited", self, by=by, reason=reason)

    def remove(self, *, by: User | None, reason: str = "") -> None:
        with self.meeting.changing(by=by, reason=reason):
            if self.judgements.exists():
                raise RuleError("Nhiệm vụ đã được đánh giá ở kỳ sau, không bỏ được.")
            Entry.objects.record("task.removed", self, by=by, reason=reason)
            self.delete()

    def _check(self, meeting: Meeting) -> None:
        if not self.text:
            raise RuleError("Cần ghi nhiệm vụ.")
        if self.due_on and meeting.held_on and self.due_on < meeting.held_on:
            raise RuleError(f"Thời hạn {self.due_on:%d/%m/%Y} trước ngày họp ({meeting.held_on:%d/%m/%Y}).")

    @transaction.atomic
    def report_done(self, note: str, *, by: User | None) -> None:
        """The member says it is done; the next meeting says whether it is."""
        task = Task.objects.select_for_update().get(pk=self.pk)
        if task.is_finished:
            raise RuleError("Nhiệm vụ này chi bộ đã kết thúc.")
        self.report, self.reported_at, self.state = clean(note), timezone.now(), self.State.REPORTED
        self.save(update_fields=["report", "reported_at", "state"])
        Entry.objects.record("task.reported", self, by=by, note=self.report)

    @transaction.atomic
    def take_back_report(self, *, by: User | None) -> None:
        task = Task.objects.select_for_update().get(pk=self.pk)
        if task.state != self.State.REPORTED:
            return
        self.state, self.reported_at = self.State.OPEN, None
        self.save(update_fields=["state", "reported_at"])
        Entry.objects.record("task.report_taken_back", self, by=by)

    def judge(
        self,
        meeting: Meeting,
        result: str,
        *,
        by: User | None,
        done_on: date | None = None,
        new_due_on: date | None = None,
        note: str = "",
        reason: str = "",
    ) -> TaskJudgement:
        """What a meeting says of an earlier task. Said again at the same meeting, the last word counts."""
        with meeting.changing(by=by, reason=reason):
            self.refresh_from_db(from_queryset=Task.objects.select_for_update())
            if meeting.status == meeting.Status.PLANNED:
                raise RuleError("Cuộc họp chưa mở, chưa đánh giá nhiệm vụ được.")
            if self.meeting_id == meeting.pk or self.organization_id != meeting.organization_id:
                raise RuleError("Chỉ đánh giá nhiệm vụ của các kỳ trước của chi bộ.")
            earlier = self.judgements.filter(meeting=meeting).first()
            judgement = earlier or TaskJudgement(task=self, meeting=meeting, due_on=self.due_on)
            judgement.settle(result, done_on=done_on, new_due_on=new_due_on, note=clean(note))
            judgement.save()
            if not self.judgements.filter(meeting__held_on__gt=meeting.held_on).exists():
                self._follow(judgement)
            Entry.objects.record("task.judged", self, by=by, reason=reason, result=result)
        return judgement

    def _follow(self, judgement: TaskJudgement) -> None:
        self.due_on, self.done_on, self.state = judgement.due_on, None, self.State.OPEN
        if judgement.result == judgement.Result.DONE:
            self.done_on, self.state = judgement.done_on, self.State.DONE
        elif judgement.result == judgement.Result.EXTENDED:
            self.due_on = judgement.new_due_on
        self.version += 1
        self.save()


class TaskJudgement(models.Model):
    """What one meeting said of one earlier task."""

    class Result(models.TextChoices):
        DONE = "done", "Xong"
        NOT_DONE = "not_done", "Chưa xong"
        EXTENDED = "extended", "Gia hạn"

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="judgements")
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="judgements")
    result = models.CharField(max_length=8, choices=Result)
    note = models.CharField(max_length=300, blank=True)
    due_on = models.DateField("hạn lúc đánh giá", null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    new_due_on = models.DateField(null=True, blank=True)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["task", "meeting"], name="one_judgement_a_meeting"),
            models.CheckConstraint(
                name="extended_has_new_day", condition=~Q(result="extended") | Q(new_due_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.get_result_display()}"

    @property
    def was_on_time(self) -> bool:
        """Done, and by the day it was due when judged; a task without a due day is on time when done."""
        if self.result != self.Result.DONE:
            return False
        return self.due_on is None or self.done_on is None or self.done_on <= self.due_on

    def settle(self, result: str, *, done_on: date | None, new_due_on: date | None, note: str) -> None:
        self.result, self.note, self.done_on, self.new_due_on = result, note, None, None
        if result == self.Result.DONE:
            reported = self.task.reported_at
            self.done_on = done_on or (timezone.localdate(reported) if reported else self.meeting.held_on)
        if result == self.Result.EXTENDED:
            if new_due_on is None:
                raise RuleError("Gia hạn thì cần ghi thời hạn mới.")
            if self.due_on and new_due_on <= self.due_on:
                raise RuleError(f"Thời hạn mới phải sau thời hạn cũ ({self.due_on:%d/%m/%Y}).")
            self.new_due_on = new_due_on
