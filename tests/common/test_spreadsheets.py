"""Spreadsheets of every kind are read alike; broken and hostile files get one sentence."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdsTable
from odf.table import TableCell, TableRow
from odf.text import P
from openpyxl.styles import Font

from common.errors import RuleError
from common.spreadsheets import MOST_BYTES, Table, open_workbook, write_workbook
from common.spreadsheets.xlsx import is_date_format

DATA = Path(__file__).parent.parent / "data"
BOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"


def values(path: Path, *, name: str = "") -> list[tuple[int, list[object]]]:
    with open_workbook(path, name=name) as workbook:
        (sheet,) = workbook.sheets
        return [(row.number, [cell.value for cell in row.cells]) for row in sheet.rows()]


def changed(tmp_path: Path, part: str, content: bytes | str, *, source: str = "sinh_hoat_2025.xlsx") -> Path:
    """A copy of a workbook with one part replaced."""
    target = tmp_path / "changed.xlsx"
    with zipfile.ZipFile(DATA / source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return target


def sheet_of(rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def read_everything(path: Path, name: str) -> None:
    with open_workbook(path, name=name) as workbook:
        for sheet in workbook.sheets:
            list(sheet.rows())


def refusal(path: Path, *, name: str = "") -> str:
    with pytest.raises(RuleError) as caught:
        read_everything(path, name)
    return str(caught.value)


def test_xlsx_values_fonts_dates_and_results_of_formulas(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Họ tên", 12, 3.5, date(2025, 2, 3), True])
    sheet["A3"] = "NguyÔn"
    sheet["A3"].font = Font(name=".VnTime")
    sheet["B3"] = "=SUM(B1:B1)"
    sheet.merge_cells("A5:C6")
    book.save(tmp_path / "a.xlsx")
    with open_workbook(tmp_path / "a.xlsx") as workbook:
        (read,) = workbook.sheets
        rows = list(read.rows())
    assert [cell.value for cell in rows[0].cells] == ["Họ tên", 12, 3.5, date(2025, 2, 3), True]
    assert rows[1].number == 3
    assert rows[1].cells[0].font == ".VnTime"
    assert rows[1].cells == (rows[1].cells[0],) or rows[1].cells[1].is_formula
    assert read.merged == ((5, 6, 0, 2),)


def test_a_formula_gives_its_saved_result(tmp_path: Path) -> None:
    rows = '<row r="2"><c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="str"><f>A1</f><v>chữ</v></c></row>'
    with open_workbook(changed(tmp_path, SHEET, sheet_of(rows))) as workbook:
        (sheet,) = workbook.sheets
        (row,) = sheet.rows()
    assert [(cell.value, cell.is_formula) for cell in row.cells] == [(None, False), (2, True), ("chữ", True)]


def test_rows_and_cells_without_references_count_on(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert values(changed(tmp_path, SHEET, sheet_of(rows))) == [(1, [1, 2]), (2, [3])]


def test_ods_is_read_like_xlsx(tmp_path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    table = OdsTable(name="Đảng viên")
    for cells in (["Họ và tên", "Ngày sinh"], [], ["Lê Văn Toàn", date(1972, 4, 6), 5]):
        row = TableRow()
        for value in cells:
            if isinstance(value, date):
                row.addElement(TableCell(valuetype="date", datevalue=value.isoformat()))
            elif isinstance(value, int):
                row.addElement(TableCell(valuetype="float", value=value))
            else:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
                row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(tmp_path / "a.ods")
    assert values(tmp_path / "a.ods") == [
        (1, ["Họ và tên", "Ngày sinh"]),
        (3, ["Lê Văn Toàn", date(1972, 4, 6), 5]),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_in_every_dress(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Họ và tên{separator}Ngày sinh\n\nLê Văn Toàn{separator}6/4/1972\n", encoding=encoding)
    assert values(path) == [(1, ["Họ và tên", "Ngày sinh"]), (3, ["Lê Văn Toàn", "6/4/1972"])]


def test_csv_in_an_old_encoding_keeps_its_letters_for_recognition(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Hä vµ tªn;Ngµy sinh\nTrÇn Th\u00de;1972\n".encode("cp1252"))
    assert values(path)[0][1] == ["Hä vµ tªn", "Ngµy sinh"]


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "wrong.xls"
    path.write_bytes((DATA / "sinh_hoat_2025.xlsx").read_bytes())
    with open_workbook(path) as workbook:
        assert workbook.kind == "xlsx"


@pytest.mark.parametrize("length", [10, 600, 5000])
@pytest.mark.parametrize("file", ["to_chuc_dang.xlsx", "dang_vien_tcvn3.xls"])
def test_a_truncated_file_says_so(tmp_path: Path, file: str, length: int) -> None:
    path = tmp_path / file
    path.write_bytes((DATA / file).read_bytes()[:length])
    assert refusal(path).endswith("Chưa ghi gì vào hệ thống.")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\x00\x01\x02" * 500, b"<html><b>x</b></html>"])
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_what_is_no_spreadsheet_says_so(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == "Tệp này không phải bảng tính Excel. Chưa ghi gì vào hệ thống."


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    assert refusal(path) == "Tệp này không phải bảng tính Excel. Chưa ghi gì vào hệ thống."


def test_a_file_over_ten_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x" * (MOST_BYTES + 1))
    assert refusal(path) == "Tệp lớn hơn 10 MB: tách bớt tài liệu rồi tải lại."


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    path = changed(tmp_path, SHEET, sheet_of("<row>" + " " * 120_000_000 + "</row>"))
    tracemalloc.start()
    assert "bung ra quá lớn" in refusal(path)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_endless_text_is_refused_as_it_streams(tmp_path: Path) -> None:
    noise = "".join(chr(97 + at * 7919 % 26) for at in range(400_000))
    path = changed(tmp_path, SHEET, sheet_of(f'<row r="1"><c r="A1" t="str"><v>{noise}</v></c></row>'))
    assert "32.767 ký tự" in refusal(path)


@pytest.mark.parametrize("part", [SHEET, BOOK, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_entity_declarations_are_refused(tmp_path: Path, part: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    assert "khai báo XML không an toàn" in refusal(changed(tmp_path, part, bomb))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>một</v></c></row>',
        '<row r="1"><c r="ABCD1"><v>1</v></c></row>',
        "<row",
    ],
)
def test_nonsense_inside_a_sheet_is_one_sentence(tmp_path: Path, rows: str) -> None:
    assert "bị hỏng" in refusal(changed(tmp_path, SHEET, sheet_of(rows)))


def test_limits_of_cells_rows_and_columns(tmp_path: Path) -> None:
    long = f'<row r="2"><c r="B2" t="str"><v>{"a" * 40_000}</v></c></row>'
    assert refusal(changed(tmp_path, SHEET, sheet_of(long))).startswith("Ô B2 dài 40.000 ký tự")
    far = '<row r="60001"><c r="A60001"><v>1</v></c></row>'
    assert "quá 60.000 dòng" in refusal(changed(tmp_path, SHEET, sheet_of(far)))
    wide = '<row r="1"><c r="ZZ1"><v>1</v></c></row>'
    assert "quá 256 cột" in refusal(changed(tmp_path, SHEET, sheet_of(wide)))


def test_a_protected_workbook_asks_for_its_password_to_go(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    assert "mật khẩu" in refusal(path)


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "[$-42A]d mmm yy", "d/m", 'yyyy"năm"', "h:mm"])
def test_date_formats(code: str) -> None:
    assert is_date_format(code)


@pytest.mark.parametrize("code", ["General", "0.00", '#,##0 "đồng"', "[Red]0", '0" ngày"', "@"])
def test_number_formats(code: str) -> None:
    assert not is_date_format(code)


def test_written_text_never_starts_a_formula() -> None:
    target = io.BytesIO()
    dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.vn", "007"]
    write_workbook(
        target, [Table("Đảng viên: 1/2", ["Họ tên"], [[text] for text in dangerous], title="=2+2")]
    )
    sheet = openpyxl.load_workbook(target).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == ["=2+2", "Họ tên", *dangerous]


def test_written_numbers_and_days_stay_what_they_are() -> None:
    target = io.BytesIO()
    write_workbook(target, [Table("a", ["b"], [[5, date(2025, 2, 3), None, 2.5, True]])])
    (row,) = list(openpyxl.load_workbook(target).active.iter_rows(min_row=2, values_only=True))
    assert row[0] == 5
    assert row[1].date() == date(2025, 2, 3)
    assert row[2:] == (None, 2.5, "x")
