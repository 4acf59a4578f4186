"""Every question about many meetings, tasks and petitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from chapters.querysets import TreeQuerySet

if TYPE_CHECKING:
    from datetime import date


class MeetingQuerySet(TreeQuerySet["Meeting"]):  # type: ignore[name-defined]
    def in_month(self, month: date) -> Self:
        return self.filter(month=month)

    def in_year(self, year: int) -> Self:
        return self.filter(month__year=year)

    def of_chapters(self) -> Self:
        return self.filter(kind__in=self.model.CHAPTER_MEETINGS)

    def regular(self) -> Self:
        return self.filter(kind=self.model.Kind.REGULAR)

    def held(self) -> Self:
        """Closed at least: the record is fixed."""
        return self.filter(status__in=self.model.HELD)

    def waiting_for_review(self) -> Self:
        return self.filter(status=self.model.Status.SUBMITTED).order_by("submitted_at")

    def newest_first(self) -> Self:
        return self.order_by("-month", "-held_on", "-pk")


class MeetingPartQuerySet(TreeQuerySet[models.Model]):
    """Rows that belong to one meeting."""

    path = "meeting__organization__path"


class TaskQuerySet(TreeQuerySet["Task"]):  # type: ignore[name-defined]
    def unfinished(self) -> Self:
        return self.filter(state__in=self.model.UNFINISHED)

    def overdue_on(self, day: date) -> Self:
        return self.unfinished().filter(due_on__lt=day)

    def overdue_first(self) -> Self:
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")


class PetitionQuerySet(TreeQuerySet["Petition"]):  # type: ignore[name-defined]
    def unanswered(self) -> Self:
        return self.filter(~Q(status__in=self.model.DONE))
