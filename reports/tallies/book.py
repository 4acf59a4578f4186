"""From which month the book is kept: of everyone since the first recorded meeting, of those imported since theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Min

from common.dates import add_months, month_of, months_between
from meetings.models import Meeting
from reports.models import Tally

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

MonthsOfIds = dict["date", set[int]]


def opening(today: date) -> date:
    """The first month in which every chapter is expected to meet."""
    recorded = Meeting.objects.filter(source=Meeting.Source.RECORDED)
    first: date | None = recorded.order_by("month").values_list("month", flat=True).first()
    return min(first, month_of(today)) if first else month_of(today)


def first_month(today: date) -> date:
    """The first month of which anything at all is known."""
    first: date | None = Meeting.objects.order_by("month").values_list("month", flat=True).first()
    return min(first, opening(today)) if first else opening(today)


def begun_by(month: date, ids: Collection[int] | None, today: date) -> Collection[int] | None:
    """Whose book is open in a month; None for everyone's."""
    if month >= opening(today):
        return None
    meetings = Meeting.objects.filter(month__lte=month)
    if ids is not None:
        meetings = meetings.filter(organization__in=ids)
    return set(meetings.order_by().values_list("organization_id", flat=True).distinct())


def with_gaps(wanted: MonthsOfIds, today: date) -> MonthsOfIds:
    """With the months before the common opening that an import has opened, or its withdrawal has closed."""
    start = opening(today)
    early = {pk for month, ids in wanted.items() if month < start for pk in ids}
    if not early:
        return wanted
    firsts = dict(
        Meeting.objects.filter(organization__in=early)
        .order_by()
        .values_list("organization_id")
        .annotate(first=Min("month"))
    )
    kept: dict[int, set[date]] = {}
    for pk, month in Tally.objects.filter(organization__in=early, month__lt=start).values_list(
        "organization_id", "month"
    ):
        kept.setdefault(pk, set()).add(month)
    found = {month: set(ids) for month, ids in wanted.items()}
    for pk in early:
        first = firsts.get(pk, start)
        due = set(months_between(first, add_months(start, -1))) if first < start else set()
        for month in due ^ kept.get(pk, set()):
            found.setdefault(month, set()).add(pk)
    return found
