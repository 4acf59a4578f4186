"""Beside the work: how the year stands, and what the next meeting brings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.dates import ROMAN_QUARTERS, month_of, quarter_of
from meetings.models import AgendaItem, Meeting, Petition, Task
from reports.models import Tally
from scoring.models import AnnualRule, CriteriaSet, Grade

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from reports.todo.desk import Desk

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Quarter:
    name: str
    is_held: bool
    is_now: bool
    is_past: bool


@dataclass(frozen=True)
class ChapterYear:
    """Twelve months of grades, the four thematic quarters, and the pace to the year's grade."""

    year: int
    grades: list[str]  # January to December; "" is none yet
    counts: list[tuple[str, str, int]]
    quarters: list[Quarter]
    pace: str

    @classmethod
    def of(cls, desk: Desk) -> ChapterYear:
        year = desk.today.year
        rows = Tally.objects.of(desk.organization).filter(month__year=year)
        by_month = {row.month.month: row.grade or row.self_grade for row in rows}
        grades = [by_month.get(month, "") for month in range(1, 13)]
        themed = {
            quarter_of(meeting.month)
            for meeting in desk.meetings
            if meeting.is_thematic and meeting.is_held and meeting.month.year == year
        }
        now = quarter_of(desk.today)
        quarters = [
            Quarter(f"Quý {ROMAN_QUARTERS[quarter - 1]}", quarter in themed, quarter == now, quarter < now)
            for quarter in QUARTERS
        ]
        found = Counter(grades)
        counts = [(grade.value, grade.label, found[grade.value]) for grade in Grade if found[grade.value]]
        return cls(year, grades, counts, quarters, pace(grades, desk.today, quarters))


def pace(grades: list[str], today: date, quarters: list[Quarter]) -> str:
    """How far the year's best grade still is: counted in months, as the annual rule counts."""
    in_force = CriteriaSet.objects.in_force(month_of(today)).filter(code=CriteriaSet.Code.TK)[:1]
    rule = AnnualRule.objects.filter(
        criteria_set__in=in_force.values("pk"), grade=Grade.TOT, count_at_least__isnull=False
    ).first()
    if rule is None or rule.count_at_least is None:
        return ""
    floor = Grade(rule.every_at_least) if rule.every_at_least else Grade.KEM
    good = sum(grade == Grade.TOT for grade in grades)
    left = sum(not grade for grade in grades[today.month - 1 :])
    if any(grade and not Grade(grade).at_least(floor) for grade in grades):
        return f"Có kỳ dưới {floor.label}: cả năm không xếp loại Tốt."
    if good + left < rule.count_at_least:
        return (
            f"Đã {good} kỳ Tốt, còn {left} kỳ: không đủ {rule.count_at_least} kỳ Tốt để cả năm xếp loại Tốt."
        )
    lacking = [quarter for quarter in quarters if not quarter.is_held and not quarter.is_past]
    names = ", ".join(quarter.name.replace("Quý", "quý") for quarter in lacking)
    topics = f", và chuyên đề {names}" if names else ""
    if good >= rule.count_at_least:
        return f"Đủ {rule.count_at_least} kỳ Tốt. Để cả năm xếp loại Tốt: {left} kỳ còn lại từ {floor.label} trở lên{topics}."
    return (
        f"Đã {good} kỳ Tốt; còn {left} kỳ: cần thêm {rule.count_at_least - good} kỳ Tốt, "
        f"các kỳ khác từ {floor.label} trở lên{topics}."
    )


@dataclass(frozen=True)
class NextMeeting:
    """What is on the table already for the meeting planned next."""

    meeting: Meeting
    tasks: int
    carried: int
    answers: int

    @classmethod
    def of(cls, desk: Desk) -> NextMeeting | None:
        meeting = desk.next_meeting
        if meeting is None:
            return None
        answered = Petition.objects.filter(
            organization=desk.organization, status=Petition.Status.ANSWERED, meeting__month__lt=meeting.month
        )
        return cls(
            meeting,
            Task.objects.before(meeting).count(),
            AgendaItem.objects.put_off_before(meeting).count(),
            answered.count(),
        )


MONTH_COUNTS = ("due", "held", "submitted", "waiting_review", "missing", "pending")


@dataclass(frozen=True)
class Month:
    """The current month of all that the desk looks after; `counts` is empty until the month is in the book."""

    month: date
    counts: dict[str, int | Decimal]

    @classmethod
    def of(cls, desk: Desk) -> Month:
        rows = Tally.objects.filter(organization__path__in=desk.places, month=desk.month)
        counts = rows.totals(MONTH_COUNTS)
        return cls(desk.month, counts if any(counts.values()) else {})
