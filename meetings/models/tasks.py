"""Tasks given at a meeting, and how later meetings judged them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chapters.models import Member, Organization
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.querysets import MeetingPartQuerySet, TaskQuerySet


class Task(models.Model):
    """Who does what by when. The member may say it is done; the meeting says whether it is."""

    class State(models.TextChoices):
        OPEN = "open", "Đang làm"
        REPORTED = "reported", "Đảng viên báo xong"
        DONE = "done", "Chi bộ công nhận xong"
        DROPPED = "dropped", "Thôi thực hiện"

    UNFINISHED = (State.OPEN, State.REPORTED)

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="tasks")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tasks")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    text = models.CharField("nhiệm vụ", max_length=400)
    assignee = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks", verbose_name="người chủ trì"
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


class TaskJudgement(models.Model):
    """What one meeting said of one earlier task."""

    class Result(models.TextChoices):
        DONE = "done", "Xong"
        NOT_DONE = "not_done", "Chưa xong"
        EXTENDED = "extended", "Gia hạn"

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="judgements")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="judgements")
    result = models.CharField(max_length=8, choices=Result)
    note = models.CharField(max_length=300, blank=True)
    due_on = models.DateField("hạn lúc đánh giá", null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    new_due_on = models.DateField(null=True, blank=True)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["task", "meeting"], name="one_judgement_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.get_result_display()}"

    @property
    def was_on_time(self) -> bool:
        """Done, and by the day it was due when judged; a task without a due day is on time when done."""
        if self.result != self.Result.DONE:
            return False
        return self.due_on is None or self.done_on is None or self.done_on <= self.due_on
