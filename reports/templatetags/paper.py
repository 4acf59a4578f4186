"""Charts and figures for pages and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from reports import words

if TYPE_CHECKING:
    from datetime import date

    from django.utils.safestring import SafeString

    from reports.charts import Chart

register = template.Library()
register.filter("unbroken", words.unbroken)
register.filter("points", words.points)


@register.simple_tag
def chart(drawn: Chart) -> SafeString:
    """{% chart grades %}: the same fragment on a page and on paper."""
    return drawn.svg()


@register.filter
def due(day: date | None) -> str:
    return words.short_date(day) if day else words.NOTHING
