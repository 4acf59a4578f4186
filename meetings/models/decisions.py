"""Decisions and their votes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.querysets import MeetingPartQuerySet


class Decision(models.Model):
    """A matter put to the vote. `base` is all official members entitled, the absent included."""

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", "Thông qua nghị quyết"
        CONCLUSION = "conclusion", "Thông qua kết luận"
        SELF_SCORE = "self_score", "Thông qua điểm tự chấm, xếp loại"
        ADMISSION = "admission", "Đề nghị kết nạp đảng viên"
        CONFIRMATION = "confirmation", "Đề nghị công nhận đảng viên chính thức"
        EXPULSION = "expulsion", "Khai trừ, xóa tên"
        CLASSIFICATION = "classification", "Xếp loại chất lượng"
        OTHER = "other", "Nội dung khác"

    TWO_THIRDS = (Kind.ADMISSION, Kind.CONFIRMATION, Kind.EXPULSION)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    kind = models.CharField("loại", max_length=14, choices=Kind, default=Kind.RESOLUTION)
    text = models.CharField("nội dung biểu quyết", max_length=400)
    yes = models.PositiveIntegerField("tán thành", default=0)
    no = models.PositiveIntegerField("không tán thành", default=0)
    other = models.PositiveIntegerField("ý kiến khác", default=0)
    base = models.PositiveIntegerField("đảng viên có quyền biểu quyết")
    present = models.PositiveIntegerField("trong đó có mặt")

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="votes_within_present", condition=Q(present__gte=F("yes") + F("no") + F("other"))
            ),
            models.CheckConstraint(name="present_within_base", condition=Q(base__gte=F("present"))),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def needs_two_thirds(self) -> bool:
        return self.kind in self.TWO_THIRDS

    @property
    def is_carried(self) -> bool:
        """More than half, or at least two thirds, of all entitled: exact integers (docs/rules.md §1.8)."""
        if self.needs_two_thirds:
            return 3 * self.yes >= 2 * self.base > 0
        return 2 * self.yes > self.base

    @property
    def votes_needed(self) -> int:
        return -(-2 * self.base // 3) if self.needs_two_thirds else self.base // 2 + 1
