"""Every question about many tallies and yearly facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Sum
from django.utils import timezone

from chapters.models import Organization
from chapters.querysets import TreeQuerySet
from common.dates import month_of, months_between
from meetings.models import Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

Row = TypeVar("Row", bound=models.Model)


class SumsQuerySet(TreeQuerySet[Row]):
    """Rows that lie under one parent in the tree of their own time."""

    def directly_under(self, organization: Organization) -> Self:
        return self.filter(parent=organization)

    def in_order(self) -> Self:
        return self.order_by("organization__position", "organization_id")


class TallyQuerySet(SumsQuerySet["Tally"]):  # type: ignore[name-defined]
    def of(self, organization: Organization) -> Self:
        return self.filter(organization=organization)

    def in_months(self, first: date, last: date) -> Self:
        return self.filter(month__gte=first, month__lte=last)

    def of_chapters(self) -> Self:
        """Rows of those that hold chapter meetings: the leaves of every sum."""
        return self.exclude(state="")

    def chapters_under(self, organization: Organization, month: date) -> Self:
        """The leaves below an organization in the tree of that month: at most three steps down."""
        rows = self.model.objects.filter(month=month)
        below = rows.filter(parent=organization).values("organization")
        further = rows.filter(parent__in=below).values("organization")
        leaves = self.filter(month=month).of_chapters()
        return leaves.filter(
            models.Q(organization=organization)
            | models.Q(organization__in=below)
            | models.Q(organization__in=further)
            | models.Q(parent__in=further)
        )

    def totals(self, names: Iterable[str]) -> dict[str, int | Decimal]:
        found = self.aggregate(**{name: Sum(name) for name in names})
        return {name: value or 0 for name, value in found.items()}


class YearFactQuerySet(SumsQuerySet["YearFact"]):  # type: ignore[name-defined]
    pass


class StaleTallyQuerySet(models.QuerySet["StaleTally"]):  # type: ignore[name-defined]
    def mark(self, organization: Organization, *months: date) -> None:
        """The figures of these months rest on something that has changed. Months to come are not kept yet."""
        now = month_of(timezone.localdate())
        self.bulk_create(
            self.model(organization=organization, month=month) for month in months if month <= now
        )

    def mark_since(self, organization: Organization, month: date | None) -> None:
        """Everything the book holds from a month on: the roll or the tree has changed."""
        now = month_of(timezone.localdate())
        opened = self._first_month() or now
        self.mark(organization, *months_between(max(month or opened, opened), now))

    def mark_meeting(self, meeting: Meeting, *others: date) -> None:
        """The months of a meeting; all chapters' when it opens the book earlier than it was."""
        self.mark(meeting.organization, meeting.month, *others)
        if meeting.source == Meeting.Source.RECORDED:
            earlier = Meeting.objects.filter(source=meeting.source, month__lte=meeting.month)
            if not earlier.exclude(pk=meeting.pk).exists():
                self._mark_chapters(meeting)

    def _mark_chapters(self, meeting: Meeting) -> None:
        """Until the month that was the first before."""
        now = month_of(timezone.localdate())
        recorded = Meeting.objects.filter(source=meeting.source, month__gt=meeting.month)
        later = recorded.order_by("month").values_list("month", flat=True).first()
        months = months_between(meeting.month, min(later or now, now))
        chapters = Organization.objects.exclude(kind=Organization.Kind.PARTY_GROUP).values_list(
            "pk", flat=True
        )
        self.bulk_create([self.model(organization_id=pk, month=month) for pk in chapters for month in months])

    def _first_month(self) -> date | None:
        first: date | None = Meeting.objects.order_by("month").values_list("month", flat=True).first()
        return first
