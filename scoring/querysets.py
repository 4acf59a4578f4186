"""Every question about many criteria sets and score sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from chapters.querysets import TreeQuerySet

if TYPE_CHECKING:
    from datetime import date


class CriteriaSetQuerySet(models.QuerySet["CriteriaSet"]):  # type: ignore[name-defined]
    def issued(self) -> Self:
        return self.filter(status=self.model.Status.ISSUED)

    def in_force(self, month: date) -> Self:
        """Issued sets that apply to meetings of a month; the newest first."""
        return (
            self.issued()
            .filter(valid_from__lte=month)
            .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=month))
            .order_by("-valid_from", "-version")
        )


class CriterionQuerySet(models.QuerySet["Criterion"]):  # type: ignore[name-defined]
    def of_set(self, criteria_set_id: int) -> Self:
        return (
            self.filter(group__criteria_set=criteria_set_id)
            .select_related("group")
            .prefetch_related("levels")
            .order_by("group__position", "position")
        )


class ScoreSheetQuerySet(TreeQuerySet["ScoreSheet"]):  # type: ignore[name-defined]
    path = "meeting__organization__path"

    def with_lines(self) -> Self:
        return self.prefetch_related("lines__criterion__levels", "lines__criterion__group")


class ScoreLineQuerySet(TreeQuerySet["ScoreLine"]):  # type: ignore[name-defined]
    path = "sheet__meeting__organization__path"
