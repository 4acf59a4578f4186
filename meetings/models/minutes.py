"""The minutes as fixed at closing; a correction makes the next version."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from meetings.models.meeting import Meeting
from meetings.querysets import MeetingPartQuerySet


class Minutes(models.Model):
    """A version of the minutes. `content` is the plain snapshot that the paper is made from."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes")
    version = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()
    profile = models.CharField("thể thức", max_length=12, default="HD05-2026")
    number = models.PositiveIntegerField(null=True)
    resolution_number = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    filed_at = models.DateTimeField("gửi cấp trên lúc", null=True)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "version"], name="one_minutes_a_version"),
        ]

    def __str__(self) -> str:
        return f"Biên bản {self.meeting}"
