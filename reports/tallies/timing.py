"""By which day a month's meeting should be held, and how late it was (docs/rules.md §1.2, criterion TK-1.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.dates import last_day
from common.workdays import working_day_from

if TYPE_CHECKING:
    from datetime import date


def due_day(month: date, registered_on: date | None, fixed_day: int | None) -> date:
    """The registered day, else the fixed one, moved off weekends, holidays and Tết; else the month's last day."""
    end = last_day(month)
    if registered_on is not None:
        return working_day_from(registered_on)
    if fixed_day is not None:
        return working_day_from(month.replace(day=min(fixed_day, end.day)))
    return end


def is_reported_in_time(due_on: date, reported_on: date | None) -> bool:
    """Whether the superior was told of another day by the day that was due."""
    return reported_on is not None and reported_on <= due_on


def days_late(month: date, due_on: date, held_on: date, reported_on: date | None) -> int:
    """Days after the day that was due; none when the change was reported and the month was kept."""
    if held_on <= due_on or (is_reported_in_time(due_on, reported_on) and held_on <= last_day(month)):
        return 0
    return (held_on - due_on).days


def deadline(month: date, due_on: date, reported_on: date | None) -> date:
    """The day after which a meeting that is not held counts as missing."""
    return max(due_on, last_day(month)) if is_reported_in_time(due_on, reported_on) else due_on
