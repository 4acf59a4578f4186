"""Make the web fonts: Be Vietnam Pro cut down to what Vietnamese needs, and its digits in one width."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
DIGITS = "0123456789"
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x01A0, 0x01A1, 0x01AF, 0x01B0,
    *range(0x0300, 0x0304), 0x0309, 0x0323,
    *range(0x1EA0, 0x1EFA),
    *range(0x2010, 0x2027), 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AB,
    *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x00D7,
]  # fmt: skip
ROOM = 36  # units added to the widest digit
VERSION = "1"  # raise it when the recipe changes


class Command(BaseCommand):
    help = "Làm phông chữ cho giao diện (chạy lại không làm gì nếu đã có)."

    def handle(self, *_: Any, **__: Any) -> None:
        folder = Path(settings.BUILT_DIR) / "fonts"
        folder.mkdir(parents=True, exist_ok=True)
        stamp = folder / f"made-by-recipe-{VERSION}"
        if stamp.exists():
            return
        source = files("fontpkg_be_vietnam_pro") / "files"
        for weight, name in WEIGHTS.items():
            with (source / f"BeVietnamPro-{name}.ttf").open("rb") as file:
                _write(_cut(TTFont(file), LETTERS), folder / f"BeVietnamPro-{weight}.woff2")
            with (source / f"BeVietnamPro-{name}.ttf").open("rb") as file:
                figures = _cut(TTFont(file), [ord(digit) for digit in DIGITS])
                _set_one_width(figures)
                _write(figures, folder / f"BVPFigures-{weight}.woff2")
        licence = files("fontpkg_be_vietnam_pro") / "LICENSE"
        (folder / "OFL.txt").write_bytes(licence.read_bytes())
        stamp.touch()


def _cut(font: TTFont, letters: list[int]) -> TTFont:
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = [0, 1, 2, 13, 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    return font


def _set_one_width(font: TTFont) -> None:
    """Give the ten digits the width of the widest ink plus some room, each centred in it."""
    glyphs, names, metrics = font["glyf"], font.getBestCmap(), font["hmtx"]
    bounds = {}
    for digit in DIGITS:
        pen = BoundsPen(font.getGlyphSet())
        font.getGlyphSet()[names[ord(digit)]].draw(pen)
        bounds[names[ord(digit)]] = pen.bounds
    width = round(max(right - left for left, _, right, _ in bounds.values())) + ROOM
    for name, (left, _, right, _) in bounds.items():
        shift = round((width - (right - left)) / 2 - left)
        glyph = glyphs[name]
        glyph.expand(glyphs)
        if glyph.isComposite():
            for part in glyph.components:
                part.x += shift
        else:
            glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(glyphs)
        metrics[name] = (width, glyph.xMin)
    for table in ("GPOS", "GSUB", "kern"):
        if table in font:
            del font[table]


def _write(font: TTFont, target: Path) -> None:
    font.flavor = "woff2"
    draft = target.with_suffix(".part")
    font.save(draft)
    shutil.move(draft, target)
