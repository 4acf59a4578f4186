"""A short list with its values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.functional import cached_property

from reports.charts.marks import Box, Chart, Segment, Shade, Text
from reports.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True)
class HorizontalBars(Chart):
    """A short list: the name before the bar, the value at its end."""

    template = "charts/bars.svg"

    names: Sequence[str]
    values: Sequence[Decimal]
    shades: Sequence[Shade]
    full: Decimal = Decimal(100)
    name_width: float = 270
    decimals: int = 1

    @cached_property
    def base(self) -> Segment:
        return Segment(self.name_width, 0, self.name_width, self.drawn)

    @property
    def pitch(self) -> float:
        return self.font_size * 1.62

    @property
    def drawn(self) -> float:
        return self.pitch * len(self.names) + 4

    @cached_property
    def rows(self) -> list[tuple[Text, Box, Text]]:
        room = self.width - self.name_width - 3.4 * self.font_size
        found = []
        for place, (name, value, shade) in enumerate(zip(self.names, self.values, self.shades, strict=True)):
            y = 2 + place * self.pitch
            line = y + self.pitch / 2 + self.font_size * 0.32
            long = room * float(value / self.full)
            box = Box(self.name_width, y + self.pitch * 0.16, long, self.pitch * 0.68, shade)
            found.append(
                (
                    Text(self.name_width - 7, line, name, "end"),
                    box,
                    Text(self.name_width + long + 6, line, number(value, self.decimals), "start", bold=True),
                )
            )
        return found
