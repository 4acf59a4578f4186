"""One thing to do: a verb and its object, why, by when, and where to do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

SOON: Final = 7  # days


@dataclass(frozen=True, kw_only=True)
class Work:
    """`due_on` is a day the rules or a person set; `waiting_since` says that someone else waits."""

    what: str
    why: str
    act: str
    url: str
    icon: str
    otherwise: str = ""
    due_on: date | None = None
    waiting_since: date | None = None
    due_words: str = ""
    points: int = 0  # at stake

    def urgency(self, today: date) -> tuple[int, date, int]:
        if self.due_on and self.due_on < today:
            return 0, self.due_on, -self.points
        if self.waiting_since:
            return 1, self.waiting_since, -self.points
        return 2, self.due_on or date.max, -self.points

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today

    def state(self, today: date) -> tuple[str, str]:
        """Colour and words of when it should be done."""
        if self.due_on and self.due_on < today:
            return "bad", f"Quá hạn {(today - self.due_on).days} ngày"
        if self.due_on and (self.due_on - today).days <= SOON:
            left = (self.due_on - today).days
            return "wait", f"Hạn {self.due_on:%d/%m}, " + (f"còn {left} ngày" if left else "hôm nay")
        if self.due_words:
            return "", self.due_words
        if self.due_on:
            return "", f"Hạn {self.due_on:%d/%m}"
        return ("wait", f"Chờ từ {self.waiting_since:%d/%m}") if self.waiting_since else ("", "")
