"""What a person types in place of a doubtful month, read by the same rules as the table."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from common.dates import parse_date
from common.errors import RuleError
from common.text import clean
from meetings.imports.understanding import GRADES, MOST_POINTS, band

if TYPE_CHECKING:
    from chapters.models import ImportRow

STATES: Final = {"held": "Có họp", "not_held": "Không họp"}
_RATIO = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")


def correct_meeting(row: ImportRow, typed: dict[str, str]) -> None:
    values: dict[str, Any] = {**row.values, "meetings": [dict(one) for one in row.values["meetings"]]}
    texts = {name: clean(raw) for name, raw in typed.items()}
    if texts.get("state") == "not_held":
        if not texts.get("reason"):
            raise RuleError("Cần ghi lý do không họp.")
        row.values = values | {"state": "not_held", "reason": texts["reason"][:200], "meetings": []}
        return
    meeting = values["meetings"][0] if values["meetings"] else _empty()
    if "date" in texts:
        year = int(values["month"][:4])
        meeting["date"] = parse_date(texts["date"], today=timezone.localdate(), year=year).isoformat()
    if "ratio" in texts:
        meeting["present"], meeting["expected"] = _ratio(texts["ratio"])
    if "score" in texts:
        meeting["score"] = _score(texts["score"])
    if texts.get("grade"):
        meeting["grade"] = _grade(texts["grade"])
    _check(meeting)
    row.values = values | {"state": "held", "reason": "", "meetings": [meeting, *values["meetings"][1:]]}


def _check(meeting: dict[str, Any]) -> None:
    if not meeting["date"]:
        raise RuleError("Cần ghi ngày họp.")
    if meeting["present"] is None:
        raise RuleError("Cần ghi số người dự trên tổng số, ví dụ 20/22.")
    if meeting["score"] and meeting["grade"] and band(Decimal(meeting["score"])) != meeting["grade"]:
        due = GRADES[band(Decimal(meeting["score"]))]
        raise RuleError(f"{meeting['score'].replace('.', ',')} điểm xếp loại {due}: sửa điểm hoặc xếp loại.")


def _grade(text: str) -> str:
    if text not in GRADES:
        raise RuleError("Chọn xếp loại Tốt, Khá, Trung bình hoặc Kém.")
    return text


def _empty() -> dict[str, Any]:
    return {"date": "", "present": None, "expected": None, "score": "", "grade": "", "kind": "regular"}


def _ratio(text: str) -> tuple[int, int]:
    found = _RATIO.fullmatch(text)
    if not found:
        raise RuleError("Ghi số người dự trên tổng số, ví dụ 20/22.")
    present, expected = int(found[1]), int(found[2])
    if present > expected:
        raise RuleError(f"Dự {present} nhiều hơn tổng {expected}.")
    return present, expected


def _score(text: str) -> str:
    if not text:
        return ""
    try:
        points = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise RuleError("Ghi số điểm từ 0 đến 100.") from error
    if not 0 <= points <= MOST_POINTS:
        raise RuleError("Ghi số điểm từ 0 đến 100.")
    return str(points)
