"""Reading .xlsx as a stream: strings with their fonts, dates by their formats, results of formulas."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from common.errors import RuleError
from common.spreadsheets.cells import (
    EMPTY,
    Area,
    Cell,
    Row,
    Run,
    Sheet,
    Value,
    Workbook,
    checked_column,
    checked_row,
    checked_text,
    trimmed,
)
from common.spreadsheets.packages import DAMAGED, NO_SPREADSHEET, Package, one_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

MOST_STRINGS: Final = 2_000_000
MOST_AREAS: Final = 20_000
MOST_SHEETS: Final = 60
_BUILT_IN_DATES: Final = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_NOT_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General', re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"')
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 (dates of a sheet have no zone)
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL: Final = 2_958_465  # 31/12/9999
_RELATIONSHIP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONSHIP: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"

Text = tuple[str, tuple[Run, ...]]


@dataclass(frozen=True)
class _Book:
    package: Package
    strings: list[Text]
    fonts: list[str]  # by style
    dates: list[bool]  # by style
    epoch: datetime


@dataclass(frozen=True)
class XlsxSheet(Sheet):
    part: str
    book: _Book = field(repr=False)

    def rows(self) -> Iterator[Row]:
        with one_sentence():
            yield from self._read()

    def _read(self) -> Iterator[Row]:
        sheet_data: Element | None = None
        number = 0
        for event, element in self.book.package.elements(self.part):
            tag = _tag(element)
            if event == "start":
                if tag == "sheetData":
                    sheet_data = element
                continue
            if tag == "row" and sheet_data is not None:
                number = int(element.get("r") or number + 1)
                cells = _cells(element, number, self.book)
                if cells:
                    yield Row(checked_row(number), cells)
                sheet_data.clear()


def open_xlsx(path: Path) -> Workbook:
    package = Package(path)
    try:
        return _workbook(package)
    except RuleError:
        package.close()
        raise


def _workbook(package: Package) -> Workbook:
    root = _workbook_part(package)
    targets = _relations(package, root)
    sheets: list[tuple[str, str]] = []
    epoch = _EPOCH
    for event, element in package.elements(root):
        if event == "start":
            continue
        if _tag(element) == "workbookPr" and element.get("date1904") in {"1", "true"}:
            epoch = _EPOCH_1904
        if _tag(element) == "sheet" and element.get("state", "visible") == "visible":
            target = (
                element.get(f"{{{_RELATIONSHIP}}}id") or element.get(f"{{{_STRICT_RELATIONSHIP}}}id") or ""
            )
            part = targets.get(target, "")
            if part in package.names and "/worksheets/" in part:
                sheets.append((element.get("name", ""), part))
    if not sheets:
        raise RuleError(NO_SPREADSHEET)
    with one_sentence():
        fonts, dates = _styles(package, root)
        book = _Book(package, _strings(package, root), fonts, dates, epoch)
        return Workbook(
            "xlsx",
            tuple(
                XlsxSheet(name, part, book, merged=_merged(package, part))
                for name, part in sheets[:MOST_SHEETS]
            ),
            package.close,
        )


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _workbook_part(package: Package) -> str:
    for name in ("xl/workbook.xml", "workbook.xml"):
        if name in package.names:
            return name
    if "xl/workbook.bin" in package.names:
        raise RuleError("Tệp .xlsb không đọc được: mở bằng Excel, lưu thành .xlsx rồi tải lại.")
    raise RuleError(NO_SPREADSHEET)


def _relations(package: Package, root: str) -> dict[str, str]:
    folder, _, name = root.rpartition("/")
    part = f"{folder}/_rels/{name}.rels".lstrip("/")
    found: dict[str, str] = {}
    if part not in package.names:
        raise RuleError(DAMAGED)
    for event, element in package.elements(part):
        if event == "end" and _tag(element) == "Relationship" and element.get("TargetMode") != "External":
            target = element.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            found[element.get("Id", "")] = posixpath.normpath(whole)
    return found


def _strings(package: Package, root: str) -> list[Text]:
    part = f"{root.rpartition('/')[0]}/sharedStrings.xml"
    strings: list[Text] = []
    if part not in package.names:
        return strings
    top: Element | None = None
    for event, element in package.elements(part):
        tag = _tag(element)
        if event == "start":
            top = element if tag == "sst" else top
        elif tag == "si" and top is not None:
            strings.append(_text(element))
            top.clear()
            if len(strings) > MOST_STRINGS:
                raise RuleError(DAMAGED)
    return strings


def _text(item: Element) -> Text:
    """The text of a string item, with its runs where they name fonts; phonetic hints left out."""
    runs: list[Run] = []
    for child in item:
        tag = _tag(child)
        if tag == "t":
            runs.append(Run("", child.text or ""))
        elif tag == "r":
            font = next((e.get("val", "") for e in child.iter() if _tag(e) == "rFont"), "")
            runs.append(Run(font, "".join(e.text or "" for e in child if _tag(e) == "t")))
    whole = "".join(run.text for run in runs)
    if "_x" not in whole:
        return whole, tuple(runs) if any(run.font for run in runs) else ()
    runs = [Run(run.font, _ESCAPE.sub(lambda code: chr(int(code[1], 16)), run.text)) for run in runs]
    return "".join(run.text for run in runs), tuple(runs) if any(run.font for run in runs) else ()


def _styles(package: Package, root: str) -> tuple[list[str], list[bool]]:
    part = f"{root.rpartition('/')[0]}/styles.xml"
    if part not in package.names:
        return [], []
    names: list[str] = []
    date_formats = set(_BUILT_IN_DATES)
    styles: list[tuple[int, int]] = []
    inside = ""
    for event, element in package.elements(part):
        tag = _tag(element)
        if event == "start":
            inside = tag if tag in {"fonts", "cellXfs", "cellStyleXfs", "dxfs"} else inside
        elif tag == "numFmt" and inside != "dxfs" and is_date_format(element.get("formatCode", "")):
            date_formats.add(int(element.get("numFmtId", "0")))
        elif tag == "font" and inside == "fonts":
            names.append(next((e.get("val", "") for e in element if _tag(e) == "name"), ""))
        elif tag == "xf" and inside == "cellXfs":
            styles.append((int(element.get("fontId", "0")), int(element.get("numFmtId", "0"))))
    fonts = [names[font] if font < len(names) else "" for font, _ in styles]
    return fonts, [number_format in date_formats for _, number_format in styles]


def is_date_format(code: str) -> bool:
    return bool(_DATE_LETTERS.search(_NOT_LETTERS.sub("", code.partition(";")[0])))


def _merged(package: Package, part: str) -> tuple[Area, ...]:
    """Merged areas stand behind the rows, so they are looked for in the bytes, without parsing."""
    areas: list[Area] = []
    tail = b""
    with package.open(part) as stream:
        while chunk := stream.read(1 << 20):
            window = tail + chunk
            last = 0
            for found in _MERGE.finditer(window):
                last = found.end()
                (left, top), (right, bottom) = (_position(reference.decode()) for reference in found.groups())
                areas.append(Area(top, bottom, left, right))
            if len(areas) > MOST_AREAS:
                return tuple(areas[:MOST_AREAS])
            tail = window[max(last, len(window) - 200) :]
    return tuple(areas)


def _position(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise RuleError(DAMAGED)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1, int(found[2])


def _cells(row: Element, number: int, book: _Book) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    column = -1
    for element in row:
        reference = element.get("r")
        column = _position(reference)[0] if reference else column + 1
        cell = _cell(element, number, column, book)
        if cell.value is None and not cell.is_formula:
            continue
        checked_column(column)
        cells.extend([EMPTY] * (column - len(cells)))
        if column < len(cells):
            cells[column] = cell
        else:
            cells.append(cell)
    return trimmed(cells)


def _cell(element: Element, row: int, column: int, book: _Book) -> Cell:
    style = int(element.get("s") or 0)
    font = book.fonts[style] if style < len(book.fonts) else ""
    kind = element.get("t", "n")
    written: str | None = None
    is_formula = False
    runs: tuple[Run, ...] = ()
    for child in element:
        tag = _tag(child)
        if tag == "v":
            written = child.text
        elif tag == "f":
            is_formula = True
        elif tag == "is":
            written, runs = _text(child)
    value: Value
    if written is None or written == "":
        value = None
    elif kind == "s":
        written, runs = book.strings[int(written)]
        value = checked_text(written, row, column) or None
    elif kind in {"str", "inlineStr", "e"}:
        value = checked_text(_ESCAPE.sub(lambda code: chr(int(code[1], 16)), written), row, column)
    elif kind == "b":
        value = written.strip() in {"1", "true"}
    elif kind == "d":
        value = datetime.fromisoformat(written)
    else:
        value = _number(written, book.epoch if style < len(book.dates) and book.dates[style] else None)
    return Cell(value, font, runs, is_formula)


def _number(written: str, epoch: datetime | None) -> Value:
    number = float(written)
    if epoch is not None and 1 <= number <= _LAST_SERIAL:
        return from_serial(number, epoch)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number  # noqa: PLR2004 (exact up to there)


def from_serial(number: float, epoch: datetime = _EPOCH) -> date | datetime:
    """Excel's day number; a time of day is kept, days alone become dates."""
    if epoch == _EPOCH and number < 60:  # noqa: PLR2004 (Excel believes in a 29/02/1900)
        number += 1
    moment = epoch + timedelta(days=number)
    return moment.date() if float(number).is_integer() else moment.replace(microsecond=0)
