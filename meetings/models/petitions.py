"""Difficulties and petitions that members raise (khó khăn, vướng mắc; kiến nghị)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from chapters.models import Member, Organization
from meetings.models.discussion import Contribution
from meetings.models.meeting import Meeting
from meetings.querysets import PetitionQuerySet


class Petition(models.Model):
    class Status(models.TextChoices):
        NEW = "new", "Mới"
        IN_PROGRESS = "in_progress", "Đang xử lý"
        ANSWERED = "answered", "Đã trả lời"
        ESCALATED = "escalated", "Chuyển cấp trên"
        CLOSED = "closed", "Kết thúc"

    DONE = (Status.ANSWERED, Status.CLOSED)

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="petitions")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="petitions")
    contribution = models.OneToOneField(
        Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="petition"
    )
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="petitions"
    )
    text = models.TextField("nội dung")
    assigned_to = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="assigned_petitions"
    )
    raised_on = models.DateField("nêu ngày")
    due_on = models.DateField("hạn trả lời", null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.NEW)
    answer = models.TextField("trả lời", blank=True)
    answered_on = models.DateField("trả lời ngày", null=True, blank=True)
    escalated_on = models.DateField("chuyển cấp trên ngày", null=True, blank=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-raised_on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="answered_has_day",
                condition=~models.Q(status="answered") | models.Q(answered_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def audit_path(self) -> str:
        return self.organization.path
