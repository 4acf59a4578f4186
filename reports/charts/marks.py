"""What charts are drawn with: shades, words, lines, dots, boxes; and what all charts share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

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
