"""Reading .ods as a stream of its content.xml."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from common.errors import RuleError
from common.spreadsheets.cells import (
    EMPTY,
    MOST_COLUMNS,
    Area,
    Cell,
    Row,
    Sheet,
    Value,
    Workbook,
    checked_column,
    checked_row,
    checked_text,
    trimmed,
)
from common.spreadsheets.packages import NO_SPREADSHEET, Package, one_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_CONTENT: Final = "content.xml"
_LONGEST_BLANK: Final = 1_100_000


@dataclass(frozen=True)
class OdsSheet(Sheet):
    package: Package = field(repr=False)
    index: int
    fonts: dict[str, str] = field(repr=False)

    def rows(self) -> Iterator[Row]:
        with one_sentence():
            yield from self._read()

    def _read(self) -> Iterator[Row]:
        number = 0
        for row, _ in _rows(self.package, self.index):
            repeated = min(int(row.get(f"{_TABLE}number-rows-repeated") or 1), _LONGEST_BLANK)
            cells = _cells(row, number + 1, self.fonts)
            if cells:
                for step in range(1, repeated + 1):
                    yield Row(checked_row(number + step), cells)
            number += repeated


def open_ods(path: Path) -> Workbook:
    package = Package(path)
    try:
        return _workbook(package)
    except RuleError:
        package.close()
        raise


def _workbook(package: Package) -> Workbook:
    if _CONTENT not in package.names:
        raise RuleError(NO_SPREADSHEET)
    fonts: dict[str, str] = {}
    names: list[str] = []
    style = ""
    for event, element in package.elements(_CONTENT):
        if event == "start":
            if element.tag == f"{_STYLE}style":
                style = element.get(f"{_STYLE}name", "")
            elif element.tag == f"{_STYLE}text-properties":
                fonts[style] = element.get(f"{_STYLE}font-name") or element.get(f"{_FO}font-family") or ""
            elif element.tag == f"{_TABLE}table":
                names.append(element.get(f"{_TABLE}name", ""))
        elif element.tag == f"{_TABLE}table-row":
            element.clear()
    if not names:
        raise RuleError(NO_SPREADSHEET)
    return Workbook(
        "ods",
        tuple(
            OdsSheet(name, package, index, fonts, merged=_merged(package, index))
            for index, name in enumerate(names)
        ),
        package.close,
    )


def _rows(package: Package, wanted: int) -> Iterator[tuple[Element, int]]:
    index = -1
    depth = 0
    for event, element in package.elements(_CONTENT):
        if element.tag == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                index += 1
        elif event == "end" and element.tag == f"{_TABLE}table-row" and depth == 1:
            if index == wanted:
                yield element, index
            element.clear()


def _cells(row: Element, number: int, fonts: dict[str, str]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for element in row:
        repeated = min(int(element.get(f"{_TABLE}number-columns-repeated") or 1), MOST_COLUMNS * 64)
        cell = _cell(element, number, len(cells), fonts)
        if cell.value is None:
            repeated = min(repeated, MOST_COLUMNS - min(len(cells), MOST_COLUMNS))
        else:
            checked_column(len(cells) + repeated - 1)
        cells.extend([cell] * repeated)
    return trimmed(cells)


def _cell(element: Element, row: int, column: int, fonts: dict[str, str]) -> Cell:
    if not element.tag.endswith("}table-cell"):
        return EMPTY
    value: Value = None
    kind = element.get(f"{_OFFICE}value-type", "")
    if kind in {"float", "currency", "percentage"}:
        number = float(element.get(f"{_OFFICE}value") or 0)
        value = int(number) if number.is_integer() else number
    elif kind == "date":
        value = _date(element.get(f"{_OFFICE}date-value") or "")
    elif kind == "boolean":
        value = element.get(f"{_OFFICE}boolean-value") == "true"
    else:
        paragraphs = ["".join(child.itertext()) for child in element if child.tag == f"{_TEXT}p"]
        value = checked_text("\n".join(paragraphs), row, column) or None
    font = fonts.get(element.get(f"{_TABLE}style-name", ""), "")
    return Cell(value, font, (), element.get(f"{_TABLE}formula") is not None)


def _date(written: str) -> date | datetime:
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def _merged(package: Package, index: int) -> tuple[Area, ...]:
    areas: list[Area] = []
    number = 0
    with one_sentence():
        for row, _ in _rows(package, index):
            column = 0
            for element in row:
                wide = int(element.get(f"{_TABLE}number-columns-spanned") or 1)
                high = int(element.get(f"{_TABLE}number-rows-spanned") or 1)
                if wide > 1 or high > 1:
                    areas.append(
                        Area(number + 1, number + high, column, min(column + wide, MOST_COLUMNS) - 1)
                    )
                column += int(element.get(f"{_TABLE}number-columns-repeated") or 1)
            number += int(row.get(f"{_TABLE}number-rows-repeated") or 1)
    return tuple(areas)
