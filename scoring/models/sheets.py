"""The score sheet of a meeting: from the record, adopted by the chapter, reviewed above."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from meetings.models import Decision, Meeting
from scoring.evidence.suggestion import State
from scoring.grading import Grade
from scoring.models.criteria import CriteriaSet, Criterion
from scoring.querysets import ScoreLineQuerySet, ScoreSheetQuerySet


class ScoreSheet(models.Model):
    """One meeting under one criteria set. Three numbers, none ever overwriting another."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Nháp"
        ADOPTED = "adopted", "Chi bộ đã biểu quyết"
        REVIEWED = "reviewed", "Cấp trên đã thẩm định"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sheets")
    criteria_set = models.ForeignKey(CriteriaSet, null=True, on_delete=models.PROTECT, related_name="sheets")
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    frozen_at = models.DateTimeField("căn cứ cố định lúc", null=True, blank=True)
    settled_at = models.DateTimeField("căn cứ sau họp cố định lúc", null=True, blank=True)
    # The chapter's vote
    vote = models.OneToOneField(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="score_sheet"
    )
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    adopted_grade = models.CharField(max_length=3, choices=Grade, blank=True)
    shortcomings = models.TextField("hạn chế chủ trì chỉ ra", blank=True)
    # From the record: the sum of lines with data, and the sum of those lines' maxima
    evidence_points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    evidence_max = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    # The superior's, official
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    reviewed_grade = models.CharField(max_length=3, choices=Grade, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "criteria_set"], name="one_sheet_a_set"),
            models.CheckConstraint(
                name="adopted_has_points",
                condition=Q(status="draft") | Q(adopted_points__isnull=False, adopted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="reviewed_has_points",
                condition=~Q(status="reviewed") | Q(reviewed_points__isnull=False, reviewed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu chấm điểm {self.meeting}"

    @property
    def audit_path(self) -> str:
        return self.meeting.organization.path


class ScoreLine(models.Model):
    """One criterion of one sheet, with its three numbers."""

    Evidence = State

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="lines")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="lines")
    evidence_state = models.CharField(max_length=14, choices=State, default=State.NONE)
    evidence_points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    evidence_reason = models.CharField(max_length=500, blank=True)
    # [[label, address], …]: the records the number rests on
    evidence_records = models.JSONField(default=list)
    changed_since_vote = models.BooleanField(default=False)
    adopted_points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    adopted_reason = models.CharField("vì sao cao hơn hồ sơ", max_length=500, blank=True)
    adopted_proof = models.CharField("minh chứng", max_length=300, blank=True)
    # What the chapter had when the superior returned the sheet; None where it was never returned
    returned_points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    reviewed_points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    reviewed_reason = models.CharField("ý kiến cấp trên", max_length=500, blank=True)
    is_marked = models.BooleanField("dòng bị trả lại", default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ScoreLineQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["criterion__group__position", "criterion__position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_line_a_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: {self.adopted_points}"

    @property
    def is_above_evidence(self) -> bool:
        return (
            self.adopted_points is not None
            and self.evidence_points is not None
            and self.adopted_points > self.evidence_points
        )
