"""How evidence words days, hours and shares: n/N first, then the percent. Kept, for thousands of meetings say the same."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from common.templatetags import vi

if TYPE_CHECKING:
    from datetime import date, datetime, time

KEPT = 8192


@lru_cache(maxsize=KEPT)
def dm(day: date | None) -> str:
    """05/11"""
    return vi.dm(day)


@lru_cache(maxsize=KEPT)
def hm(moment: datetime | time | None) -> str:
    """14:00"""
    return vi.hm(moment)


@lru_cache(maxsize=KEPT)
def share(part: int, whole: int) -> str:
    """90,9%"""
    return vi.share(part, whole)


@lru_cache(maxsize=KEPT)
def ratio_words(part: int, whole: int) -> str:
    """20/22 (90,9%)"""
    return f"{vi.over(part, whole)} ({vi.share(part, whole)})"
