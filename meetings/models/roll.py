"""Who was there: the roll, delegates from above, bare head counts of imported meetings."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from chapters.models import Member
from meetings.models.meeting import Meeting
from meetings.querysets import MeetingPartQuerySet


class Attendance(models.Model):
    """One member at one meeting, with the standing of that day (RULES.md §1.4 in docs/rules.md)."""

    class Presence(models.TextChoices):
        PRESENT = "present", "Có mặt"
        LATE = "late", "Đến muộn"
        LEFT_EARLY = "left_early", "Về sớm"
        EXCUSED = "excused", "Vắng có lý do"
        UNEXCUSED = "unexcused", "Vắng không lý do"

    class Exemption(models.TextChoices):
        NONE = "", "Phải dự"
        EXEMPT = "exempt", "Miễn công tác và sinh hoạt đảng"
        AWAY = "away", "Sinh hoạt tạm thời nơi khác"
        SUSPENDED = "suspended", "Đình chỉ sinh hoạt đảng"
        SPECIAL_DUTY = "special_duty", "Làm nhiệm vụ đặc biệt"

    HERE = (Presence.PRESENT, Presence.LATE, Presence.LEFT_EARLY)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="roll")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendances")
    is_official = models.BooleanField(default=True)
    is_guest = models.BooleanField("sinh hoạt tạm thời tại chi bộ", default=False)
    exemption = models.CharField(max_length=12, choices=Exemption, blank=True, default="")
    # An exempt member's presence is "excused" until they are seen in the room.
    presence = models.CharField(max_length=10, choices=Presence, default=Presence.PRESENT)
    reason = models.CharField("lý do", max_length=200, blank=True)
    at = models.TimeField("đến lúc / về lúc", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_place_on_the_roll"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_presence_display()}"

    @property
    def is_here(self) -> bool:
        return self.presence in self.HERE

    @property
    def is_due(self) -> bool:
        """Counted among those who must attend."""
        return self.exemption == self.Exemption.NONE

    @property
    def has_vote(self) -> bool:
        """In the base of votes: official, less exempt-and-absent, away and suspended (docs/rules.md §1.8)."""
        if not self.is_official:
            return False
        if self.exemption == self.Exemption.EXEMPT:
            return self.is_here
        return self.exemption in {self.Exemption.NONE, self.Exemption.SPECIAL_DUTY}


class Delegate(models.Model):
    """Someone from above who attended: speaks, does not vote."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="delegates")
    name = models.CharField("họ và tên", max_length=120)
    title = models.CharField("chức vụ", max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="visits"
    )
    is_present = models.BooleanField("có dự", default=True)
    chairing_note = models.TextField("nhận xét về điều hành", blank=True)
    topic_note = models.TextField("nhận xét về chuyên đề", blank=True)

    objects = MeetingPartQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class HeadCount(models.Model):
    """Present and due, of a meeting known only from an office's table."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="head_count")
    present = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="present_within_expected", condition=Q(present__lte=models.F("expected"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.present}/{self.expected}"
