"""Writing .xlsx: text stays text, so that nothing typed by anyone can start a formula."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

import xlsxwriter

from common.text import clean_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORBIDDEN_IN_NAMES = str.maketrans("[]:*?/\\", "       ")
_LONGEST_NAME = 31


@dataclass(frozen=True)
class Table:
    """One sheet: a title above, headings, rows."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]
    title: str = ""
    widths: Sequence[int] = ()


def write_workbook(target: BinaryIO, tables: Iterable[Table]) -> None:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
        "default_format_properties": {"font_name": "Times New Roman", "font_size": 12},
    }
    with xlsxwriter.Workbook(target, options) as book:
        for table in tables:
            _write(book, table)


def _write(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet(table.name.translate(_FORBIDDEN_IN_NAMES).strip(" '")[:_LONGEST_NAME] or None)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    top = 0
    if table.title:
        sheet.write_string(0, 0, clean_lines(table.title), bold)
        top = 2
    for column, heading in enumerate(table.headings):
        sheet.write_string(top, column, clean_lines(heading), bold)
        sheet.set_column(column, column, table.widths[column] if column < len(table.widths) else 18)
    sheet.freeze_panes(top + 1, 0)
    for number, row in enumerate(table.rows, start=top + 1):
        for column, value in enumerate(row):
            _write_value(sheet, number, column, value, day)


def _write_value(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: object, day: object
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, "x" if value else "")
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), day)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    else:
        sheet.write_string(row, column, clean_lines(str(value)))
