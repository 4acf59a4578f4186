"""Reading the old .xls, with the fonts inside its cells."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import xlrd
from xlrd.biffh import XLRDError

from common.errors import RuleError
from common.spreadsheets.cells import (
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
from common.spreadsheets.packages import DAMAGED, LOCKED, NO_SPREADSHEET
from common.spreadsheets.xlsx import from_serial

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SERIAL_1904 = 1462


@dataclass(frozen=True)
class XlsSheet(Sheet):
    book: Any = field(repr=False)
    index: int

    def rows(self) -> Iterator[Row]:
        sheet = self.book.sheet_by_index(self.index)
        for number in range(sheet.nrows):
            checked_row(number + 1)
            with _one_sentence():
                cells = trimmed(
                    [self._cell(sheet, number, column) for column in range(sheet.row_len(number))]
                )
            if cells:
                checked_column(len(cells) - 1)
                yield Row(number + 1, cells)

    def _cell(self, sheet: Any, row: int, column: int) -> Cell:
        kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
        style = self.book.xf_list[sheet.cell_xf_index(row, column)]
        font = self.book.font_list[style.font_index].name
        if kind in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK} or value == "":
            return Cell(None, font)
        if kind == xlrd.XL_CELL_TEXT:
            marks = sheet.rich_text_runlist_map.get((row, column), ())
            return Cell(checked_text(value, row + 1, column), font, self._runs(value, font, marks))
        return Cell(self._value(kind, value), font)

    def _runs(self, text: str, font: str, marks: list[tuple[int, int]]) -> tuple[Run, ...]:
        runs, start, current = [], 0, font
        for position, index in marks:
            if position > start:
                runs.append(Run(current, text[start:position]))
            start, current = position, self.book.font_list[index].name
        return (*runs, Run(current, text[start:])) if marks else ()

    def _value(self, kind: int, value: float) -> Value:
        if kind == xlrd.XL_CELL_DATE:
            return from_serial(value + (_SERIAL_1904 if self.book.datemode else 0))
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(int(value), "#"))
        return int(value) if float(value).is_integer() else value


def open_xls(path: Path) -> Workbook:
    with _one_sentence():
        book = xlrd.open_workbook(str(path), formatting_info=True, ragged_rows=True, logfile=_Silence())
        sheets = [
            XlsSheet(
                sheet.name,
                book,
                index,
                merged=tuple(
                    Area(top + 1, bottom, left, right - 1) for top, bottom, left, right in sheet.merged_cells
                ),
            )
            for index, sheet in enumerate(book.sheets())
            if sheet.visibility == 0
        ]
    if not sheets:
        raise RuleError(NO_SPREADSHEET)
    return Workbook("xls", tuple(sheets))


class _Silence:
    """xlrd tells its doubts about a file to a log; the person gets our sentence instead."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


@contextmanager
def _one_sentence() -> Iterator[None]:
    try:
        yield
    except RuleError:
        raise
    except XLRDError as error:
        raise RuleError(LOCKED if "encrypted" in str(error).lower() else NO_SPREADSHEET) from error
    except Exception as error:  # a damaged file can make xlrd fail in any way
        raise RuleError(DAMAGED) from error
