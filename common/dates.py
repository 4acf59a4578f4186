"""Dates as people in a Vietnamese office write and read them; months as the date of their first day."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Final

from common.errors import RuleError
from common.text import clean, fold

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
NEAR_FUTURE: Final = 10
ROMAN_QUARTERS: Final = ("I", "II", "III", "IV")
MONTHS_IN_QUARTER: Final = 3
EXAMPLE: Final = "Ghi ngày/tháng/năm, ví dụ 5/2/1990."

_PARTS = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})(?:\s*[/.\-\s]\s*(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_WORDS = re.compile(r"(?:ngay\s*)?(\d{1,2})\s*(?:thang|/)\s*(\d{1,2})\s*(?:nam|,)?\s*(\d{4})")
_NEAR_DAYS = {"hom nay": 0, "hom qua": -1, "hom kia": -2, "ngay mai": 1, "mai": 1, "ngay kia": 2}


def parse_date(text: str, *, today: date, year: int | None = None) -> date:
    """The day that was typed; RuleError says what is wrong with it.

    `year` completes a day and month typed alone; without it they are refused.
    """
    typed = clean(text)
    if not typed:
        raise RuleError("Cần ghi ngày.")
    if (near := _NEAR_DAYS.get(fold(typed))) is not None:
        return today + timedelta(days=near)
    if found := _ISO.fullmatch(typed):
        return make_date(int(found[3]), int(found[2]), int(found[1]))
    found = _PARTS.fullmatch(typed) or _SOLID.fullmatch(typed) or _WORDS.fullmatch(fold(typed))
    if not found:
        raise RuleError(f"Không đọc được ngày “{typed[:40]}”. {EXAMPLE}")
    return make_date(int(found[1]), int(found[2]), _year(found[3], today, year))


def _year(typed: str | None, today: date, given: int | None) -> int:
    if not typed:
        if given is None:
            raise RuleError(f"Ngày còn thiếu năm. {EXAMPLE}")
        return given
    if len(typed) > 2:  # noqa: PLR2004 (two digits leave the century open)
        return int(typed)
    return full_year(int(typed), today=today)


def full_year(short: int, *, today: date) -> int:
    """The year meant by two digits; asks when it may be a century ago or a few years ahead."""
    earlier, later = 1900 + short, 2000 + short
    if later <= today.year:
        return later
    if later <= today.year + NEAR_FUTURE:
        raise RuleError(f"Năm “{short:02}” chưa rõ là {earlier} hay {later}. Ghi đủ bốn chữ số của năm.")
    return earlier


def make_date(day: int, month: int, year: int) -> date:
    """The day of the calendar, or the sentence that it has no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleError(f"Năm {year} không hợp lệ. {EXAMPLE}")
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if not 1 <= month <= 12:  # noqa: PLR2004 (months of a year)
        raise RuleError(f"{day:02}/{month:02}/{year} không có trong lịch: không có tháng {month}.")
    if (day, month) == (29, 2):
        raise RuleError(f"29/02/{year} không có trong lịch: {year} không phải năm nhuận.")
    raise RuleError(f"{day:02}/{month:02} không có trong lịch.")


def refuse_future(day: date, *, today: date) -> date:
    """The day itself, unless it has not come yet."""
    if day <= today:
        return day
    guess = same_day_in(day, today.year - 1)
    raise RuleError(f"{day:%d/%m/%Y} sau ngày hôm nay ({today:%d/%m/%Y}). Có phải {guess:%d/%m/%Y}?")


def same_day_in(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def month_of(day: date) -> date:
    return day.replace(day=1)


def add_months(month: date, count: int) -> date:
    """The first day of the month so many months away."""
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def last_day(month: date) -> date:
    return add_months(month_of(month), 1) - timedelta(days=1)


def months_between(first: date, last: date) -> list[date]:
    """Every month from the first to the last, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [add_months(first, step) for step in range(count + 1)]


def quarter_of(day: date) -> int:
    return (day.month - 1) // MONTHS_IN_QUARTER + 1


def first_of_quarter(day: date) -> date:
    return date(day.year, (quarter_of(day) - 1) * MONTHS_IN_QUARTER + 1, 1)


def quarter_label(day: date) -> str:
    return f"quý {ROMAN_QUARTERS[quarter_of(day) - 1]} năm {day.year}"


def month_label(day: date) -> str:
    return f"tháng {day.month} năm {day.year}"


def long_date(day: date) -> str:
    """As official papers write it: days under 10 and the months 1 and 2 take a leading zero."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)  # noqa: PLR2004 (the rule of office papers)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
