"""Finding the table in a sheet: titles above, one or more header rows, numbered columns, then the data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

from chapters.imports.lines import Heading
from common.encodings import Encoding, Sample, detect, to_unicode
from common.errors import RuleError
from common.text import clean, fold, nfc

if TYPE_CHECKING:
    from common.spreadsheets import Cell, Row, Sheet, Workbook

Recognise = Callable[[list[str]], str]
"""Folded heading texts of a column, from the top down → the field they name, or ""."""

ROWS_LOOKED_AT: Final = 60
FEWEST_HEADINGS: Final = 3
MOST_HEADER_ROWS: Final = 4
SUBHEADINGS: Final = re.compile(
    r"nam|nu|tong so|chinh thuc|du bi|ngay.*|du.*|diem.*|xep loai|so luong|ho|ten"
)
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PUNCTUATION = re.compile(r"[^\w/]+")
NO_TABLE: Final = "Không tìm thấy bảng: cần một hàng tiêu đề có {columns}. Chưa ghi gì vào hệ thống."


@dataclass
class Reader:
    """Turns cells into clean Unicode text and remembers what it had to convert."""

    encoding: Encoding
    example: tuple[str, str] = ("", "")
    converted_rows: set[tuple[str, int]] = field(default_factory=set)
    decomposed_rows: set[tuple[str, int]] = field(default_factory=set)  # accents typed apart (NFD)

    def text(self, cell: Cell) -> str:
        value = cell.value
        if value is None:
            return ""
        if isinstance(value, str):
            return clean(self._unicode(cell, value))
        return written(value)

    def _unicode(self, cell: Cell, value: str) -> str:
        if cell.runs:
            return "".join(to_unicode(run.text, run.font or cell.font, self.encoding) for run in cell.runs)
        return to_unicode(value, cell.font, self.encoding)

    def note_conversion(self, sheet: str, number: int, cell: Cell, read: str) -> None:
        """Called for names: the first one that changed becomes the example people see."""
        if not isinstance(cell.value, str) or cell.value.isascii():
            return
        if nfc(cell.value) != cell.value:
            self.decomposed_rows.add((sheet, number))
        if clean(cell.value) != read:
            self.converted_rows.add((sheet, number))
            if not self.example[0]:
                self.example = (clean(cell.value), read)


def written(value: object) -> str:
    """A cell's value as a person would write it."""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return repr(value).replace(".", ",") if abs(value) < 1e15 else f"{value:.0f}"  # noqa: PLR2004
    return clean(str(value)) if isinstance(value, str) else str(value)


def has_hidden_characters(cell: Cell) -> bool:
    return isinstance(cell.value, str) and bool(_HIDDEN.search(cell.value))


@dataclass(frozen=True, slots=True)
class TableRow:
    number: int
    cells: tuple[Cell, ...]
    columns: dict[str, int]
    reader: Reader
    read: tuple[str, ...]  # the text of each cell

    def cell(self, name: str) -> Cell | None:
        column = self.columns.get(name)
        return self.cells[column] if column is not None and column < len(self.cells) else None

    def text(self, name: str) -> str:
        column = self.columns.get(name)
        return self.read[column] if column is not None and column < len(self.read) else ""

    def texts(self) -> list[str]:
        """Every text of the row from the left, blanks left out."""
        return [text for text in self.read if text]


