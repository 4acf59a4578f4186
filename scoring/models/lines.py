"""One criterion of one sheet, with its three numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from common.templatetags.vi import number
from scoring.evidence.suggestion import State
from scoring.grading import Scored
from scoring.models.criteria import Criterion
from scoring.querysets import ScoreLineQuerySet

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.evidence.suggestion import Suggestion


class ScoreLine(models.Model):
    """From the record, adopted by the chapter, given by the superior: none overwrites another."""

    Evidence = State

    sheet = models.ForeignKey("scoring.ScoreSheet", on_delete=models.CASCADE, related_name="lines")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="lines")
    evidence_state = models.CharField(max_length=14, choices=State, default=State.NONE)
    evidence_points = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    evidence_reason = models.CharField(max_length=500, blank=True)
    evidence_to_full = models.CharField("để đủ điểm cần", max_length=120, blank=True)
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

    EVIDENCE_FIELDS = (
        "evidence_state",
        "evidence_points",
        "evidence_reason",
        "evidence_to_full",
        "evidence_records",
        "changed_since_vote",
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["criterion__group__position", "criterion__position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_line_a_criterion"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: {number(self.adopted_points)}"

    def take(self, suggestion: Suggestion, *, voted: bool) -> bool:
        """Write what the record says now; True when anything differs. A number that moved after the vote is marked."""
        records = [list(link) for link in suggestion.records]
        before = (self.evidence_state, self.evidence_points, self.evidence_reason, self.evidence_records)
        moved = self.evidence_points != suggestion.points
        self.evidence_state = suggestion.state
        self.evidence_points = suggestion.points
        self.evidence_reason = suggestion.reason
        self.evidence_to_full = suggestion.to_full
        self.evidence_records = records
        if voted and moved:
            self.changed_since_vote = True
        return before != (suggestion.state, suggestion.points, suggestion.reason, records)

    @property
    def is_above_evidence(self) -> bool:
        return (
            self.adopted_points is not None
            and self.evidence_points is not None
            and self.adopted_points > self.evidence_points
        )

    @property
    def is_human(self) -> bool:
        return self.criterion.mode == Criterion.Mode.HUMAN

    @property
    def has_data(self) -> bool:
        return self.evidence_points is not None

    @property
    def is_provisional(self) -> bool:
        return self.evidence_state == State.EXPECTED

    @property
    def differs_above(self) -> bool:
        """The superior gave another number than the chapter."""
        return self.reviewed_points is not None and self.reviewed_points != self.adopted_points

    @property
    def changed_since_return(self) -> bool:
        return self.returned_points is not None and self.returned_points != self.adopted_points

    @property
    def lacking(self) -> str:
        """What the chapter must still do before the vote; nothing when the line is complete."""
        if self.adopted_points is None:
            return "Chưa chọn mức."
        if self.is_above_evidence and not (self.adopted_reason or self.adopted_proof):
            return "Cao hơn hồ sơ: cần ghi vì sao và kèm minh chứng."
        if self.is_above_evidence and not self.adopted_reason:
            return "Cao hơn hồ sơ: cần ghi vì sao."
        if self.is_above_evidence and not self.adopted_proof:
            return "Cần ít nhất một minh chứng."
        return ""

    @property
    def lacking_above(self) -> str:
        """What the superior must still do before accepting."""
        if self.differs_above and self.adopted_points is not None and not self.reviewed_reason:
            return "Khác chi bộ: cần ghi vì sao."
        return ""

    @property
    def official_points(self) -> Decimal | None:
        """The superior's number, or the chapter's where the superior left it; the record's where nobody chose."""
        if self.reviewed_points is not None:
            return self.reviewed_points
        return self.adopted_points if self.adopted_points is not None else self.evidence_points

    def scored(self, points: Decimal) -> Scored:
        criterion = self.criterion
        return Scored(
            code=criterion.code,
            points=points,
            max_points=criterion.max_points,
            is_gate=criterion.is_gate,
            reason=self.evidence_reason,
            to_full=self.evidence_to_full,
        )
