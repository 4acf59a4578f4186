"""Understanding a list of members: sections of chapters, one row a person, and what is doubtful in it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from chapters.imports.headings import member_field
from chapters.imports.lines import Line, Understanding
from chapters.imports.tables import TableRow, find_tables, has_hidden_characters
from chapters.imports.values import guess_sex, read_card, read_day, read_note, read_post, read_sex
from common.dates import make_date
from common.errors import RuleError
from common.text import clean, fold, proper_name

if TYPE_CHECKING:
    from chapters.imports.tables import Table
    from common.encodings import Encoding
    from common.spreadsheets import Workbook

WANTED: Final = "họ và tên, ngày sinh, ngày vào Đảng"
LONGEST_NAME: Final = 120
ADULT: Final = 18
PROBATION_MONTHS: Final = 13
ROW_OF_FEW: Final = 2

_PREFIX = re.compile(r"^\s*(?:[IVXLC]+|\d{1,3}|[A-Z])\s*[.\-–)/]\s*")
_COUNT = re.compile(
    r"\s*[:(\-–]?\s*\(?\s*(\d{1,4})\s*(?:đảng viên|đ/c|đv|đồng chí|người)\s*\)?\s*[.:]*\s*$", re.IGNORECASE
)
_SECTION = re.compile(r"(chi bo|cb|dang bo|to dang)\b.*")
_TOTAL = re.compile(r"(cong|tong( so| cong)?)\b.*")
_TOTAL_COUNT = re.compile(r"(\d{1,5})")
_FOOTER = re.compile(
    r"(noi nhan|nguoi (lap|ghi)|t/?m|tm|k/?t|thu truong|bi thu|pho bi thu|dang uy|chi uy)\b.*"
)
_PLACE_AND_DATE = re.compile(r".*ngay\s+\S+\s+thang\s+\S+\s+nam\s+\S+")
_AS_OF = re.compile(
    r"(?:den|tinh den|co den|toi)\s*(?:het\s*)?(?:ngay\s*)?(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})"
)
_AS_OF_WORDS = re.compile(r"(?:den|co den)\s+ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_ODD_NAME = re.compile(r"[^\w\s.'’\-]|[\d_]")

DATES: Final = {"admitted": "Ngày vào Đảng", "official": "Ngày chính thức"}


def understand_members(
    workbook: Workbook,
    *,
    today: date,
    encoding: Encoding | None = None,
    mapping: dict[int, str] | None = None,
) -> Understanding:
    """Every row of a list of members as values and reasons; RuleError where the file holds no such list."""
    tables = find_tables(workbook, member_field, wanted=WANTED, encoding=encoding, mapping=mapping)
    reader = tables[0].reader
    whole = Understanding(reader.encoding, headings=tables[0].headings, signature=tables[0].signature)
    whole.titles = tables[0].titles
    whole.as_of = as_of(tables[0].titles)
    known = _Known()
    for table in tables:
        if "name" in table.columns:
            _TableReading(table, whole, today, known).read()
    known.report()
    whole.take_conversions(reader)
    return whole


def as_of(titles: list[str]) -> date | None:
    """The day a list says it stands for."""
    for title in titles:
        key = fold(title)
        if found := _AS_OF.search(key) or _AS_OF_WORDS.search(key):
            try:
                return make_date(int(found[1]), int(found[2]), int(found[3]))
            except RuleError:
                continue
    return None


@dataclass
class _Known:
    """Persons and cards seen so far, to find those that come twice."""

    people: dict[tuple[str, str], list[Line]] = field(default_factory=lambda: defaultdict(list))
    cards: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))

    def add(self, line: Line) -> None:
        if line.values["name"] and line.values["birth"]:
            self.people[line.values["name"].casefold(), line.values["birth"]].append(line)
        if line.values["card"]:
            self.cards[line.values["card"]].append(line)

    def report(self) -> None:
        for line, others in _twice(self.people):
            where = ", ".join(_place(other, line) for other in others)
            line.doubt("possible_duplicate", f"Trùng họ tên và ngày sinh với {where}.", "name")
        for line, others in _twice(self.cards):
            where = ", ".join(_place(other, line) for other in others)
            line.doubt("card_twice", f"Số thẻ {line.values['card']} trùng với {where}.", "card")


def _twice(lines: dict[Any, list[Line]]) -> list[tuple[Line, list[Line]]]:
    return [
        (line, [other for other in same if other is not line][:3])
        for same in lines.values()
        if len(same) > 1
        for line in same
    ]


def _place(other: Line, line: Line) -> str:
    chapter = other.values["chapter"]
    return f"dòng {other.row}" + (f" ({chapter})" if chapter and chapter != line.values["chapter"] else "")


@dataclass
class _Section:
    row: int
    title: str
    announced: int | None
    rows: int = 0


class _TableReading:
    """One pass over one sheet."""

    def __init__(self, table: Table, whole: Understanding, today: date, known: _Known) -> None:
        self.table = table
        self.whole = whole
        self.today = today
        self.known = known
        self.section: _Section | None = None
        self.count = 0

    def read(self) -> None:
        for row in self.table.rows():
            texts = row.texts()
            if not texts:
                continue
            if len(texts) <= ROW_OF_FEW and self._ends_table(texts):
                break
            if len(texts) <= ROW_OF_FEW and self._is_heading_or_total(row, texts):
                continue
            if _is_person(row, texts):
                self._person(row)
            else:
                self.whole.remarks.append(
                    f"Dòng {row.number}: “{texts[0][:80]}” không phải đảng viên, bỏ qua."
                )
        self._close_section()

    def _ends_table(self, texts: list[str]) -> bool:
        if not self.count:
            return False
        key = fold(texts[0])
        return bool(_FOOTER.fullmatch(key) or _PLACE_AND_DATE.fullmatch(key))

    def _is_heading_or_total(self, row: TableRow, texts: list[str]) -> bool:
        key = fold(texts[0])
        if _TOTAL.fullmatch(key):
            self._total(row, " ".join(texts))
            return True
        title, announced = section_title(texts[-1] if len(texts[0]) <= 5 else texts[0])  # noqa: PLR2004 ("IV." alone)
        if _SECTION.fullmatch(fold(title)) and not row.text("birth"):
            self._close_section()
            self.section = _Section(row.number, title, announced)
            return True
        return False

    def _total(self, row: TableRow, text: str) -> None:
        found = _TOTAL_COUNT.search(text)
        is_grand = fold(text).startswith("tong")
        counted = self.count if is_grand or self.section is None else self.section.rows
        if found and int(found[1]) != counted:
            line = Line(row.number, {}, self.table.sheet.name, is_data=False, written={"name": text})
            line.doubt("total_mismatch", f"Ghi {int(found[1])}, đếm được {counted} dòng.")
            self.whole.lines.append(line)

    def _close_section(self) -> None:
        section = self.section
        if section and section.announced is not None and section.announced != section.rows:
            line = Line(
                section.row, {}, self.table.sheet.name, is_data=False, written={"name": section.title}
            )
            line.doubt("section_count_mismatch", f"Tiêu đề ghi {section.announced}, có {section.rows} dòng.")
            self.whole.lines.append(line)
        self.section = None

    def _person(self, row: TableRow) -> None:
        self.count += 1
        if self.section:
            self.section.rows += 1
        chapter = row.text("chapter") or (self.section.title if self.section else "")
        line = Line(row.number, {"chapter": chapter}, self.table.sheet.name)
        line.written = {name: text for name in row.columns if (text := row.text(name))}
        self._identity(row, line)
        self._birth_and_sex(row, line)
        self._party_dates(row, line)
        self._standing(row, line)
        self.known.add(line)
        self.whole.lines.append(line)

    def _identity(self, row: TableRow, line: Line) -> None:
        text = row.text("name")
        cell = row.cell("name")
        line.values["name"] = proper_name(text)
        line.values["post"] = read_post(row.text("post"))
        line.values["job"] = row.text("job")[:200]
        if cell:
            row.reader.note_conversion(self.table.sheet.name, row.number, cell, text)
        if not text:
            line.doubt("name_missing", "Để trống họ và tên.", "name")
        elif len(text) > LONGEST_NAME or _ODD_NAME.search(text):
            line.values["name"] = line.values["name"][:LONGEST_NAME]
            line.doubt("name_odd", f"“{text[:40]}” không giống họ tên người.", "name")
        elif cell and has_hidden_characters(cell):
            line.doubt("hidden_characters", f"Họ tên có ký tự ẩn, đã bỏ: đọc là “{text}”.", "name")
        elif cell and cell.is_formula:
            line.doubt("formula", f"Ô họ tên là công thức: kết quả đã lưu là “{text}”.", "name")
        try:
            line.values["card"] = read_card(row.cell("card"), row.text("card"))
        except RuleError as error:
            line.values["card"] = ""
            line.doubt("card_digits", str(error), "card")

    def _birth_and_sex(self, row: TableRow, line: Line) -> None:
        line.values["sex"] = line.values["birth"] = ""
        male, female = row.text("birth_male"), row.text("birth_female")
        if "birth_male" not in row.columns and "birth_female" not in row.columns:
            line.values["birth"] = self._day(row, line, "birth", "Ngày sinh", year_alone=True)
            self._sex(row, line)
        elif male and female:
            line.values["birth"] = self._day(row, line, "birth_male", "Ngày sinh", year_alone=True)
            line.doubt("both_sexes", "Năm sinh ghi ở cả cột Nam và cột Nữ.", "sex")
        elif not male and not female:
            line.doubt("no_birth_no_sex", "Để trống cả cột Nam và cột Nữ.", "birth")
        else:
            name = "birth_male" if male else "birth_female"
            line.values["sex"] = "male" if male else "female"
            line.values["birth"] = self._day(row, line, name, "Ngày sinh", year_alone=True)

    def _sex(self, row: TableRow, line: Line) -> None:
        text = row.text("sex")
        line.values["sex"] = read_sex(text)
        if text and not line.values["sex"]:
            guess = guess_sex(text)
            proposal = f" Đề nghị đọc là {'Nam' if guess == 'male' else 'Nữ'}." if guess else ""
            line.doubt("sex_unknown", f"Cột giới tính ghi “{text[:20]}”.{proposal}", "sex", guess)

    def _day(self, row: TableRow, line: Line, name: str, label: str, *, year_alone: bool = False) -> str:
        cell, text = row.cell(name), row.text(name)
        field_name = "birth" if name.startswith("birth") else name
        try:
            if cell and cell.is_formula and cell.value is None:
                message = "ô là công thức chưa có kết quả"
                raise RuleError(message)  # noqa: TRY301 (told below like any unreadable day)
            day = read_day(cell, text, today=self.whole.as_of or self.today, year_alone=year_alone)
            if day[:10] > self.today.isoformat():
                message = f"{text} sau ngày hôm nay"
                raise RuleError(message)  # noqa: TRY301
        except RuleError as error:
            line.doubt("date_impossible", f"{label} ghi “{text[:30]}”: {_small(str(error))}", field_name)
            return ""
        return day

    def _party_dates(self, row: TableRow, line: Line) -> None:
        values = line.values
        for name, label in DATES.items():
            values[name] = self._day(row, line, name, label)
        if values["admitted"] and values["official"] and values["official"] < values["admitted"]:
            line.doubt("official_before_join", "Ngày chính thức trước ngày vào Đảng.", "official")
        if values["admitted"] and values["birth"]:
            age = _age(values["birth"], values["admitted"])
            if age < ADULT:
                line.doubt("under_18", f"Vào Đảng khi {age} tuổi.", "admitted")

    def _standing(self, row: TableRow, line: Line) -> None:
        values = line.values
        text = row.text("note")
        note = read_note(text)
        values |= {
            "note": text[:300],
            "probationary": note.probationary,
            "exempt": note.exempt,
            "exempt_since": note.exempt_since,
            "moved": note.moved,
            "moved_when": note.moved_when,
            "away": note.away,
        }
        if note.gone:
            line.doubt("left_party", f"Ghi chú “{text[:60]}”: không còn trong danh sách?", "note")
        if note.probationary and values["official"]:
            day = date.fromisoformat(values["official"])
            line.doubt(
                "probation_contradiction",
                f"Ghi chú “Dự bị” nhưng đã có ngày chính thức {day:%d/%m/%Y}.",
                "official",
            )
        if not (
            values["official"] or note.probationary or "official" in _doubtful(line)
        ) and self._is_overdue(values):
            line.doubt(
                "official_missing", "Vào Đảng đã lâu, không có ngày chính thức, không ghi dự bị.", "official"
            )

    def _is_overdue(self, values: dict[str, Any]) -> bool:
        """Longer in the Party than a probation lasts; a fresh member without a word is a probationary one."""
        if not values["admitted"]:
            return "official" in self.table.columns
        since = date.fromisoformat(values["admitted"])
        until = self.whole.as_of or self.today
        months = (until.year - since.year) * 12 + until.month - since.month
        if months <= PROBATION_MONTHS:
            values["probationary"] = True
            return False
        return "official" in self.table.columns


def section_title(text: str) -> tuple[str, int | None]:
    """ "II. CHI BỘ A (18 đảng viên)" → ("CHI BỘ A", 18)."""
    title = _PREFIX.sub("", clean(text))
    found = _COUNT.search(title)
    if not found:
        return title, None
    return title[: found.start()].rstrip(" :(-–"), int(found[1])


def _is_person(row: TableRow, texts: list[str]) -> bool:
    if row.text("name"):
        return len(texts) > 1 or not row.text("number")
    return row.text("number").isdecimal() and len(texts) > ROW_OF_FEW


def _doubtful(line: Line) -> set[str]:
    return {reason.field for reason in line.reasons}


def _age(birth: str, on: str) -> int:
    """Full years; from a birth year alone the most it can be."""
    years = int(on[:4]) - int(birth[:4])
    return years - 1 if len(birth) == len("2000-01-01") and on[5:] < birth[5:] else years


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:] + ("" if sentence.endswith(".") else ".")
