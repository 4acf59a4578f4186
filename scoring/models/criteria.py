"""Criteria sets: groups, criteria, levels, gates and annual rules, with dates and an issuing document."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from scoring.grading import GateRule, Grade
from scoring.querysets import CriteriaSetQuerySet, CriterionQuerySet

if TYPE_CHECKING:
    from collections.abc import Sequence


class CriteriaSet(models.Model):
    """One sheet form (TK, CD, CU) as issued for a time. Issued sets never change."""

    class Code(models.TextChoices):
        TK = "TK", "Biểu TK"
        CD = "CD", "Biểu CD"
        CU = "CU", "Biểu CU"

    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        ISSUED = "issued", "Đã ban hành"

    code = models.CharField(max_length=2, choices=Code)
    name = models.CharField("tên biểu", max_length=200)
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=6, choices=Status, default=Status.DRAFT)
    valid_from = models.DateField("áp dụng từ")
    valid_to = models.DateField("đến hết", null=True, blank=True)
    issued_by_document = models.CharField("văn bản ban hành", max_length=200, blank=True)
    tot_from = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(90))
    kha_from = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(70))
    tb_from = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(50))
    score_step = models.DecimalField(max_digits=3, decimal_places=2, default=Decimal("0.5"))
    exclude_excused = models.BooleanField("không tính người vắng có lý do vào số phải dự", default=False)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí"
        ordering: ClassVar[list[str]] = ["code", "-valid_from"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "version"], name="one_set_a_version"),
            models.CheckConstraint(
                name="cuts_descend",
                condition=Q(tot_from__gt=models.F("kha_from")) & Q(kha_from__gt=models.F("tb_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}, phiên bản {self.version}"

    def grade_of(self, points: Decimal) -> Grade:
        """The base grade of an unrounded sum, before gates."""
        if points >= self.tot_from:
            return Grade.TOT
        if points >= self.kha_from:
            return Grade.KHA
        return Grade.TB if points >= self.tb_from else Grade.KEM

    @cached_property
    def all_criteria(self) -> list[Criterion]:
        """Every criterion in order, with its group and levels, read once for the life of the object."""
        return list(Criterion.objects.of_set(self.pk))

    @cached_property
    def all_gates(self) -> list[Gate]:
        return list(self.gates.all())

    def sheet_gates(self) -> Sequence[Gate]:
        return self.all_gates


class CriteriaGroup(models.Model):
    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="groups")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=6)
    title = models.CharField(max_length=200)
    max_points = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


class Criterion(models.Model):
    """One line of a sheet. `evidence` names evidence keys; `bands` turns a metric into points."""

    class Mode(models.TextChoices):
        AUTO = "auto", "tự gợi ý"
        ASSIST = "assist", "gợi ý, người quyết"
        HUMAN = "human", "người chấm"

    group = models.ForeignKey(CriteriaGroup, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12)
    text = models.CharField(max_length=400)
    max_points = models.DecimalField(max_digits=5, decimal_places=2)
    mode = models.CharField(max_length=6, choices=Mode)
    evidence = models.JSONField(default=list)
    bands = models.JSONField(null=True, blank=True)
    is_gate = models.BooleanField("tiêu chí điều kiện", default=False)
    full_when_not_applicable = models.BooleanField("không phát sinh thì đủ điểm", default=False)
    known_after_meeting = models.BooleanField("chỉ biết sau cuộc họp", default=False)
    basis = models.CharField(max_length=200, blank=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["group__position", "position"]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    @property
    def number(self) -> str:
        """4.6 of TK-4.6"""
        return self.code.split("-")[-1]

    @cached_property
    def scale(self) -> list[Level]:
        """The levels, the best first."""
        return list(self.levels.all())


class Level(models.Model):
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="levels")
    position = models.PositiveSmallIntegerField()
    points = models.DecimalField(max_digits=5, decimal_places=2)
    when = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return f"{self.points}: {self.when}"


class Gate(models.Model):
    """A rule that caps the grade and never touches the points."""

    Rule = GateRule

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="gates")
    code = models.CharField(max_length=6)
    text = models.CharField(max_length=400)
    rule = models.CharField(max_length=14, choices=GateRule)
    cap = models.CharField(max_length=3, choices=Grade)
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]

    def __str__(self) -> str:
        return self.code


class AnnualRule(models.Model):
    """The year's grade by counting months: every month at least `floor`, at least `count` months `of`."""

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="annual_rules")
    grade = models.CharField(max_length=3, choices=Grade)
    text = models.CharField(max_length=400)
    every_at_least = models.CharField(max_length=3, choices=Grade, blank=True)
    count_at_least = models.PositiveSmallIntegerField(null=True, blank=True)
    count_of_at_least = models.CharField(max_length=3, choices=Grade, blank=True)
    at_most_kem = models.PositiveSmallIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_grade_display()}: {self.text}"
