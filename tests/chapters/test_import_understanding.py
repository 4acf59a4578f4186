"""The sample files are understood row by row as their expectations say; nothing else is doubted."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chapters.imports.matching import Candidate, match_name
from chapters.imports.members import understand_members
from chapters.imports.organizations import understand_organizations
from common.encodings import Encoding
from common.spreadsheets import open_workbook

if TYPE_CHECKING:
    from chapters.imports.lines import Line, Understanding

DATA = Path(__file__).parent.parent / "data"
EXPECTED: dict[str, Any] = json.loads((DATA / "expected.json").read_text())
TODAY = date(2026, 11, 23)

KINDS = {
    "dang_bo_co_so": "base_party_body",
    "chi_bo_co_so": "base_chapter",
    "dang_bo_bo_phan": "sub_party_body",
    "chi_bo_truc_thuoc": "chapter",
}
POSTS = {"": "", "bi_thu": "secretary", "pho_bi_thu": "deputy", "chi_uy_vien": "chapter_committee_member"}
SEXES = {"": "", "Nam": "male", "Nữ": "female"}
MEMBER_FILES = {
    "dang_vien_so_tu_lieu.xlsx": Encoding.UNICODE,
    "dang_vien_tcvn3.xls": Encoding.TCVN3,
    "dang_vien_vni.xlsx": Encoding.VNI,
}


@cache
def members(file: str) -> Understanding:
    with open_workbook(DATA / file) as workbook:
        return understand_members(workbook, today=TODAY)


@cache
def organizations() -> Understanding:
    with open_workbook(DATA / "to_chuc_dang.xlsx") as workbook:
        return understand_organizations(workbook, today=TODAY)


def codes(lines: list[Line]) -> list[tuple[int, str]]:
    return sorted((line.row, code) for line in lines for code in line.codes)


def expected_codes(file: str) -> list[tuple[int, str]]:
    return sorted((item["row"], item["code"]) for item in EXPECTED[file]["unclear"])


@pytest.mark.parametrize("file", MEMBER_FILES)
def test_every_member_is_read_as_expected(file: str) -> None:
    rows = {line.row: line for line in members(file).lines if line.is_data}
    wanted = EXPECTED[file]["rows"]
    chapters = [
        Candidate(at, name) for at, name in enumerate(dict.fromkeys(row["chapter"] for row in wanted))
    ]
    title = members(file).titles
    assert set(rows) == {row["row"] for row in wanted}
    for row in wanted:
        values = rows[row["row"]].values
        chapter = values["chapter"] or next(text for text in title if text.startswith("CHI BỘ"))
        match = match_name(chapter, chapters).candidate
        assert match
        read = {
            "row": row["row"],
            "chapter": match.name,
            "name": values["name"],
            "sex": values["sex"],
            "birth": values["birth"],
            "post": values["post"],
            "join": values["admitted"],
            "official": values["official"],
            "card": values["card"],
            "note": values["note"],
            "probationary": values["probationary"],
            "exempt": values["exempt"],
            "exempt_since": values["exempt_since"],
            "moved": values["moved"],
            "moved_when": values["moved_when"],
            "away_temporarily": values["away"],
            "unclear": rows[row["row"]].codes,
        }
        wanted_values = {**row, "post": POSTS[row["post"]], "sex": SEXES[row["sex"]]}
        assert {name: read[name] for name in wanted_values} == wanted_values


@pytest.mark.parametrize(("file", "encoding"), MEMBER_FILES.items())
def test_doubts_about_members_are_those_expected_and_no_others(file: str, encoding: Encoding) -> None:
    assert codes(members(file).lines) == expected_codes(file)
    assert members(file).encoding is encoding


def test_sums_of_the_members_of_so_tu_lieu() -> None:
    whole = members("dang_vien_so_tu_lieu.xlsx")
    values = [line.values for line in whole.lines if line.is_data]
    assert Counter(value["sex"] for value in values) == {"male": 76, "female": 34, "": 2}
    assert sum(len(value["birth"]) == 4 for value in values) == 15
    assert Counter(value["post"] for value in values if value["post"]) == {
        "secretary": 6,
        "deputy": 7,
        "chapter_committee_member": 8,
    }
    assert sum(value["exempt"] for value in values) == 7
    assert Counter(value["moved"] for value in values) == {"": 107, "in": 3, "out": 2}
    assert whole.as_of == date(2026, 6, 30)
    assert [heading.field for heading in whole.headings] == [
        "number",
        "name",
        "birth_male",
        "birth_female",
        "",
        "post",
        "admitted",
        "official",
        "card",
        "",
        "note",
    ]


def test_old_encodings_show_an_example_and_the_rows_they_touched() -> None:
    old = members("dang_vien_tcvn3.xls")
    assert old.example[1] == "TRẦN MINH NHUNG"
    assert old.converted > 30
    assert members("dang_vien_vni.xlsx").example == ("VUÕ TIEÁN BÌNH", "VŨ TIẾN BÌNH")
    assert members("dang_vien_so_tu_lieu.xlsx").converted == 0
    assert members("dang_vien_so_tu_lieu.xlsx").decomposed > 0


def test_section_titles_are_proposed_not_taken_for_granted() -> None:
    names = [Candidate(at, name) for at, name in enumerate(EXPECTED["sinh_hoat_2025.xlsx"]["members"])]
    for title, name, exact in [
        ("CHI BỘ PHÒNG NGHIỆP VỤ", "Chi bộ Phòng Nghiệp vụ", True),
        ("CHI BỘ VĂN PHÒNG SỞ", "Chi bộ Văn phòng", False),
        ("Chi bộ Thanh tra Sở", "Chi bộ Thanh tra", False),
        ("CB TT Số hóa", "Chi bộ Trung tâm Số hóa", False),
    ]:
        match = match_name(title, names)
        assert match.candidate
        assert (match.candidate.name, match.is_exact) == (name, exact)
    assert match_name("Chi bộ Hạt Kiểm lâm Bình Sơn", names).candidate is None


def test_every_organization_is_read_as_expected() -> None:
    whole = organizations()
    rows = {line.row: line for line in whole.lines if line.is_data}
    wanted = EXPECTED["to_chuc_dang.xlsx"]["organisations"]
    assert set(rows) - {row["row"] for row in wanted} == {127}  # the dissolved chapter, reported
    by_row = {row["row"]: row for row in wanted}
    for row in wanted:
        values = rows[row["row"]].values
        parent = by_row.get(values["parent_row"])
        assert {
            "name": values["name"],
            "kind": values["kind"],
            "parent": (parent.get("key") or parent["name"]) if parent else "",
            "members": values["members"],
            "probationary": values["probationary"],
            "secretary": values["secretary"],
            "deputy": values["deputy"],
            "founded": values["founded"] or None,
        } == {
            "name": row["name"],
            "kind": KINDS[row["kind"]],
            "parent": row["parent"],
            "members": row["members"],
            "probationary": row["probationary"],
            "secretary": row["secretary"],
            "deputy": row["deputy"],
            "founded": row["founded"],
        }, row["row"]


def test_doubts_about_organizations_are_those_expected_and_no_others() -> None:
    assert codes(organizations().lines) == expected_codes("to_chuc_dang.xlsx")
    assert organizations().as_of == date(2025, 12, 31)


def test_sums_of_the_organizations() -> None:
    expected = EXPECTED["to_chuc_dang.xlsx"]
    values = [line.values for line in organizations().lines if "dissolved" not in line.codes]
    assert Counter(value["kind"] for value in values) == {
        KINDS[kind]: count for kind, count in expected["kinds"].items()
    }
    chapters = [value for value in values if value["kind"] in {"chapter", "base_chapter"}]
    assert len(chapters) == expected["chapters"]
    assert sum(value["members"] for value in chapters) == expected["members"]
    assert sum(value["probationary"] for value in chapters) == expected["probationary"]
    bases = [value for value in values if not value["parent_row"]]
    groups = list(dict.fromkeys(value["group"] for value in bases))
    for label, group in zip(groups, expected["groups"].values(), strict=True):
        own = [value for value in bases if value["group"] == label]
        assert {
            "organisations": len(own),
            "members": sum(value["members"] for value in own),
            "probationary": sum(value["probationary"] for value in own),
        } == group
