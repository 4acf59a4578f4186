"""The same list as .csv, .ods and in other old encodings is understood alike."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from chapters.imports.members import understand_members
from common.encodings import Encoding
from common.spreadsheets import open_workbook
from common.text import TONES

if TYPE_CHECKING:
    from chapters.imports.lines import Line

FILE = Path(__file__).parent.parent / "data" / "dang_vien_so_tu_lieu.xlsx"
TODAY = date(2026, 11, 23)


@cache
def grid() -> list[list[object]]:
    """The cells of the sample as they stand, blank rows kept."""
    with open_workbook(FILE) as workbook:
        rows = {row.number: [cell.value for cell in row.cells] for row in workbook.sheets[0].rows()}
    return [rows.get(number, []) for number in range(1, max(rows) + 1)]


@cache
def expected() -> list[tuple[object, ...]]:
    with open_workbook(FILE) as workbook:
        return essence(understand_members(workbook, today=TODAY).lines)


def essence(lines: list[Line]) -> list[tuple[object, ...]]:
    return [
        (line.row, line.values.get("name"), line.values.get("birth"), line.values.get("sex"), *line.codes)
        for line in lines
    ]


def written(value: object) -> str:
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def understood(path: Path):
    with open_workbook(path) as workbook:
        return understand_members(workbook, today=TODAY)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_csv_without_merged_cells_is_understood_alike(tmp_path, encoding) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([[written(value) for value in row] for row in grid()])
    lines = essence(understood(path).lines)
    # a line break within a cell is one more line of the file, but not one more row
    assert [line[1:] for line in lines] == [line[1:] for line in expected()]


def test_an_ods_is_understood_alike(tmp_path) -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Đảng viên")
    for cells in grid():
        row = TableRow()
        for value in cells:
            if isinstance(value, date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat()[:10])
            elif isinstance(value, (int, float)):
                cell = TableCell(valuetype="float", value=value)
            else:
                cell = TableCell(valuetype="string")
                for line in str(value or "").split("\n"):
                    cell.addElement(P(text=line))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(tmp_path / "a.ods")
    assert essence(understood(tmp_path / "a.ods").lines) == expected()


def test_windows_1258_in_a_csv_is_recognised_and_converted(tmp_path) -> None:
    path = tmp_path / "a.csv"
    rows = [
        "TT;Họ và tên;Ngày sinh;Nam, nữ;Ngày vào Đảng;Ngày chính thức;Ghi chú",
        "1;Nguyễn Thị Huệ;3/4/1990;Nữ;20/10/2017;20/10/2018;Miễn sinh hoạt từ 5/2025",
        "2;Đỗ Hữu Trường;1985;Nam;3/2/2010;3/2/2011;",
    ]
    path.write_bytes("\n".join("".join(map(as_1258, row)) for row in rows).encode("cp1258"))
    whole = understood(path)
    assert whole.encoding is Encoding.CP1258
    assert [line.values["name"] for line in whole.lines] == ["Nguyễn Thị Huệ", "Đỗ Hữu Trường"]
    assert [line.values["sex"] for line in whole.lines] == ["female", "male"]
    assert whole.lines[0].values["exempt_since"] == "2025-05"
    assert not whole.unclear


def as_1258(char: str) -> str:
    """A letter as Windows-1258 has it: the shaped vowel whole, the tone behind it."""
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tone = next(part for part in parts if part in TONES)
        return unicodedata.normalize("NFC", parts.replace(tone, "")) + tone
    return char


def test_hidden_characters_and_formulas_in_a_name_are_asked_about(tmp_path) -> None:
    path = tmp_path / "a.csv"
    head = "TT;Họ và tên;Ngày sinh;Nam, nữ;Ngày vào Đảng;Ngày chính thức"
    row = "1;Nguyễn \u202eVăn An;3/4/1990;Nam;20/10/2017;20/10/2018"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    (line,) = understood(path).lines
    assert (line.values["name"], line.codes) == ("Nguyễn Văn An", ["hidden_characters"])
    path.write_text(
        f'{head}\n1;"=HYPERLINK(""http://x"")";3/4/1990;Nam;20/10/2017;20/10/2018\n', encoding="utf-8"
    )
    (line,) = understood(path).lines
    assert line.codes == ["name_odd"]
