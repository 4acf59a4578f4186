"""The minutes as fixed at closing; a correction makes the next version."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from chapters.models import NumberSeries
from chapters.querysets import in_force
from meetings import minutes
from meetings.querysets import MeetingPartQuerySet

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from meetings.models.meeting import Meeting


class Minutes(models.Model):
    """A version of the minutes. `content` is the plain snapshot that the paper is made from."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="minutes")
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

    @classmethod
    def renew(cls, meeting: Meeting, *, by: User | None, at: datetime | None = None) -> Minutes:
        """Write the minutes anew from the record: the next version, unless it says just the same.

        Numbers are taken once, with the first version, from the series of the term.
        """
        last = meeting.minutes.first()
        number = last.number if last else cls._take_number(meeting, "BB")
        resolution = last.resolution_number if last else None
        if resolution is None and minutes.has_resolution(meeting):
            resolution = cls._take_number(meeting, "NQ")
        content = minutes.snapshot(meeting, number=number, resolution_number=resolution)
        if last and last.content == content:
            return last
        return cls.objects.create(
            meeting=meeting,
            version=last.version + 1 if last else 1,
            content=content,
            number=number,
            resolution_number=resolution,
            made_at=at or timezone.now(),
            made_by=by,
        )

    @classmethod
    def file(cls, meeting: Meeting, *, at: datetime) -> None:
        """The version that is sent up; a version sent before keeps its time."""
        last = meeting.minutes.first()
        if last is not None and last.filed_at is None:
            last.filed_at = at
            last.save(update_fields=["filed_at"])

    @staticmethod
    def _take_number(meeting: Meeting, document_type: str) -> int:
        term = None
        if meeting.held_on:
            term = meeting.organization.terms.filter(in_force(meeting.held_on)).first()
        series = f"{document_type}-{minutes.symbol(meeting)}"
        return NumberSeries.take(meeting.organization, series, term)
