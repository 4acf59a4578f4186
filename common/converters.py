"""Pieces of addresses that are values: a month as 2026-11."""

from __future__ import annotations

from datetime import date


class MonthConverter:
    regex = r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date(int(value[:4]), int(value[5:]), 1)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else f"{value:%Y-%m}"