@dataclass
class Table:
    sheet: Sheet
    reader: Reader
    titles: list[str]
    headings: list[Heading]
    first_row: int
    recognise: Recognise

    @property
    def columns(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for heading in self.headings:
            if heading.field:
                found.setdefault(heading.field, heading.column)
        return found

    @property
    def signature(self) -> str:
        """The same for every file with the same headings."""
        return "|".join(fold(heading.text) for heading in self.headings)[:500]

    def rows(self) -> Iterator[TableRow]:
        """Data rows, sections and totals; numbered columns and headings repeated on a new page left out."""
        columns = self.columns
        for row in self.sheet.rows():
            if row.number < self.first_row or row.is_blank or _numbers_columns(row):
                continue
            if self._repeats_heading(row):
                continue
            read = tuple(map(self.reader.text, row.cells))
            yield TableRow(row.number, row.cells, columns, self.reader, read)

    def _repeats_heading(self, row: Row) -> bool:
        column = self.columns.get("name", self.columns.get("chapter", 0))
        cell = row.cell(column)
        if not isinstance(cell.value, str):
            return False
        heading = next((h for h in self.headings if h.column == column), None)
        return heading is not None and fold(self.reader.text(cell)) in {
            fold(part) for part in heading.text.split(" / ")
        }


def find_tables(
    workbook: Workbook,
    recognise: Recognise,
    *,
    wanted: str,
    encoding: Encoding | None = None,
    mapping: dict[int, str] | None = None,
) -> list[Table]:
    """Every sheet with a table of the wanted kind. `mapping` is a person's correction of the columns."""
    reader = Reader(encoding or _detect(workbook))
    tables = [table for sheet in workbook.sheets if (table := _find(sheet, reader, recognise))]
    if not tables:
        raise RuleError(NO_TABLE.format(columns=wanted))
    for table in tables:
        if mapping is not None:
            table.headings = [
                Heading(heading.column, heading.text, mapping.get(heading.column, ""))
                for heading in table.headings
            ]
    return tables


def _detect(workbook: Workbook) -> Encoding:
    samples = (
        Sample(run.text, run.font or cell.font)
        for sheet in workbook.sheets
        for row in islice(sheet.rows(), ROWS_LOOKED_AT * 5)
        for cell in row.cells
        if isinstance(cell.value, str)
        for run in (cell.runs or (_WholeText(cell.font, cell.value),))
    )
    return detect(samples)


@dataclass(frozen=True, slots=True)
class _WholeText:
    font: str
    text: str


def _find(sheet: Sheet, reader: Reader, recognise: Recognise) -> Table | None:
    top_rows = list(islice(sheet.rows(), ROWS_LOOKED_AT))
    grid = {row.number: [reader.text(cell) for cell in row.cells] for row in top_rows}
    header = next((number for number in grid if _count(grid[number], recognise) >= FEWEST_HEADINGS), None)
    if header is None:
        return None
    last = _last_header_row(sheet, grid, header)
    headings = _headings(sheet, grid, header, last, recognise)
    titles = [text for number in grid if number < header for text in grid[number] if text]
    return Table(sheet, reader, titles, headings, last + 1, recognise)


def heading_key(text: str) -> str:
    return _PUNCTUATION.sub(" ", fold(text)).strip()


def _count(texts: list[str], recognise: Recognise) -> int:
    return len({found for text in texts if text and (found := recognise([heading_key(text)]))})


def _last_header_row(sheet: Sheet, grid: dict[int, list[str]], header: int) -> int:
    merged = [area.bottom for area in sheet.merged if area.top == header]
    last = max([header, *merged])
    below = header + 1
    if last == header and below in grid:
        texts = [text for text in grid[below] if text]
        if len(texts) > 1 and all(SUBHEADINGS.fullmatch(heading_key(text)) for text in texts):
            last = below
    return min(last, header + MOST_HEADER_ROWS - 1)


def _headings(
    sheet: Sheet, grid: dict[int, list[str]], header: int, last: int, recognise: Recognise
) -> list[Heading]:
    rows = [_filled(sheet, grid, number, header, last) for number in range(header, last + 1)]
    width = max(len(row) for row in rows)
    headings = []
    for column in range(width):
        parts: list[str] = []
        for row in rows:
            text = row[column] if column < len(row) else ""
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        if parts:
            keys = [heading_key(part) for part in parts]
            headings.append(Heading(column, " / ".join(parts), recognise(keys)))
    return headings


def _filled(sheet: Sheet, grid: dict[int, list[str]], number: int, header: int, last: int) -> list[str]:
    """A header row in which every merged cell says what its first cell says."""
    filled = list(grid.get(number, []))
    areas = [
        area for area in sheet.merged if area.top <= number <= area.bottom and header <= area.top <= last
    ]
    for area in areas:
        source = grid.get(area.top, [])
        text = source[area.left] if area.left < len(source) else ""
        filled.extend([""] * (area.right + 1 - len(filled)))
        for column in range(area.left, area.right + 1):
            filled[column] = text
    if not sheet.merged and number == header and last > header:
        _carry_right(filled, grid.get(last, []))
    return filled


def _carry_right(texts: list[str], below: list[str]) -> None:
    """Without merged cells (.csv), a heading reaches over the blank ones that have a subheading."""
    texts.extend([""] * (len(below) - len(texts)))
    for column in range(1, len(texts)):
        if not texts[column] and column < len(below) and below[column]:
            texts[column] = texts[column - 1]


def _numbers_columns(row: Row) -> bool:
    values = [cell.value for cell in row.cells if cell.value is not None]
    numbers = [
        int(value.strip("() ")) if isinstance(value, str) and value.strip("() ").isdecimal() else value
        for value in values
    ]
    return len(numbers) >= FEWEST_HEADINGS and numbers == list(range(1, len(numbers) + 1))
