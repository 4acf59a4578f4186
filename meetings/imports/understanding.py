"""Understanding a yearly table of meetings: a row a chapter, four columns a month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from chapters.imports.lines import Line, Understanding
from chapters.imports.tables import TableRow, find_tables
from common.dates import add_months, full_year, make_date, month_of
from common.errors import RuleError
from common.text import fold

if TYPE_CHECKING:
    from common.encodings import Encoding
    from common.spreadsheets import Cell, Workbook

WANTED: Final = "chi bộ, các tháng (ngày họp, dự/tổng, điểm tự chấm, xếp loại)"
PARTS: Final = ("date", "ratio", "score", "grade")
MOST_POINTS: Final = 100
BANDS: Final = (("tot", Decimal(90)), ("kha", Decimal(70)), ("tb", Decimal(50)), ("kem", Decimal(0)))
GRADES: Final = {"tot": "Tốt", "kha": "Khá", "tb": "Trung bình", "kem": "Kém"}
LATEST_DAY_AFTER: Final = 15

_MONTH = re.compile(r"thang (\d{1,2})|t(\d{1,2})")
_PART_NAMES: Final = (
    ("date", re.compile(r"ngay( hop| sinh hoat)?")),
    ("ratio", re.compile(r"(so )?du ?/ ?(tong|ts).*|(so )?(dv )?(du|co mat).*")),
    ("score", re.compile(r"(so )?diem.*|tu cham.*")),
    ("grade", re.compile(r"xep loai.*|xl|loai")),
)
_OTHERS: Final = (
    ("number", re.compile(r"(s?tt|so tt)")),
    ("chapter", re.compile(r"(ten )?(chi bo|to chuc dang|don vi).*")),
    ("members", re.compile(r"(tong )?so (dv|dang vien).*")),
    ("note", re.compile(r"ghi chu.*")),
    ("sum_held", re.compile(r"so (ky|buoi|lan) (hop|sinh hoat).*|tong so ky.*")),
    ("sum_tot", re.compile(r"tot")),
    ("sum_kha", re.compile(r"kha")),
    ("sum_tb", re.compile(r"tb|trung binh")),
    ("sum_kem", re.compile(r"kem")),
)
COMMITTEE: Final = re.compile(r"\b(dang uy|bch|ban chap hanh|cap uy|chi uy|btv|ban thuong vu)\b")
_NOT_HELD = re.compile(r"\b(khong|ko|k0|k|chua) (hop|sinh hoat|to chuc)\b")
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{4}|\d{2}))?")
_RATIO = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NOTHING = re.compile(r"|-+|–|x|chua cham.*|khong cham.*")
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_GRADE_WORDS: Final = (
    ("tot", re.compile(r"\b(tot|t)\b")),
    ("tb", re.compile(r"\b(trung binh|tb)\b")),
    ("kha", re.compile(r"\b(kha|k)\b")),
    ("kem", re.compile(r"\b(kem|yeu)\b")),
)
_YEAR = re.compile(r"\bnam\s+(20\d\d|19\d\d)\b")
_TOTAL = re.compile(r"(cong|tong( so| cong)?)\b.*")
_CONGRESS = re.compile(r"\b(dh|dai hoi)\b")


def meeting_field(keys: list[str]) -> str:
    """ "3:date" for the day of March's meeting, and so on; "3:" for the heading of a month alone."""
    found = _MONTH.fullmatch(keys[0])
    if found:
        month = int(found[1] or found[2])
        rest = " ".join(keys[1:])
        part = next((name for name, rule in _PART_NAMES if rule.fullmatch(rest)), "") if rest else ""
        return f"{month}:{part}" if 1 <= month <= 12 and (part or not rest) else ""  # noqa: PLR2004
    whole = " ".join(keys)
    return next((name for name, rule in _OTHERS if rule.fullmatch(whole)), "")


