"""Working days in Vietnam: weekends, public holidays, Tết (Bộ luật Lao động 2019, Điều 112)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

SATURDAY: Final = 5
FIXED: Final = {(1, 1), (4, 30), (5, 1), (9, 2), (9, 3)}
DAYS_BEFORE_TET: Final = 1
DAYS_OF_TET: Final = 5

# Mồng một Tết and Giỗ Tổ (mồng mười tháng ba), by the lunar calendar of Vietnam.
TET: Final = {
    day.year: day
    for day in (
        date(2015, 2, 19), date(2016, 2, 8), date(2017, 1, 28), date(2018, 2, 16), date(2019, 2, 5),
        date(2020, 1, 25), date(2021, 2, 12), date(2022, 2, 1), date(2023, 1, 22), date(2024, 2, 10),
        date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2029, 2, 13),
        date(2030, 2, 2), date(2031, 1, 23), date(2032, 2, 11), date(2033, 1, 31), date(2034, 2, 19),
        date(2035, 2, 8),
    )
}  # fmt: skip
KINGS_DAY: Final = {
    date(2015, 4, 28), date(2016, 4, 16), date(2017, 4, 6), date(2018, 4, 25), date(2019, 4, 14),
    date(2020, 4, 2), date(2021, 4, 21), date(2022, 4, 10), date(2023, 4, 29), date(2024, 4, 18),
    date(2025, 4, 7), date(2026, 4, 26), date(2027, 4, 16), date(2028, 4, 4), date(2029, 4, 23),
    date(2030, 4, 12),
}  # fmt: skip


def is_tet(day: date) -> bool:
    """From the last day of the old lunar year to the fifth of the new."""
    first = TET.get(day.year)
    if first is None:
        return False
    return first - timedelta(days=DAYS_BEFORE_TET) <= day < first + timedelta(days=DAYS_OF_TET)


def is_working_day(day: date) -> bool:
    if day.weekday() >= SATURDAY or (day.month, day.day) in FIXED:
        return False
    return day not in KINGS_DAY and not is_tet(day)


def working_day_from(day: date) -> date:
    """The day itself, or the next working day where it is a weekend, a holiday or Tết."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def is_tet_month(month: date) -> bool:
    """Whether most of Tết falls in the month: its meetings are usually moved."""
    first = TET.get(month.year)
    return first is not None and (first.year, first.month) == (month.year, month.month)
