"""The strip of five figures and the charts that months and years share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from common.templatetags.vi import number
from reports import words
from reports.charts import (
    KEM,
    KHA,
    PAPER_FONT,
    TB,
    TOT,
    Histogram,
    HorizontalBars,
    LineChart,
    Shade,
    StackedColumns,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.paper.snapshots import Counts, MonthOf, OrganizationRow

WIDTH = 620  # of a chart across the text of a portrait page
LETTERS = 13
LETTER_WIDTH, WIDEST_NAME = 6.1, 365  # of names beside bars
CUTS = ((Decimal(90), TOT), (Decimal(70), KHA), (Decimal(50), TB))
RANGES = (
    ("dưới 50", 0, 50), ("50 - <70", 50, 70), ("70 - <75", 70, 75), ("75 - <80", 75, 80),
    ("80 - <85", 80, 85), ("85 - <90", 85, 90), ("90 - <95", 90, 95), ("95 - 100", 95, 101),
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One of the five in the strip: how many, of what, against what."""

    big: str
    what: str
    than: str = ""


def shade(points: Decimal) -> Shade:
    """The shade of a mean on the scale of 100; it is a colour, not a grade."""
    return next((each for cut, each in CUTS if points >= cut), KEM)


CLASSES = {TOT: "tot", KHA: "kha", TB: "tb", KEM: "kem"}


def heat(points: Decimal | None) -> str:
    return "" if points is None else CLASSES[shade(points)]


def average(counts: Counts | None) -> Decimal | None:
    """The mean given above; None where nothing was scored."""
    return None if counts is None else words.mean(counts.reviewed_sum, counts.reviewed_count)


def gap(now: Decimal | None, then: Decimal | None) -> Decimal | None:
    """The difference of the two figures as they are printed."""
    return None if now is None or then is None else words.tenth(now) - words.tenth(then)


def on_time(series: Sequence[MonthOf], target: Decimal | None, *, year: bool) -> LineChart:
    values = [words.share(each.counts.on_time, each.counts.due) if each.counts else None for each in series]
    known = [value for value in values if value is not None]
    lowest = (
        f"thấp nhất {number(min(known), 1)}%, cao nhất {number(max(known), 1)}%"
        if known
        else "chưa có số liệu"
    )
    return LineChart(
        title="Tỷ lệ kỳ sinh hoạt tổ chức đúng hạn theo tháng",
        desc=f"Mỗi tháng một điểm; {lowest}.",
        labels=_labels(series, year=year),
        values=values,
        target=target,
        width=WIDTH,
        height=192,
        font_size=LETTERS,
        font=PAPER_FONT,
    )


def grades(series: Sequence[MonthOf], *, year: bool) -> StackedColumns:
    stacks = [each.counts.grades if each.counts else (0, 0, 0, 0) for each in series]
    tot, graded = sum(each[0] for each in stacks), sum(map(sum, stacks))
    return StackedColumns(
        title="Số chi bộ theo xếp loại chất lượng sinh hoạt từng tháng",
        desc=f"Mỗi tháng một cột; xếp loại Tốt {words.out_of(tot, graded)} kỳ được chấm.",
        labels=_labels(series, year=year),
        stacks=stacks,
        width=WIDTH,
        height=235,
        font_size=LETTERS,
        font=PAPER_FONT,
    )


def lowest(organizations: Sequence[OrganizationRow], count: int = 10) -> HorizontalBars:
    scored = [(mean, each.name) for each in organizations if (mean := average(each.counts)) is not None]
    chosen = sorted(scored, key=lambda pair: pair[0])[:count][::-1]
    names = [_clipped(name) for _, name in chosen]
    return HorizontalBars(
        title="Các tổ chức có điểm bình quân thấp nhất",
        desc="; ".join(f"{name} {number(mean, 1)}" for mean, name in chosen),
        names=names,
        values=[mean for mean, _ in chosen],
        shades=[shade(mean) for mean, _ in chosen],
        width=WIDTH,
        font_size=LETTERS,
        font=PAPER_FONT,
        name_width=min(max(map(len, names), default=0) * LETTER_WIDTH + 12, WIDEST_NAME),
    )


def distribution(organizations: Sequence[OrganizationRow]) -> Histogram:
    means = [words.tenth(mean) for each in organizations if (mean := average(each.counts)) is not None]
    counts = [sum(1 for mean in means if low <= mean < high) for _, low, high in RANGES]
    return Histogram(
        title="Phân bố các tổ chức theo điểm bình quân",
        desc="; ".join(f"{label}: {count}" for (label, _, _), count in zip(RANGES, counts, strict=True)),
        labels=[label for label, _, _ in RANGES],
        counts=counts,
        shades=[shade(Decimal(low)) for _, low, _ in RANGES],
        axis="điểm bình quân (thang 100)",
        width=WIDTH,
        height=170,
        font_size=LETTERS,
        font=PAPER_FONT,
    )


def _labels(series: Sequence[MonthOf], *, year: bool) -> list[str]:
    return [f"T{each.month.month}" if year else f"{each.month.month}/{each.month:%y}" for each in series]


def _clipped(name: str, longest: int = 58) -> str:
    """The name on one line beside its bar; the tables print it whole."""
    if len(name) <= longest:
        return name
    return name[: longest - 1].rsplit(" ", 1)[0] + "…"
