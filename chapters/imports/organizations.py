"""Understanding a list of organizations: groups, base organizations, chapters under them, and their sums."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from chapters.imports.headings import organization_field
from chapters.imports.lines import Line, Understanding
from chapters.imports.members import as_of
from chapters.imports.tables import TableRow, find_tables, has_hidden_characters
from chapters.imports.values import read_count, read_day, read_dissolved, read_leader
from common.errors import RuleError
from common.text import fold

if TYPE_CHECKING:
    from datetime import date

    from common.encodings import Encoding
    from common.spreadsheets import Workbook

WANTED: Final = "tên tổ chức đảng, loại hình, số đảng viên"
LONGEST_NAME: Final = 200
FEWEST_OFFICIAL: Final = 3

BASE_PARTY_BODY: Final = "base_party_body"
BASE_CHAPTER: Final = "base_chapter"
SUB_PARTY_BODY: Final = "sub_party_body"
CHAPTER: Final = "chapter"
CHAPTER_KINDS: Final = {BASE_CHAPTER, CHAPTER}
KIND_LABELS: Final = {
    BASE_PARTY_BODY: "đảng bộ cơ sở",
    BASE_CHAPTER: "chi bộ cơ sở",
    SUB_PARTY_BODY: "đảng bộ bộ phận",
    CHAPTER: "chi bộ trực thuộc",
}

_INSIDE = re.compile(r"(cb|chi bo)( tt| truc)? thuoc (dbbp|dang bo bo phan|dang uy bo phan).*")
_KINDS: Final = (
    (re.compile(r"dbbp|dang bo (bo phan|bp)|dang uy bo phan"), SUB_PARTY_BODY),
    (re.compile(r"dbcs|dang bo (co so|cs)|dang uy co so"), BASE_PARTY_BODY),
    (re.compile(r"cbcs|chi bo (co so|cs)|cb co so"), BASE_CHAPTER),
    (re.compile(r"cbtt|(chi bo|cb) ?(tt|truc thuoc|tr thuoc)|chi bo"), CHAPTER),
)
_ROMAN = re.compile(r"[IVXLC]+\.?")
_TOTAL = re.compile(r"(cong|tong( so| cong)?)\b.*")
_FOOTER = re.compile(r"(noi nhan|nguoi lap|t/?m|tm|k/?t)\b.*")
_INSIDE_NUMBER = re.compile(r"\d+\.\d+\.\d+|-")


def understand_organizations(
    workbook: Workbook,
    *,
    today: date,
    encoding: Encoding | None = None,
    mapping: dict[int, str] | None = None,
) -> Understanding:
    """Every organization of the list with its kind and superior; RuleError where the file holds none."""
    tables = find_tables(workbook, organization_field, wanted=WANTED, encoding=encoding, mapping=mapping)
    table = next((t for t in tables if "name" in t.columns), tables[0])
    whole = Understanding(table.reader.encoding, headings=table.headings, signature=table.signature)
    whole.titles = table.titles
    whole.as_of = as_of(table.titles)
    if "name" not in table.columns:
        raise RuleError("Chưa biết cột nào là tên tổ chức đảng: chọn lại các cột.")
    reading = _Reading(whole, table.sheet.name, today)
    for row in table.rows():
        texts = row.texts()
        if texts and _FOOTER.fullmatch(fold(texts[0])) and reading.lines:
            break
        if texts and not reading.group_or_total(row, texts):
            reading.organization(row)
    reading.finish()
    whole.take_conversions(table.reader)
    return whole


@dataclass
class _Group:
    label: str
    members: int | None
    row: int


class _Reading:
    def __init__(self, whole: Understanding, sheet: str, today: date) -> None:
        self.whole = whole
        self.sheet = sheet
        self.today = today
        self.lines: list[Line] = []
        self.group: _Group | None = None
        self.groups: list[_Group] = []
        self.sums: list[tuple[int, str, int, str | None]] = []
        self.base: Line | None = None
        self.sub: Line | None = None

    def group_or_total(self, row: TableRow, texts: list[str]) -> bool:
        if _TOTAL.fullmatch(fold(texts[0])):
            self._total(row, texts[0])
            return True
        number = row.text("number")
        if _ROMAN.fullmatch(number) and not row.text("kind"):
            self.group = _Group(row.text("name"), _count(row, "members"), row.number)
            self.groups.append(self.group)
            self.base = self.sub = None
            return True
        return not row.text("name")

    def _total(self, row: TableRow, title: str) -> None:
        written = _count(row, "members")
        if written is None:
            return
        is_grand = not self.group or fold(title).startswith("tong")
        label = None if is_grand or self.group is None else self.group.label
        self.sums.append((row.number, title, written, label))

    def organization(self, row: TableRow) -> None:
        line = Line(row.number, {}, self.sheet)
        line.written = {name: text for name in row.columns if (text := row.text(name))}
        self._name(row, line)
        self._kind_and_superior(row, line)
        self._counts(row, line)
        self._rest(row, line)
        self.lines.append(line)
        self.whole.lines.append(line)

    def _name(self, row: TableRow, line: Line) -> None:
        name, cell = row.text("name"), row.cell("name")
        if cell:
            row.reader.note_conversion(self.sheet, row.number, cell, name)
        line.values |= {"name": name[:LONGEST_NAME], "group": self.group.label if self.group else ""}
        if len(name) > LONGEST_NAME:
            line.doubt("name_odd", f"Tên dài {len(name)} ký tự, cần rút còn {LONGEST_NAME}.", "name")
        elif cell and has_hidden_characters(cell):
            line.doubt("hidden_characters", f"Tên có ký tự ẩn, đã bỏ: đọc là “{name[:80]}”.", "name")
        elif cell and cell.is_formula:
            line.doubt("formula", f"Ô tên là công thức: kết quả đã lưu là “{name[:80]}”.", "name")

    def _kind_and_superior(self, row: TableRow, line: Line) -> None:
        text = row.text("kind")
        kind = read_kind(text)
        if not kind:
            kind = _guess_kind(line.values["name"], row.text("number"), has_base=self.base is not None)
            said = f"Loại hình ghi “{text[:40]}”" if text else "Loại hình để trống"
            line.doubt("kind_missing", f"{said}. Đề nghị: {KIND_LABELS[kind]}.", "kind", kind)
        line.values["kind"] = kind
        superior: Line | None = None
        if kind in {BASE_PARTY_BODY, BASE_CHAPTER}:
            self.base = line if kind == BASE_PARTY_BODY else None
            self.sub = None
        elif kind == SUB_PARTY_BODY:
            superior, self.sub = self.base, line
        elif self._is_inside_sub(text, row.text("number")):
            superior = self.sub
        else:
            superior, self.sub = self.base, None
        line.values["parent_row"] = superior.row if superior else 0
        line.values["parent"] = superior.values["name"] if superior else ""
        if superior is None and kind in {SUB_PARTY_BODY, CHAPTER}:
            line.doubt("parent_missing", "Không thấy tổ chức cấp trên trực tiếp ở các dòng trên.", "parent")

    def _is_inside_sub(self, text: str, number: str) -> bool:
        if self.sub is None:
            return False
        return bool(_INSIDE.fullmatch(fold(text)) or _INSIDE_NUMBER.fullmatch(number))

    def _counts(self, row: TableRow, line: Line) -> None:
        values = line.values
        for name in ("members", "official", "probationary"):
            try:
                values[name] = read_count(row.cell(name), row.text(name))
            except RuleError as error:
                values[name] = None
                line.doubt("not_a_number", str(error), name)
        members, official, probationary = (values[name] for name in ("members", "official", "probationary"))
        if values["kind"] not in CHAPTER_KINDS:
            return
        if members is not None and official is not None and official + (probationary or 0) != members:
            line.doubt(
                "sum_mismatch",
                f"Chính thức {official} + dự bị {probationary or 0} ≠ tổng số {members}.",
                "members",
            )
        elif members is not None:
            values["probationary"] = probationary or 0
            values["official"] = members - values["probationary"]
        elif official is not None:
            values["members"] = official + (probationary or 0)

    def _rest(self, row: TableRow, line: Line) -> None:
        values = line.values
        values["secretary"] = read_leader(row.text("secretary"))[:120]
        values["deputy"] = read_leader(row.text("deputy"))[:250]
        note = row.text("note")
        values |= {"founded": "", "dissolved": "", "note": note[:300]}
        try:
            values["founded"] = read_day(
                row.cell("founded"), row.text("founded"), today=self.today, year_alone=True
            )
        except RuleError as error:
            line.doubt(
                "date_impossible", f"Ngày thành lập ghi “{row.text('founded')[:30]}”: {error}", "founded"
            )
        dissolved = read_dissolved(note)
        if dissolved is not None:
            values["dissolved"] = dissolved
            line.doubt(
                "dissolved",
                f"{note[:120]}. Chỉ nhập nếu cần giữ cả tổ chức đã giải thể.",
                "dissolved",
                dissolved,
            )
        elif values["kind"] in CHAPTER_KINDS and _is_few(values["official"]):
            sentence = f"Chỉ {values['official']} đảng viên chính thức, dưới 3."
            line.doubt("fewer_than_3_official", sentence, "official")

    def finish(self) -> None:
        """Names that come twice under one superior; sums that contradict their rows."""
        names: dict[tuple[int, str], list[Line]] = defaultdict(list)
        below: dict[int, list[Line]] = defaultdict(list)
        for line in self.lines:
            names[line.values["parent_row"], line.values["name"].casefold()].append(line)
            below[line.values["parent_row"]].append(line)
        for same in names.values():
            for line in same if len(same) > 1 else ():
                others = ", ".join(str(other.row) for other in same if other is not line)
                line.doubt("duplicate_name", f"Cùng tên “{line.values['name']}” với dòng {others}.", "name")
        # From the bottom of the tree up: đảng bộ bộ phận first.
        for kind in (SUB_PARTY_BODY, BASE_PARTY_BODY):
            for line in self.lines:
                if line.values["kind"] == kind:
                    _add_up(line, below[line.row])
        self._check_sums()

    def _check_sums(self) -> None:
        bases = [line for line in self.lines if line.values["kind"] in {BASE_PARTY_BODY, BASE_CHAPTER}]
        claims = [(group.row, group.label, group.members, group.label) for group in self.groups]
        for row, title, written, label in [*claims, *self.sums]:
            counted = sum(
                line.values["members"] or 0
                for line in bases
                if label is None or line.values["group"] == label
            )
            if written is not None and written != counted:
                self.whole.remarks.append(
                    f"Dòng {row} “{title[:60]}” ghi {written}, cộng các dòng được {counted}."
                )


def _is_few(official: int | None) -> bool:
    return official is not None and official < FEWEST_OFFICIAL


def read_kind(text: str) -> str:
    key = fold(text).strip(" .")
    if _INSIDE.fullmatch(key):
        return CHAPTER
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(key)), "")


def _guess_kind(name: str, number: str, *, has_base: bool) -> str:
    key = fold(name)
    if key.startswith("dang bo bo phan"):
        return SUB_PARTY_BODY
    if key.startswith(("dang bo", "dang uy")):
        return BASE_PARTY_BODY
    inside = not number.isdecimal() if number else has_base
    return CHAPTER if inside and not key.startswith("chi bo co so") else BASE_CHAPTER


def _count(row: TableRow, name: str) -> int | None:
    try:
        return read_count(row.cell(name), row.text(name))
    except RuleError:
        return None


def _add_up(line: Line, children: list[Line]) -> None:
    """A party body has the members of its chapters; what the file wrote is only compared."""
    values: dict[str, Any] = line.values
    written = values["members"]
    for name in ("members", "official", "probationary"):
        values[name] = sum(child.values[name] or 0 for child in children)
    if written is not None and children and written != values["members"]:
        line.doubt(
            "subtotal_mismatch", f"Ghi {written}, cộng các chi bộ được {values['members']}.", "members"
        )
