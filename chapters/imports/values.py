"""What stands in a cell of an office's list: days, years, counts, cards, posts, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from common.dates import make_date, parse_date
from common.errors import RuleError
from common.spreadsheets.xlsx import from_serial
from common.text import fold

if TYPE_CHECKING:
    from common.spreadsheets import Cell

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
CARD_DIGITS: Final = 8
_SERIALS = range(10_000, 60_000)
_SOLID_DAYS = range(1_011_900, 31_122_100)
_YEAR = re.compile(r"(?:nam\s*)?(19\d\d|20\d\d)")
_MONTH = re.compile(r"(?:thang\s*|t)?(\d{1,2})\s*[/.\-]\s*(19\d\d|20\d\d)")
_COUNT = re.compile(r"(\d{1,5})\s*(?:d/c|dc|dong chi|dang vien|dv|nguoi)?")
_NOBODY = re.compile(r"khuyet.*|chua (kien toan|co|bau).*|khong( co)?|trong|-+|–|x|")
_NO_CARD = re.compile(r"chua.*|khong( co)?|dang (lam|cho).*|-+|–|")
_WHEN = re.compile(r"(?:(\d{1,2})\s*[/.\-]\s*)?(\d{1,2})\s*[/.\-]\s*((?:19|20)\d\d)")
_WHEN_YEAR = re.compile(r"(?:tu|nam)\s+(?:nam\s+)?((?:19|20)\d\d)")

_DEPUTY = re.compile(r"\b(pho|p)\b[. ]*(bi thu|bt)\b|\bpbt\b")
_SECRETARY = re.compile(r"\bbi thu\b(?! (chi )?doan)|^bt\b")
_COMMITTEE = re.compile(r"\bchi uy\b|\bcuv\b|\buv ?(chi uy|cu)\b")
_SEXES: Final = {"nam": "male", "nu": "female", "n": "female"}

_PROBATION = re.compile(r"\bdu bi\b|^(dv ?)?db$")
_EXEMPT = re.compile(r"\bmien\b\W*(cong tac|ct|sinh hoat|sh|shd|dang|cong viec)")
_IN = re.compile(r"\bchuyen den\b|\bchuyen (shd|sinh hoat( dang)?) (den )?tu\b|\btiep nhan\b")
_OUT = re.compile(r"\b(da )?chuyen (shd |sh |sinh hoat (dang )?)?(di|ve|sang|ra|toi)\b")
_AWAY = re.compile(r"\b(sh|sinh hoat|shd)( dang)? tam thoi\b")
_GONE = re.compile(r"\b(tu tran|da mat|chet|khai tru|xoa ten|ra khoi dang)\b")
_DISSOLVED = re.compile(r"\bgiai the\b")


def read_day(cell: Cell | None, text: str, *, today: date, year_alone: bool = False) -> str:
    """A day as YYYY-MM-DD, or as precise as it was written where `year_alone`; "" for a blank."""
    value = cell.value if cell else None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if value is None or text in {"", "-", "–"}:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _day_of_number(value, year_alone=year_alone, today=today)
    key = fold(text)
    if year_alone and (found := _YEAR.fullmatch(key)):
        return found[1]
    if year_alone and (found := _MONTH.fullmatch(key)):
        return make_date(1, int(found[1]), int(found[2])).isoformat()[:7]
    return parse_date(key.removeprefix("mung ").removeprefix("ngay "), today=today).isoformat()


def _day_of_number(value: float, *, year_alone: bool, today: date) -> str:
    if not float(value).is_integer():
        raise RuleError(f"Không đọc được ngày “{value}”.")
    number = int(value)
    if FIRST_YEAR <= number <= LAST_YEAR:
        if year_alone:
            return str(number)
        raise RuleError(f"Chỉ có năm {number}, thiếu ngày và tháng.")
    if number in _SOLID_DAYS:
        return parse_date(f"{number:08}", today=today).isoformat()
    if number in _SERIALS:
        day = from_serial(number)
        raise RuleError(f"Ô ghi số {number}: có thể là ngày {day:%d/%m/%Y} đã mất định dạng.")
    raise RuleError(f"Không đọc được ngày “{number}”.")


def read_count(cell: Cell | None, text: str) -> int | None:
    """A number of people; "18 đ/c" is 18; None for a blank or a dash."""
    value = cell.value if cell else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if float(value).is_integer() and value >= 0:
            return int(value)
        raise RuleError(f"“{text}” không phải số người.")
    if text in {"", "-", "–"}:
        return None
    found = _COUNT.fullmatch(fold(text))
    if not found:
        raise RuleError(f"“{text[:30]}” không phải số người.")
    return int(found[1])


def read_card(cell: Cell | None, text: str) -> str:
    """Eight digits, or "" where no card was issued yet."""
    if _NO_CARD.fullmatch(fold(text)):
        return ""
    value = cell.value if cell else None
    digits = re.sub(r"[ .,\-]", "", text)
    if not digits.isdecimal():
        raise RuleError(f"Số thẻ “{text[:30]}” không đọc được: số thẻ có 8 chữ số.")
    if len(digits) == CARD_DIGITS:
        return digits
    if isinstance(value, float):
        raise RuleError(f"Số thẻ là số thập phân {text}, mất một chữ số.")
    raise RuleError(f"Số thẻ “{text[:30]}” có {len(digits)} chữ số, cần 8.")


def read_post(text: str) -> str:
    """The post in the chapter; posts elsewhere (đảng ủy viên) stand beside it and do not count here."""
    key = fold(text)
    if _DEPUTY.search(key):
        return "deputy"
    if _SECRETARY.search(key):
        return "secretary"
    return "chapter_committee_member" if _COMMITTEE.search(key) else ""


def read_sex(text: str) -> str:
    """male, female or "" where the text is neither, with nothing guessed."""
    key = text.casefold()
    if key in {"nam", "trai"}:
        return "male"
    return "female" if key in {"nữ", "nu", "gái"} else ""


def guess_sex(text: str) -> str:
    return _SEXES.get(fold(text), "")


def read_leader(text: str) -> str:
    """A name under Bí thư or Phó Bí thư; "" for nobody; two names keep both."""
    return "" if _NOBODY.fullmatch(fold(text)) else text


def read_roman(text: str) -> bool:
    return bool(re.fullmatch(r"[IVXLC]+\.?", text))


def when(key: str) -> str:
    """The day, month or year a note gives, as precise as it is; "" for none."""
    if found := _WHEN.search(key):
        day, month, year = found.groups()
        if not 1 <= int(month) <= 12:  # noqa: PLR2004 (months of a year)
            return ""
        if day is None:
            return f"{year}-{int(month):02}"
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            return ""
    found = _WHEN_YEAR.search(key)
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Note:
    """What a note says about a member's standing."""

    probationary: bool = False
    exempt: bool = False
    exempt_since: str = ""
    moved: str = ""  # "in" or "out"
    moved_when: str = ""
    away: bool = False
    gone: bool = False


def read_note(text: str) -> Note:
    key = fold(text)
    exempt = bool(_EXEMPT.search(key))
    away = bool(_AWAY.search(key))
    moved = ""
    if not away:
        moved = "in" if _IN.search(key) else "out" if _OUT.search(key) else ""
    return Note(
        probationary=bool(_PROBATION.search(key)),
        exempt=exempt,
        exempt_since=when(key) if exempt else "",
        moved=moved,
        moved_when=when(key) if moved else "",
        away=away,
        gone=bool(_GONE.search(key)),
    )


def read_dissolved(text: str) -> str | None:
    """When a note says an organization was dissolved: the day ("" unknown); None where it was not."""
    key = fold(text)
    return when(key) if _DISSOLVED.search(key) else None
