"""Days and hours as the minutes' plain snapshot holds them."""

from __future__ import annotations

from datetime import date, datetime

from django import template

from common.dates import long_date
from common.templatetags.vi import dmy, hours

register = template.Library()


@register.filter
def long_day(text: str | None) -> str:
    """ngày 05 tháng 11 năm 2026"""
    return long_date(date.fromisoformat(text)) if text else "…"


@register.filter
def short_day(text: str | None) -> str:
    return dmy(date.fromisoformat(text)) if text else "–"


@register.filter
def clock(text: str | None) -> str:
    """14 giờ 00"""
    return hours(datetime.fromisoformat(text).time()) if text else "…"
