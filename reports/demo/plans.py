"""When each chapter and committee meets, month by month, before anything is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from common.dates import last_day, quarter_of
from common.workdays import is_tet_month, working_day_from
from meetings.models import Meeting
from reports.demo import words

if TYPE_CHECKING:
    from random import Random

    from chapters.models import Organization
    from reports.demo.people import Unit

# The month of the quarter in which a chapter takes its topic.
TOPIC_MONTH_IN_QUARTER = 2
STARTS = (time(8, 0), time(14, 0), time(14, 0), time(15, 0), time(16, 0))


@dataclass
class Plan:
    """One obligation of one organization in one month, and what became of it."""

    organization: Organization
    month: date
    kind: str
    registered_on: date
    held_on: date | None
    is_combined: bool = False
    reported_change: bool = False
    absence_reason: str = ""
    absence_agreed: bool = False
    minutes: int = 100
    days_to_submit: int = 1
    days_to_review: int = 3
    was_returned: bool = False
    stops_at: str = ""

    @property
    def topic_quarter(self) -> int:
        return quarter_of(self.month) if self.is_combined or self.kind == Meeting.Kind.THEMATIC else 0


def regular(rng: Random, unit: Unit, month: date) -> Plan | None:
    """The month's regular meeting; None when the secretary let it pass without a word."""
    organization = unit.organization
    day = min(organization.fixed_day or 5, last_day(month).day)
    due = working_day_from(month.replace(day=day))
    plan = Plan(organization, month, Meeting.Kind.REGULAR, registered_on=due, held_on=due)
    plan.is_combined = month.month % 3 == TOPIC_MONTH_IN_QUARTER and rng.random() < 0.96
    trouble = (1.05 - unit.quality) * (1.8 if is_tet_month(month) else 1.0)
    luck = rng.random()
    if unit.is_formal or unit.is_showcase:
        luck = 1.0
    if luck < 0.012 * trouble:
        return None
    if luck < 0.028 * trouble:
        plan.held_on = None
        plan.absence_reason = words.ABSENCES[2] if is_tet_month(month) else rng.choice(words.ABSENCES[:2])
        plan.absence_agreed = rng.random() < 0.9
    elif luck < 0.075 * trouble:
        plan.held_on = working_day_from(due + timedelta(days=rng.randint(2, 9)))
        plan.reported_change = rng.random() < 0.3
        if plan.held_on.month != month.month:
            plan.held_on = due
    plan.minutes = _minutes(rng, unit, combined=plan.is_combined)
    _paperwork(rng, unit, plan)
    return plan


def _minutes(rng: Random, unit: Unit, *, combined: bool) -> int:
    needed = 120 if combined else 90
    if unit.is_formal:
        return needed
    spread = rng.gauss(needed + 22 * unit.quality - 2, 9)
    return max(needed - 40, min(needed + 55, int(spread)))


def _paperwork(rng: Random, unit: Unit, plan: Plan) -> None:
    if rng.random() < 0.06 * (1.3 - unit.quality):
        plan.days_to_submit = rng.randint(3, 8)
    else:
        plan.days_to_submit = rng.choice((0, 1, 1, 1, 2))
    plan.days_to_review = rng.choice((1, 2, 3, 4, 5, 7, 9, 12, 15))
    plan.was_returned = not unit.is_formal and rng.random() < 0.03


def committee(rng: Random, organization: Organization, month: date) -> Plan | None:
    """A đảng ủy's own monthly meeting, a little before its chapters'."""
    if rng.random() < 0.01:
        return None
    day = max(1, min(26, (organization.fixed_day or 5) - 2))
    due = working_day_from(month.replace(day=day))
    plan = Plan(organization, month, Meeting.Kind.PARTY_COMMITTEE, registered_on=due, held_on=due)
    plan.minutes = rng.randint(90, 150)
    plan.days_to_submit = rng.choice((1, 1, 2, 2, 3))
    plan.days_to_review = rng.choice((2, 4, 6))
    return plan


@dataclass(frozen=True)
class Course:
    """The moments of a meeting's life; those after now have not happened."""

    status: str
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    submitted_at: datetime | None = None
    returned_at: datetime | None = None
    accepted_at: datetime | None = None


def course(plan: Plan, starts: time, now: datetime) -> Course:
    """How far a meeting has come by now."""
    status = Meeting.Status
    if plan.held_on is None:
        agreed = status.ABSENCE_AGREED if plan.absence_agreed else status.ABSENCE_ASKED
        return Course(agreed)
    opened = timezone.make_aware(datetime.combine(plan.held_on, starts))
    if opened > now or plan.stops_at == status.PLANNED:
        return Course(status.PLANNED)
    closed = opened + timedelta(minutes=plan.minutes)
    submitted = closed + timedelta(days=plan.days_to_submit, minutes=35)
    if closed > now or submitted > now:
        return Course(status.CLOSED, opened, min(closed, now))
    return _reviewed(plan, opened, closed, submitted, now)


def _reviewed(plan: Plan, opened: datetime, closed: datetime, submitted: datetime, now: datetime) -> Course:
    status = Meeting.Status
    accepted = submitted + timedelta(days=plan.days_to_review, hours=1)
    if plan.stops_at == status.RETURNED:
        return Course(status.RETURNED, opened, closed, submitted, min(accepted, now))
    returned = submitted + timedelta(hours=20) if plan.was_returned else None
    if returned:
        accepted += timedelta(days=2)
    if accepted > now or plan.stops_at == status.SUBMITTED:
        return Course(status.SUBMITTED, opened, closed, submitted)
    return Course(status.ACCEPTED, opened, closed, submitted, returned, accepted)
