"""Figures and dates as Party papers write them (decimal comma, dot for thousands, 05/02/2026)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from common.dates import long_date, month_label
from common.templatetags.vi import MINUS, number

if TYPE_CHECKING:
    from datetime import date, datetime

__all__ = ["MINUS", "long_date", "month_label", "number"]

NOTHING, NOT_REPORTED = "-", "…"  # with "0" for zero: three different marks

UPPER = "A-ZÀ-ÖÙ-ÝĂĐĨŨƠƯẠ-Ỹ"
# What may not break across lines: document symbols, dates, n/N with its percent, "đồng chí" and the name after it.
UNBROKEN = re.compile(
    rf"(?:Số |số )?(?:\d{{1,4}}|…)-[{UPPER}][\w.]*(?:/[{UPPER}]+)?"
    r"|ngày (?:\d{1,2}|…) tháng (?:\d{1,2}|…) năm \d{4}"
    r"|(?:ngày )?\d{1,2}/\d{1,2}/\d{4}"
    r"|\d[\d.]*/\d[\d.]*(?: \(\d[\d,.]*%\)| [^\W\d]+)?"
    r"|\d{1,2} giờ \d{2}"
    rf"|[Đđ]ồng chí [{UPPER}]\w*"
    r"|(?:tháng|năm|quý|Biểu|Hình) (?:\d{1,4}|[IV]+)\b"
    r"|\d[\d.,]* (?:đồng chí|điểm)\b"
)


def points(value: Decimal | int | None) -> str:
    """88 · 88,5: one decimal only where there is one."""
    if value is None:
        return NOT_REPORTED
    exact = Decimal(value)
    return number(exact, 0 if exact == exact.to_integral_value() else 1)


def mean(total: Decimal | None, count: int) -> Decimal | None:
    return None if total is None or not count else Decimal(total) / count


def share(part: int, whole: int) -> Decimal | None:
    return None if not whole else Decimal(part) * 100 / whole


def percent(part: int, whole: int) -> str:
    found = share(part, whole)
    return NOTHING if found is None else f"{number(found, 1)}%"


def out_of(part: int, whole: int) -> str:
    """408/412 (99,0%)"""
    return f"{number(part)}/{number(whole)}" + (f" ({percent(part, whole)})" if whole else "")


def decimal_or(value: Decimal | None, mark: str = NOTHING) -> str:
    return mark if value is None else number(value, 1)


def change(value: Decimal | None) -> str:
    """+1,9 · −0,3 · 0,0; rounded first, so that no sign stands before nothing."""
    if value is None:
        return NOTHING
    exact = Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"+{number(exact, 1)}" if exact > 0 else number(exact or abs(exact), 1)


def two_digits(count: int) -> str:
    """Small counts in sentences: 02 đồng chí, 12 đồng chí, 1.200 đồng chí."""
    return f"{count:02d}" if count < 10 else number(count)  # noqa: PLR2004


def open_date(month: date) -> str:
    """The date of a paper not yet issued."""
    return long_date(month).replace(f"ngày {month.day:02d}", f"ngày {NOT_REPORTED}")


def short_date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def day_month(day: date) -> str:
    return f"{day:%d/%m}"


def clock(moment: datetime) -> str:
    return f"{local(moment):%H giờ %M}"


def local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def short_month(month: date) -> str:
    return f"tháng {month.month}/{month.year}"


def listed(names: list[str]) -> str:
    """A, B và C"""
    return " và ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def unbroken(text: str) -> SafeString:
    """The text for paper: what belongs together stays on one line."""
    found = UNBROKEN.sub(lambda match: f'<span class="one">{match[0]}</span>', str(conditional_escape(text)))
    return mark_safe(found)  # noqa: S308 (escaped first; only our own spans are added)


def tenth(value: Decimal) -> Decimal:
    """As printed, so that differences agree with what the reader subtracts."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def short_chapter(name: str) -> str:
    """Văn phòng, for tables whose head already says "Chi bộ"."""
    for prefix in ("Chi bộ cơ sở ", "Chi bộ "):
        if name.startswith(prefix):
            rest = name.removeprefix(prefix)
            return rest[:1].upper() + rest[1:]
    return name
