"""What a person types in place of a doubtful value, read by the same rules as the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from chapters.imports.organizations import CHAPTER_KINDS, KIND_LABELS
from chapters.imports.values import read_card, read_day
from common.errors import RuleError
from common.spreadsheets import Cell
from common.text import clean, proper_name

if TYPE_CHECKING:
    from chapters.models import ImportRow

LONGEST_NAME: Final = 120
LONGEST_TITLE: Final = 200
_COUNT = re.compile(r"\d{1,5}")
_DAYS: Final = {"birth": "Ngày sinh", "admitted": "Ngày vào Đảng", "official": "Ngày chính thức"}


def correct_member(row: ImportRow, typed: dict[str, str]) -> None:
    values: dict[str, Any] = dict(row.values)
    for name, raw in typed.items():
        text = clean(raw)
        if name == "name":
            values["name"] = proper_name(text)[:LONGEST_NAME]
        elif name == "card":
            values["card"] = read_card(None, text)
        elif name == "sex":
            values["sex"] = _one_of(text, {"male", "female", ""}, "Chọn Nam hoặc Nữ.")
        elif name in _DAYS:
            values[name] = _typed_day(text, year_alone=name == "birth")
    if not values["name"]:
        raise RuleError("Cần ghi họ và tên.")
    if values["admitted"] and values["official"] and values["official"] < values["admitted"]:
        raise RuleError("Ngày chính thức trước ngày vào Đảng.")
    if values["official"] and values["probationary"]:
        values["probationary"] = False
    row.values = values


def correct_organization(row: ImportRow, typed: dict[str, str]) -> None:
    values: dict[str, Any] = dict(row.values)
    for name, raw in typed.items():
        text = clean(raw)
        if name == "name":
            values["name"] = text[:LONGEST_TITLE]
        elif name == "kind":
            values["kind"] = _one_of(text, set(KIND_LABELS), "Chọn loại hình tổ chức.")
        elif name == "founded":
            values["founded"] = _typed_day(text, year_alone=True)
        elif name in {"members", "official", "probationary"}:
            values[name] = _typed_count(text)
    if not values["name"]:
        raise RuleError("Cần ghi tên tổ chức.")
    official, probationary = values["official"], values["probationary"] or 0
    is_summed = values["kind"] in CHAPTER_KINDS and official is not None and values["members"] is not None
    if is_summed and official + probationary != values["members"]:
        raise RuleError(f"Chính thức {official} + dự bị {probationary} khác tổng số {values['members']}.")
    row.values = values


def _typed_day(text: str, *, year_alone: bool) -> str:
    if not text:
        return ""
    return read_day(Cell(text), text, today=timezone.localdate(), year_alone=year_alone)


def _typed_count(text: str) -> int | None:
    if not text:
        return None
    if not _COUNT.fullmatch(text):
        raise RuleError("Ghi một số người.")
    return int(text)


def _one_of(text: str, allowed: set[str], sentence: str) -> str:
    if text not in allowed:
        raise RuleError(sentence)
    return text
