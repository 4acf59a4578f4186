"""A share month by month."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, ClassVar

from django.utils.functional import cached_property

from reports.charts.marks import BAD, LINE, MUTED, PEN, Chart, Dot, Segment, Text
from reports.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True)
class LineChart(Chart):
    """A share month by month, with its target; a month without figures is a gap, never nothing."""

    template = "charts/line.svg"

    labels: Sequence[str]
    values: Sequence[Decimal | None]
    target: Decimal | None = None
    unit: str = "%"

    left: ClassVar[float] = 34
    top: ClassVar[float] = 34

    @property
    def right(self) -> float:
        return self.width - (6.2 * self.font_size if self.target is not None else 8)

    @property
    def bottom(self) -> float:
        return self.height - 1.9 * self.font_size

    @cached_property
    def bounds(self) -> tuple[int, int]:
        known = [value for value in (*self.values, self.target) if value is not None] or [Decimal(0)]
        low, high = floor(min(known)) - 1, ceil(max(known))
        if max(known) <= 100:  # noqa: PLR2004
            high = min(high + 1, 100)
        return max(low, 0), max(high, low + 2)

    @cached_property
    def step(self) -> int:
        low, high = self.bounds
        return next(size for size in (1, 2, 5, 10, 20, 50, 100) if (high - low) / size <= 6)  # noqa: PLR2004

    @cached_property
    def note(self) -> Text:
        """The axis says when it does not start at nothing."""
        low = self.ticks[0]
        words = self.unit if low == 0 else f"{self.unit} (trục đứng bắt đầu từ {low})"
        return Text(2, 0.85 * self.font_size, words, "start", MUTED)

    @cached_property
    def ticks(self) -> list[int]:
        low, high = self.bounds
        return list(range(low - low % self.step, high + 1, self.step))

    def y(self, value: Decimal | int) -> float:
        low, high = self.ticks[0], max(self.ticks[-1], self.bounds[1])
        return self.bottom - (self.bottom - self.top) * float(value - low) / (high - low)

    def x(self, place: int) -> float:
        return self.left + (self.right - self.left) * (place + 0.5) / len(self.labels)

    @cached_property
    def grid(self) -> list[tuple[Segment, Text]]:
        return [
            (
                Segment(self.left, self.y(tick), self.right, self.y(tick), stroke=LINE),
                Text(self.left - 6, self.y(tick) + self.font_size * 0.33, number(tick), "end", MUTED),
            )
            for tick in self.ticks
        ]

    @cached_property
    def names(self) -> list[Text]:
        return [Text(self.x(place), self.height - 6, label) for place, label in enumerate(self.labels)]

    @cached_property
    def dots(self) -> list[Dot]:
        return [Dot(self.x(i), self.y(value)) for i, value in enumerate(self.values) if value is not None]

    @cached_property
    def strokes(self) -> list[Segment]:
        pairs = pairwise(enumerate(self.values))
        return [
            Segment(self.x(i), self.y(one), self.x(j), self.y(other), stroke=PEN, weight=2)
            for (i, one), (j, other) in pairs
            if one is not None and other is not None
        ]

    @cached_property
    def marks(self) -> list[Text]:
        return [self._mark(i, value) for i, value in enumerate(self.values) if value is not None]

    def _mark(self, place: int, value: Decimal) -> Text:
        beside = [self.values[i] for i in (place - 1, place + 1) if 0 <= i < len(self.values)]
        known = [other for other in beside if other is not None]
        below = (
            bool(known) and all(value <= other for other in known) and any(value < other for other in known)
        )
        shift = 1.2 * self.font_size if below else -0.6 * self.font_size
        return Text(self.x(place), self.y(value) + shift, number(value, 1), bold=True, size=self.font_size)

    @cached_property
    def target_line(self) -> tuple[Segment, Text] | tuple[()]:
        if self.target is None:
            return ()
        y = self.y(self.target)
        words = f"chỉ tiêu {number(self.target)}{self.unit}"
        line = Segment(self.left, y, self.right, y, stroke=BAD, dashed=True)
        return line, Text(self.right + 5, y + self.font_size * 0.33, words, "start", BAD)
