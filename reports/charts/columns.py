"""Grades stacked month by month, and how many fall in each range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.functional import cached_property

from reports.charts.marks import GRADES, MUTED, SMALLEST_LABELLED, Box, Chart, Segment, Shade, Text
from reports.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True)
class StackedColumns(Chart):
    """Grades month by month, stacked from the base: Tốt, Khá, Trung bình, Kém."""

    template = "charts/columns.svg"

    labels: Sequence[str]
    stacks: Sequence[Sequence[int]]  # one a column, in the order of the shades
    shades: Sequence[Shade] = GRADES
    height: float = 260

    top: ClassVar[float] = 40

    @property
    def right(self) -> float:
        return self.width - 6.8 * self.font_size

    @property
    def bottom(self) -> float:
        return self.height - 1.8 * self.font_size

    @cached_property
    def base(self) -> Segment:
        return Segment(0, self.bottom, self.right, self.bottom)

    @cached_property
    def tallest(self) -> int:
        return max((sum(stack) for stack in self.stacks), default=0) or 1

    def tall(self, count: int) -> float:
        return (self.bottom - self.top) * count / self.tallest

    def x(self, place: int) -> float:
        return self.right * (place + 0.5) / max(len(self.labels), 1)

    @property
    def column(self) -> float:
        return min(self.right / max(len(self.labels), 1) * 0.68, 56)

    @cached_property
    def boxes(self) -> list[Box]:
        found = []
        for place, stack in enumerate(self.stacks):
            base = self.bottom
            for shade, count in zip(self.shades, stack, strict=True):
                base -= self.tall(count)
                if count:
                    found.append(
                        Box(self.x(place) - self.column / 2, base, self.column, self.tall(count), shade)
                    )
        return found

    @cached_property
    def marks(self) -> list[Text]:
        """Values on their marks; those too small for that are summed above the column."""
        found = []
        for place, stack in enumerate(self.stacks):
            base, small = self.bottom, 0
            for shade, count in zip(self.shades, stack, strict=True):
                tall = self.tall(count)
                base -= tall
                if tall >= SMALLEST_LABELLED:
                    middle = base + tall / 2 + self.font_size * 0.34
                    found.append(Text(self.x(place), middle, number(count), fill=shade.text))
                else:
                    small += count
            lift = 0.4 * self.font_size
            if small:
                found.append(Text(self.x(place), base - lift, f"+{number(small)}", fill=MUTED))
                lift += 1.1 * self.font_size
            if sum(stack):
                found.append(Text(self.x(place), base - lift, number(sum(stack)), bold=True))
        return found

    @cached_property
    def names(self) -> list[Text]:
        return [Text(self.x(place), self.height - 5, label) for place, label in enumerate(self.labels)]

    @cached_property
    def keys(self) -> list[tuple[Box, Text]]:
        """Each shade named beside the last column, at its own height where there is room."""
        stack = self.stacks[-1] if self.stacks else [0] * len(self.shades)
        found = []
        base, below = self.bottom, self.bottom + self.font_size * 1.4
        for shade, count in zip(self.shades, stack, strict=True):
            middle = base - self.tall(count) / 2
            base -= self.tall(count)
            below = min(middle, below - self.font_size * 1.4)
            box = Box(
                self.right + 4,
                below - self.font_size * 0.45,
                self.font_size * 0.9,
                self.font_size * 0.9,
                shade,
            )
            words = Text(box.x + box.width + 5, below + self.font_size * 0.34, shade.name, "start")
            found.append((box, words))
        return found


@dataclass(frozen=True, kw_only=True)
class Histogram(Chart):
    """How many fall in each range."""

    template = "charts/histogram.svg"

    labels: Sequence[str]
    counts: Sequence[int]
    shades: Sequence[Shade]
    axis: str = ""
    height: float = 190

    top: ClassVar[float] = 22

    @cached_property
    def base(self) -> Segment:
        return Segment(0, self.bottom, self.width, self.bottom)

    @cached_property
    def note(self) -> Text:
        return Text(self.width - 2, self.height - 4, self.axis, "end", MUTED)

    @property
    def bottom(self) -> float:
        return self.height - (3.2 if self.axis else 1.8) * self.font_size

    @cached_property
    def columns(self) -> list[tuple[Box | None, Text, Text]]:
        pitch = self.width / max(len(self.labels), 1)
        most = max(self.counts, default=0) or 1
        found = []
        for place, (label, count, shade) in enumerate(
            zip(self.labels, self.counts, self.shades, strict=True)
        ):
            x = pitch * (place + 0.5)
            tall = (self.bottom - self.top) * count / most
            box = Box(x - pitch * 0.39, self.bottom - tall, pitch * 0.78, tall, shade) if count else None
            above = Text(x, self.bottom - tall - 0.4 * self.font_size, number(count), bold=True)
            found.append((box, above, Text(x, self.bottom + 1.3 * self.font_size, label)))
        return found