def understand_meetings(
    workbook: Workbook,
    *,
    today: date,
    encoding: Encoding | None = None,
    mapping: dict[int, str] | None = None,
) -> Understanding:
    """Every chapter and month of the table; RuleError where the file holds none or tells no year."""
    tables = find_tables(workbook, meeting_field, wanted=WANTED, encoding=encoding, mapping=mapping)
    table = tables[0]
    whole = Understanding(table.reader.encoding, headings=table.headings, signature=table.signature)
    whole.titles = table.titles
    year = next((int(found[1]) for title in table.titles if (found := _YEAR.search(fold(title)))), None)
    if year is None:
        raise RuleError("Không thấy năm ở các dòng trên bảng: ghi thêm, ví dụ “NĂM 2025”, rồi tải lại.")
    whole.as_of = date(year, 12, 31)
    columns = table.columns
    months = [month for month in range(1, 13) if f"{month}:date" in columns]
    if not months or "chapter" not in columns:
        raise RuleError("Chưa biết cột nào là chi bộ và ngày họp từng tháng: chọn lại các cột.")
    for row in table.rows():
        texts = row.texts()
        if not texts:
            continue
        if _TOTAL.fullmatch(fold(texts[0])) or not row.text("chapter"):
            break
        cell = row.cell("chapter")
        if cell:
            table.reader.note_conversion(table.sheet.name, row.number, cell, row.text("chapter"))
        lines = [_Month(row, table.sheet.name, year, month, today).line for month in months]
        whole.lines.extend(lines)
        _compare_sums(row, lines, whole)
    whole.take_conversions(table.reader)
    return whole


def band(points: Decimal) -> str:
    return next(grade for grade, least in BANDS if points >= least)


@dataclass
class _Month:
    """One chapter in one month: four cells."""

    row: TableRow
    sheet: str
    year: int
    month: int
    today: date

    def __post_init__(self) -> None:
        row = self.row
        self.period = date(self.year, self.month, 1)
        self.texts = {part: row.text(f"{self.month}:{part}") for part in PARTS}
        self.cells = {part: row.cell(f"{self.month}:{part}") for part in PARTS}
        chapter = row.text("chapter")
        self.line = Line(
            row.number,
            {
                "chapter": chapter,
                "committee": bool(COMMITTEE.search(fold(chapter))),
                "month": self.period.isoformat(),
                "state": "",
                "reason": "",
                "late": False,
                "meetings": [],
            },
            self.sheet,
            part=str(self.month),
            written={part: text for part, text in self.texts.items() if text},
        )
        self._read()

    def _read(self) -> None:
        values = self.line.values
        everything = "".join(self.texts.values())
        if not everything or all(text in {"-", "–"} for text in self.texts.values()):
            said = "Gạch ngang cả bốn ô" if everything else "Để trống cả bốn ô, không có lý do"
            self.line.doubt("no_data", f"{said}: không biết là không họp hay chưa ghi.", "state")
            return
        day_text = self.texts["date"]
        if _NOT_HELD.search(fold(day_text)):
            values["state"], values["reason"] = "not_held", _reason(day_text)
            return
        values["state"] = "held"
        days = self._days()
        ratios = self._ratios(len(days))
        scores, grades = self._scores(), self._grades()
        for at, day in enumerate(days):
            present, expected = ratios[at] if at < len(ratios) else (None, None)
            values["meetings"].append(
                {
                    "date": day,
                    "present": present,
                    "expected": expected,
                    "score": scores[at] if at < len(scores) else "",
                    "grade": grades[at] if at < len(grades) else (grades[0] if grades and at == 0 else ""),
                    "kind": "thematic" if at and "chuyen de" in fold(day_text) else "regular",
                }
            )
        self._compare_grades()

    def _days(self) -> list[str]:
        cell, text = self.cells["date"], self.texts["date"]
        value = cell.value if cell else None
        if isinstance(value, date):
            days = [date(value.year, value.month, value.day)]
        else:
            found = _DAY.findall(fold(text))
            if not found:
                said = f"Ngày họp ghi “{text[:30]}”" if text else "Không ghi ngày họp"
                self.line.doubt("date_impossible" if text else "date_missing", f"{said}.", "date")
                return [""]
            days = []
            for day, month, year in found:
                try:
                    days.append(make_date(int(day), int(month), self._full_year(year)))
                except RuleError as error:
                    self.line.doubt("date_impossible", str(error), "date")
                    return [""]
        for day in days:
            self._check_month(day)
        return [day.isoformat() for day in days]

    def _full_year(self, typed: str) -> int:
        if not typed:
            return self.year
        return int(typed) if len(typed) > 2 else full_year(int(typed), today=self.today)  # noqa: PLR2004

    def _check_month(self, day: date) -> None:
        if month_of(day) == self.period:
            return
        follows = month_of(day) == add_months(self.period, 1)
        explained = re.search(r"\b(lui|bu|cham|muon)\b", fold(self.texts["date"]))
        if follows and (explained or day.day <= LATEST_DAY_AFTER):
            self.line.values["late"] = True
            return
        self.line.doubt(
            "date_other_month", f"Ngày {day:%d/%m/%Y} không thuộc kỳ tháng {self.month}/{self.year}.", "date"
        )

    def _ratios(self, wanted: int) -> list[tuple[int | None, int | None]]:
        cell, text = self.cells["ratio"], self.texts["ratio"]
        value = cell.value if cell else None
        if isinstance(value, date):
            guess = f"{value.day}/{value.month}"
            self.line.doubt(
                "ratio_became_date",
                f"“{guess}” bị Excel đổi thành ngày {value:%d/%m/%Y}. Đề nghị đọc là {guess}.",
                "ratio",
                guess,
            )
            return []
        found = [(int(present), int(expected)) for present, expected in _RATIO.findall(text)]
        if len(found) < wanted:
            self._no_ratio(text)
            return []
        for present, expected in found:
            if present > expected:
                self.line.doubt("present_over_total", f"Dự {present} trên tổng {expected}.", "ratio")
                return []
        return list(found)

    def _no_ratio(self, text: str) -> None:
        if not text:
            self.line.doubt("count_missing", "Không ghi số người dự.", "ratio")
            return
        guess, why = "", "không có số người"
        if _RATIO.search(text.translate(_LOOKALIKES)):
            guess, why = text.translate(_LOOKALIKES), "có chữ thay cho số"
        elif fold(text) in {"du", "day du"} and self.row.text("members").isdecimal():
            guess = f"{self.row.text('members')}/{self.row.text('members')}"
        proposal = f" Đề nghị đọc là {guess}." if guess else ""
        self.line.doubt("not_a_number", f"Dự/tổng ghi “{text[:30]}”: {why}.{proposal}", "ratio", guess)

    def _scores(self) -> list[str]:
        cell, text = self.cells["score"], self.texts["score"]
        if _NOTHING.fullmatch(fold(text)):
            return []
        numbers = [Decimal(number.replace(",", ".")) for number in _NUMBER.findall(text)]
        if not numbers or isinstance(cell.value if cell else None, date):
            self.line.doubt("not_a_number", f"Điểm ghi “{text[:30]}”.", "score")
            return []
        if max(numbers) > MOST_POINTS:
            self.line.doubt("score_over_100", f"{text[:20]} điểm, vượt 100.", "score")
            return []
        return [str(number) for number in numbers]

    def _grades(self) -> list[str]:
        text = self.texts["grade"]
        if not text and _NUMBER.search(self.texts["score"]):
            text = self.texts["score"]
            return [grade for grade, rule in _GRADE_WORDS if rule.search(_words(text))][:1]
        if _NOTHING.fullmatch(fold(text)):
            return []
        found = [grade for grade, rule in _GRADE_WORDS if rule.search(_words(text))][:1]
        if not found:
            self.line.doubt("grade_unknown", f"Xếp loại ghi “{text[:20]}”.", "grade")
        return found

    def _compare_grades(self) -> None:
        for meeting in self.line.values["meetings"]:
            if meeting["score"] and meeting["grade"]:
                due = band(Decimal(meeting["score"]))
                if due != meeting["grade"]:
                    points = meeting["score"].replace(".", ",")
                    sentence = f"{points} điểm ghi {GRADES[meeting['grade']]}, theo điểm là {GRADES[due]}."
                    self.line.doubt("grade_mismatch", sentence, "grade", due)


