"""The yearly table of meetings is understood month by month as its expectations say."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from common.errors import RuleError
from common.spreadsheets import open_workbook
from meetings.imports.understanding import GRADES, meeting_field, understand_meetings

if TYPE_CHECKING:
    from chapters.imports.lines import Understanding

DATA = Path(__file__).parent.parent / "data"
EXPECTED: dict[str, Any] = json.loads((DATA / "expected.json").read_text())["sinh_hoat_2025.xlsx"]
TODAY = date(2026, 11, 23)


@cache
def table() -> Understanding:
    with open_workbook(DATA / "sinh_hoat_2025.xlsx") as workbook:
        return understand_meetings(workbook, today=TODAY)


def test_every_month_of_every_chapter_is_read_as_expected() -> None:
    lines = {(line.row, int(line.part)): line for line in table().lines if not line.values["committee"]}
    assert set(lines) == {(cell["row"], cell["month"]) for cell in EXPECTED["cells"]}
    for cell in EXPECTED["cells"]:
        line = lines[cell["row"], cell["month"]]
        values = line.values
        if cell["state"] == "unclear":
            assert line.codes == [cell["code"]]
            continue
        assert not line.codes, (cell, line.reasons)
        assert values["state"] == cell["state"]
        if cell["state"] == "not_held":
            assert values["reason"] == cell["reason"]
            continue
        first, *others = values["meetings"]
        assert first["date"] == cell["date"]
        assert (first["present"], first["expected"]) == (cell["present"], cell["total"])
        assert (float(first["score"]) if first["score"] else None) == cell["score"]
        assert GRADES.get(first["grade"], "") == cell["grade"]
        assert values["late"] == cell.get("late", False)
        assert len(others) == cell.get("meetings", 1) - 1


def test_a_month_with_two_meetings() -> None:
    line = next(line for line in table().lines if (line.row, line.part) == (14, "2"))
    assert line.values["meetings"][1] == {
        "date": "2025-02-20",
        "present": 17,
        "expected": 19,
        "score": "93",
        "grade": "",
        "kind": "thematic",
    }


def test_the_committee_meets_too() -> None:
    lines = [line for line in table().lines if line.values["committee"]]
    for line, cell in zip(lines, EXPECTED["committee"], strict=True):
        assert line.values["state"] == cell["state"]
        assert not line.codes
        if cell["state"] == "held":
            (meeting,) = line.values["meetings"]
            assert meeting["date"] == cell["date"]
            assert (meeting["present"], meeting["expected"]) == (cell["present"], cell["total"])
            assert (meeting["score"], meeting["grade"]) == ("", "")
        else:
            assert line.values["reason"] == cell["reason"]


def test_sums() -> None:
    lines = [line for line in table().lines if not line.values["committee"]]
    states = Counter("unclear" if line.reasons else line.values["state"] for line in lines)
    assert states == {"held": 59, "not_held": 3, "unclear": 10}
    held = [line.values["meetings"] for line in lines if not line.reasons and line.values["state"] == "held"]
    assert sum(map(len, held)) == 60
    assert sum(meetings[0]["present"] for meetings in held) == 980
    assert sum(meetings[0]["expected"] for meetings in held) == 1059
    assert Counter(meetings[0]["grade"] for meetings in held) == {"tot": 38, "kha": 19, "tb": 1, "": 1}


def test_the_offices_own_sums_are_compared_not_taken() -> None:
    assert "Dòng 14, cột “Số kỳ họp” ghi 12, đọc rõ được 11 từ các tháng." in table().remarks


def test_proposals_for_what_excel_turned_into_dates() -> None:
    proposals = {(line.row, line.part): line.reasons[0].suggestion for line in table().lines if line.reasons}
    assert proposals[12, "5"] == "9/9"
    assert proposals[12, "10"] == "8/9"
    assert proposals[9, "10"] == "20/22"
    assert proposals[11, "12"] == "25/25"


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (["thang 01", "ngay hop"], "1:date"),
        (["thang 12", "du/tong"], "12:ratio"),
        (["thang 3", "diem tu cham"], "3:score"),
        (["thang 3", "xep loai"], "3:grade"),
        (["thang 13", "xep loai"], ""),
        (["chi bo"], "chapter"),
        (["so ky hop"], "sum_held"),
    ],
)
def test_headings(keys: list[str], name: str) -> None:
    assert meeting_field(keys) == name


def test_a_list_of_members_is_no_table_of_meetings() -> None:
    with (
        open_workbook(DATA / "dang_vien_so_tu_lieu.xlsx") as workbook,
        pytest.raises(RuleError, match=r"Chưa biết cột nào|Không tìm thấy bảng|Không thấy năm"),
    ):
        understand_meetings(workbook, today=TODAY)
