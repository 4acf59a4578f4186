"""Charts as our own SVG: the same fragments on a page and on paper.

A chart works out where everything stands; its template only draws. Coordinates are floats, figures stay exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, ClassVar

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reports.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

PAPER_FONT = "'Liberation Serif','Times New Roman',serif"
INK, MUTED, LINE, BAD = "#211E1A", "#57524A", "#DDD8CE", "#8F1616"
PEN = "#1F5C3B"
SMALLEST_LABELLED = 18.0  # a value is written on its mark from this height


@dataclass(frozen=True)
class Shade:
    name: str
    fill: str
    text: str
    hatched: bool = False


TOT = Shade("Tốt", "#1F5C3B", "#FFFFFF")
KHA = Shade("Khá", "#8FBC9C", INK)
TB = Shade("Trung bình", "#EBCB77", INK)
KEM = Shade("Kém", "#7F1D1D", "#FFFFFF", hatched=True)
GRADES = (TOT, KHA, TB, KEM)


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    words: str
    anchor: str = "middle"
    fill: str = INK
    bold: bool = False
    size: float = 0  # with a size it keeps lines from crossing it

    @property
    def svg(self) -> SafeString:
        return self._clearing + self._words

    @property
    def _clearing(self) -> SafeString:
        if not self.size:
            return SafeString("")
        wide = 0.52 * self.size * len(self.words)
        return format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="#FFFFFF"/>',
            f"{self.x - wide / 2:.1f}",
            f"{self.y - 0.78 * self.size:.1f}",
            f"{wide:.1f}",
            f"{0.9 * self.size:.1f}",
        )

    @property
    def _words(self) -> SafeString:
        weight = mark_safe(' font-weight="bold"') if self.bold else ""
        return format_html(
            '<text x="{}" y="{}" text-anchor="{}" fill="{}"{}>{}</text>',
            f"{self.x:.1f}",
            f"{self.y:.1f}",
            self.anchor,
            self.fill,
            weight,
            self.words,
        )


@dataclass(frozen=True)
class Segment:
    """A line, or an outline from corner to corner."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str = INK
    dashed: bool = False
    weight: float = 1

    @property
    def svg(self) -> SafeString:
        dashes = mark_safe(' stroke-dasharray="5 3"') if self.dashed else ""
        return format_html(
            '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"{}/>',
            f"{self.x1:.1f}",
            f"{self.y1:.1f}",
            f"{self.x2:.1f}",
            f"{self.y2:.1f}",
            self.stroke,
            str(self.weight),
            dashes,
        )


@dataclass(frozen=True)
class Dot:
    x: float
    y: float

    @property
    def svg(self) -> SafeString:
        return format_html(
            '<circle cx="{}" cy="{}" r="3.2" fill="{}"/>', f"{self.x:.1f}", f"{self.y:.1f}", PEN
        )


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    shade: Shade

    @property
    def svg(self) -> SafeString:
        outline = format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width=".75"/>',
            f"{self.x:.1f}",
            f"{self.y:.1f}",
            f"{self.width:.1f}",
            f"{self.height:.1f}",
            self.shade.fill,
            MUTED,
        )
        return mark_safe(outline + "".join(line.svg for line in self.hatching))  # noqa: S308 (both are escaped)

    @property
    def hatching(self) -> list[Segment]:
        """Lines at 45 degrees, cut to the box, so that Kém is known without colour."""
        if not self.shade.hatched:
            return []
        right, bottom = self.x + self.width, self.y + self.height
        lines = []
        step = 5.0
        start = self.x - self.height + step
        while start < right:
            x1, y1 = max(start, self.x), bottom - max(self.x - start, 0.0)
            x2 = min(start + self.height, right)
            y2 = bottom - (x2 - start)
            lines.append(Segment(x1, y1, x2, y2, stroke="#FFFFFF"))
            start += step
        return lines


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What all charts share: a title for those who hear it, a sentence of what it says, a size and a letter."""

    template: ClassVar[str]

    title: str
    desc: str
    width: float = 640
    height: float = 230
    font_size: float = 14
    font: str = ""

    def svg(self) -> SafeString:
        return render_to_string(self.template, {"chart": self})

    @property
    def width_px(self) -> str:
        return f"{self.width:g}"

    @property
    def height_px(self) -> str:
        return f"{self.drawn:g}"

    @property
    def drawn(self) -> float:
        return self.height

    @property
    def font_px(self) -> str:
        return f"{self.font_size:g}"


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
