"""What was said: contributions, remarks on members, limitations named by the chair."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chapters.models import Member
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.models.roll import Delegate
from meetings.querysets import MeetingPartQuerySet


class Contribution(models.Model):
    """One who spoke, of what kind, and the gist."""

    class Kind(models.TextChoices):
        ADDITION = "addition", "bổ sung"
        PROPOSAL = "proposal", "đề xuất"
        QUESTION = "question", "hỏi"
        DIFFERENT = "different", "ý kiến khác"
        RELATION = "relation", "liên hệ bản thân"
        DIFFICULTY = "difficulty", "khó khăn"
        SELF_CRITICISM = "self_criticism", "tự phê bình"
        CRITICISM = "criticism", "phê bình"
        PAPER = "paper", "trình bày"
        CHAIRING = "chairing", "điều hành"

    # The chair's conducting and the presenter's own paper do not make a speaker.
    NOT_COUNTED = (Kind.PAPER, Kind.CHAIRING)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="contributions")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="contributions"
    )
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    delegate = models.ForeignKey(
        Delegate, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.ADDITION)
    text = models.TextField("ý kiến")
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="a_member_or_a_delegate_spoke",
                condition=Q(member__isnull=False, delegate__isnull=True)
                | Q(member__isnull=True, delegate__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member or self.delegate}: {self.text[:40]}"


class MemberRemark(models.Model):
    """Praise, reminder or criticism of a member; read in the chapter and by its direct superior alone."""

    class Kind(models.TextChoices):
        PRAISE = "praise", "Biểu dương"
        REMINDER = "reminder", "Nhắc nhở"
        CRITICISM = "criticism", "Phê bình"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="remarks")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=9, choices=Kind)
    text = models.CharField("nội dung", max_length=400)

    objects = MeetingPartQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.member}"


class Limitation(models.Model):
    """A shortcoming the chair named, with its remedy; judged at the next meeting."""

    class Result(models.TextChoices):
        FIXED = "fixed", "Khắc phục xong"
        ON_SCHEDULE = "on_schedule", "Đúng tiến độ"
        NOT_FIXED = "not_fixed", "Chưa khắc phục"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="limitations")
    text = models.CharField("hạn chế", max_length=400)
    remedy = models.CharField("cách khắc phục", max_length=400, blank=True)
    result = models.CharField(max_length=12, choices=Result, blank=True)
    judged_at_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="judged_limitations"
    )

    objects = MeetingPartQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text
