"""Addresses of the records a number rests on, fast enough for thousands of meetings."""

from __future__ import annotations

from functools import cache
from typing import Final

from django.urls import NoReverseMatch, reverse

SENTINEL: Final = 987654321


@cache
def _pattern(name: str) -> str:
    try:
        return reverse(name, args=[SENTINEL])
    except NoReverseMatch:
        return ""


def meeting_address(pk: int, anchor: str = "") -> str:
    """The page of a meeting, at the place that shows the record."""
    pattern = _pattern("meetings:detail")
    if not pattern:
        return ""
    return pattern.replace(str(SENTINEL), str(pk)) + (f"#{anchor}" if anchor else "")


def link(label: str, pk: int, anchor: str = "") -> tuple[tuple[str, str], ...]:
    address = meeting_address(pk, anchor)
    return ((label, address),) if address else ()
