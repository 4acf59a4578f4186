"""What a score sheet holds, and the questions it answers. Its verbs are in `sheets.py`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from meetings.models import Decision, Meeting
from scoring.grading import Grade, Graded, grade
from scoring.models.criteria import CriteriaSet
from scoring.querysets import ScoreLineQuerySet, ScoreSheetQuerySet

if TYPE_CHECKING:
    from scoring.models.lines import ScoreLine

ZERO: Final = Decimal(0)
Column = Literal["evidence", "adopted", "official"]


class SheetFacts(models.Model):
    """One meeting under one criteria set. Three numbers, none ever overwriting another."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Nháp"
        ADOPTED = "adopted", "Chi bộ đã biểu quyết"
        REVIEWED = "reviewed", "Cấp trên đã thẩm định"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sheets")
    criteria_set = models.ForeignKey(CriteriaSet, null=True, on_delete=models.PROTECT, related_name="sheets")
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    refreshed_at = models.DateTimeField("đọc hồ sơ lúc", null=True, blank=True)
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

    if TYPE_CHECKING:
        lines: ScoreLineQuerySet

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "criteria_set"], name="one_sheet_a_set"),
            models.CheckConstraint(
                name="adopted_has_points",
                condition=~Q(status="adopted") | Q(adopted_points__isnull=False, adopted_at__isnull=False),
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

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_adopted(self) -> bool:
        return self.status == self.Status.ADOPTED

    @property
    def is_reviewed(self) -> bool:
        return self.status == self.Status.REVIEWED

    @property
    def form_name(self) -> str:
        return self.criteria_set.get_code_display() if self.criteria_set else "bảng nhập"

    @cached_property
    def all_lines(self) -> list[ScoreLine]:
        """Every line in the order of the sheet, with its criterion, group and levels."""
        rows = self.lines.select_related("criterion__group").prefetch_related("criterion__levels")
        found = list(rows.order_by("criterion__group__position", "criterion__position"))
        for line in found:
            line.sheet = self
        return found

    def forget_lines(self) -> None:
        """Read the lines again at the next question."""
        self.__dict__.pop("all_lines", None)

    @property
    def lines_lacking(self) -> list[ScoreLine]:
        return [line for line in self.all_lines if line.lacking]

    def sum_of(self, column: Column) -> Decimal | None:
        """The unrounded sum of a column; None while it is empty."""
        found = [points for line in self.all_lines if (points := _points(line, column)) is not None]
        return sum(found, ZERO) if found else None

    def graded(self, column: Column) -> Graded:
        """The column's sum and grade after gates; a line without a number counts 0."""
        if self.criteria_set is None:
            return Graded(points=ZERO, base=Grade.KEM, grade=Grade.KEM)
        scored = [line.scored(_points(line, column) or ZERO) for line in self.all_lines]
        has_minutes = self.meeting.source == Meeting.Source.RECORDED or self.meeting.minutes.exists()
        return grade(self.criteria_set, scored, has_minutes=has_minutes)

    @property
    def official_grade(self) -> str:
        return self.reviewed_grade or self.adopted_grade

    @property
    def why_locked(self) -> str:
        if self.is_reviewed:
            return "Phiếu đã được cấp trên thẩm định, không sửa được."
        if self.is_adopted:
            return "Chi bộ đã biểu quyết điểm tự chấm, không sửa được nữa."
        if self.meeting.status == Meeting.Status.PLANNED:
            return "Phiếu chấm mở khi cuộc họp bắt đầu."
        return self.meeting.why_locked

    def may_change(self, line: ScoreLine) -> bool:
        """In the draft of a meeting not yet sent; after a return the marked lines of a voted sheet too."""
        if self.meeting.is_locked or self.meeting.status == Meeting.Status.PLANNED:
            return False
        if self.is_draft:
            return True
        return self.is_adopted and self.meeting.status == Meeting.Status.RETURNED and line.is_marked


def _points(line: ScoreLine, column: Column) -> Decimal | None:
    if column == "evidence":
        return line.evidence_points
    return line.adopted_points if column == "adopted" else line.official_points