def _words(text: str) -> str:
    """Letters apart from figures, so that "92đ" holds no grade."""
    return re.sub(r"\d+(?:[.,]\d+)?\s*(?:diem|d)?\b", " ", fold(text))


def _reason(text: str) -> str:
    """ "Không họp (Tết)" → "Tết"."""
    inside = re.search(r"\(([^)]*)\)", text) or re.search(r"[-–:]\s*(.+)$", text)
    reason = inside[1].strip() if inside else ""
    return "đại hội" if _CONGRESS.search(fold(reason)) else reason[:200]


def _compare_sums(row: TableRow, lines: list[Line], whole: Understanding) -> None:
    """What the office added up itself is never taken; where it differs from the rows, that is said."""
    held = [line for line in lines if line.values["state"] == "held" and not line.reasons]
    grades = [line.values["meetings"][0]["grade"] for line in held]
    counted = {"sum_held": len(held)} | {f"sum_{grade}": grades.count(grade) for grade in GRADES}
    labels = {"sum_held": "Số kỳ họp"} | {f"sum_{grade}": label for grade, label in GRADES.items()}
    for name, count in counted.items():
        cell: Cell | None = row.cell(name)
        if cell and isinstance(cell.value, int) and cell.value != count:
            whole.remarks.append(
                f"Dòng {row.number}, cột “{labels[name]}” ghi {cell.value}, đọc rõ được {count} từ các tháng."
            )
