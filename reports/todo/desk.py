"""Who looks, in which role, at which organization, on which day; and what several kinds of work ask of the rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from chapters.querysets import under
from common.dates import add_months, month_of
from meetings.models import Meeting
from scoring.models import ScoreLine

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from chapters.models import Organization
    from chapters.roles import Role


@dataclass
class Desk:
    user: User
    role: Role
    organization: Organization
    today: date
    places: list[str]  # the paths of all organizations where this role is held

    @property
    def month(self) -> date:
        return month_of(self.today)

    def below(self, lookup: str) -> Q:
        """Everything at and below the organizations of this role."""
        reach = Q(pk__in=[])
        for path in self.places:
            reach |= under(path, lookup)
        return reach

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The organization's own meetings of this year and the quarter before it, and those planned."""
        first = min(self.month.replace(month=1), add_months(self.month, -3))
        own = Meeting.objects.filter(organization=self.organization, month__gte=first)
        return list(own.select_related("organization__parent", "chair").order_by("month", "pk"))

    @cached_property
    def next_meeting(self) -> Meeting | None:
        planned = [meeting for meeting in self.meetings if meeting.status == Meeting.Status.PLANNED]
        return next(
            (meeting for meeting in planned if not meeting.held_on or meeting.held_on >= self.today), None
        )

    @cached_property
    def marked_lines(self) -> dict[int, int]:
        """How many lines of its sheets the superior marked, for each returned meeting."""
        returned = [meeting.pk for meeting in self.meetings if meeting.status == Meeting.Status.RETURNED]
        if not returned:
            return {}
        marked = ScoreLine.objects.filter(sheet__meeting__in=returned, is_marked=True).order_by()
        return dict(marked.values_list("sheet__meeting").annotate(count=Count("pk")))

    @cached_property
    def superior(self) -> Organization:
        return self.organization.parent or self.organization

    def month_words(self, month: date) -> str:
        """tháng 11, or tháng 12/2025 when it is of another year."""
        return (
            f"tháng {month.month}" if month.year == self.today.year else f"tháng {month.month}/{month.year}"
        )


def join(names: list[str], shown: int = 3) -> str:
    """Three names, then how many more there are."""
    if len(names) <= shown:
        return ", ".join(names)
    return f"{', '.join(names[:shown])} và {len(names) - shown} nơi khác"
