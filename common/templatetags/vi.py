"""How figures, dates and names are written in Vietnamese. None is "–": not applicable, which is not 0."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, TypeVar

from django import template
from django.utils import timezone
from django.utils.html import format_html

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()

Moment = TypeVar("Moment", bound=date | time)

NOTHING = "–"
MINUS = "−"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
QUARTERS = ("I", "II", "III", "IV")


@register.filter
def number(value: object, places: int | None = None) -> str:
    """1234.50 → "1.234,5"; with places, exactly so many: 90|number:1 → "90,0"."""
    if value is None or value == "":
        return NOTHING
    figure = Decimal(str(value))
    if places is not None:
        figure = figure.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, rest = f"{abs(figure):,f}".partition(".")
    if places is None:
        rest = rest.rstrip("0")
    written = whole.replace(",", ".") + (f",{rest}" if rest else "")
    return f"{MINUS}{written}" if figure < 0 and written.strip("0,.") else written


@register.filter
def signed(value: object, places: int | None = None) -> str:
    """With its sign, for differences: +2, −3, 0."""
    written = number(value, places)
    is_more = value not in (None, "") and Decimal(str(value)) > 0 and written.strip("0,.")
    return f"+{written}" if is_more else written


@register.filter
def pct(value: object) -> str:
    """A percent that is already worked out: 90.909 → "90,9%"."""
    return NOTHING if value is None or value == "" else f"{number(value, 1)}%"


@register.filter
def share(part: object, whole: object) -> str:
    """{{ present|share:due }} → "90,9%"; of nothing there is no share."""
    if part is None or not whole:
        return NOTHING
    return pct(Decimal(str(part)) * 100 / Decimal(str(whole)))


@register.filter
def over(part: object, whole: object) -> str:
    """{{ present|over:due }} → "20/22"."""
    if part is None or whole is None:
        return NOTHING
    return f"{number(part)}/{number(whole)}"


@register.filter
def dmy(value: date | None) -> str:
    """05/11/2026"""
    return f"{_local(value):%d/%m/%Y}" if value else NOTHING


@register.filter
def dm(value: date | None) -> str:
    """05/11, for sentences and deadlines."""
    return f"{_local(value):%d/%m}" if value else NOTHING


@register.filter
def my(value: date | None) -> str:
    """11/2026: the month a meeting counts for."""
    return f"{_local(value).month}/{_local(value).year}" if value else NOTHING


@register.filter
def weekday(value: date | None) -> str:
    """thứ Hai"""
    return WEEKDAYS[_local(value).weekday()] if value else NOTHING


@register.filter
def quarter(value: date | int | None) -> str:
    """quý IV, from a date or from 1…4."""
    if not value:
        return NOTHING
    place = value if isinstance(value, int) else (_local(value).month + 2) // 3
    return f"quý {QUARTERS[place - 1]}"


@register.filter
def hm(value: datetime | time | None) -> str:
    """14:00"""
    return f"{_local(value):%H:%M}" if value is not None else NOTHING


@register.filter
def hours(value: datetime | time | None) -> str:
    """14 giờ 00, for sentences."""
    return f"{_local(value):%H giờ %M}" if value is not None else NOTHING


@register.filter
def moment(value: datetime | None) -> str:
    """14:05, 22/11/2026"""
    return f"{_local(value):%H:%M, %d/%m/%Y}" if value else NOTHING


@register.filter
def given_bold(name: object) -> str | SafeString:
    """Trần Thị Hòa <b>Bình</b>: the name people are sorted and called by."""
    rest, space, given = str(name).rpartition(" ")
    return format_html('{}{}<b class="given">{}</b>', rest, space, given)


def _local(value: Moment) -> Moment:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)  # type: ignore[return-value]
    return value
