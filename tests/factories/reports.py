"""Months of the book, and tallies as the worker leaves them."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from common.dates import add_months, month_of
from meetings.models import Meeting
from reports.models import Tally
from reports.tallies import refresh


def this_month() -> date:
    return month_of(timezone.localdate())


def months_ago(count: int) -> date:
    return add_months(this_month(), -count)


def tally_of(organization, month: date) -> Tally:
    """The row of an organization, after the worker has done what is marked."""
    refresh.refresh_stale()
    return Tally.objects.get(organization=organization, month=month)


def held(organization, month: date, *, day: int = 5, **fields) -> Meeting:
    """A regular meeting that was closed on a day of its month, entered as a row."""
    values = {
        "organization": organization,
        "kind": Meeting.Kind.REGULAR,
        "month": month,
        "held_on": month.replace(day=day),
        "status": Meeting.Status.CLOSED,
    }
    return Meeting.objects.create(**(values | fields))


def is_well() -> bool:
    """Whether every kept figure is what the second way of counting makes of the records."""
    from reports.tallies import verification  # noqa: PLC0415

    known = refresh.all_months()
    found = verification.verify(known[0], known[-1])
    assert not found.differences, found.differences
    return found.is_well
