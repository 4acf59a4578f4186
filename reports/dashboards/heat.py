"""The ledger of a year: organizations by months, only those with exceptions unless all are asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from common.dates import add_months
from common.templatetags.vi import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from chapters.models import Organization

ON_A_PHONE: Final = 5
FIELDS = ("due", "held", "late", "missing", "pending", "absence_agreed", "chapters")


@dataclass(frozen=True)
class Cell:
    """One organization in one month: a class, what is written, and what is said."""

    month: date
    kind: str  # "" for all on time, else late, missed, future, agreed, none
    figure: str
    said: str
    is_older: bool = False

    @property
    def is_linked(self) -> bool:
        return self.kind in {"late", "missed"}


@dataclass(frozen=True)
class HeatRow:
    organization: Organization
    chapters: int
    cells: Sequence[Cell]
    exceptions: int


def cell(month: date, row: Mapping[str, int] | None) -> Cell:
    """What a month of an organization looks like; `row` is None where it has none."""
    when = f"Tháng {month.month}: "
    if row is None or not row["due"]:
        return Cell(month, "none", "–", f"{when}không phải họp")
    late, missing = row["late"], row["missing"]
    if missing:
        words = f"{number(missing)} chi bộ chưa tổ chức"
        words += f", {number(late)} chi bộ họp chậm" if late else ""
        return Cell(month, "missed", number(late + missing), when + words)
    if late:
        return Cell(month, "late", number(late), f"{when}{number(late)} chi bộ họp chậm")
    if row["pending"]:
        return Cell(month, "future", "", f"{when}{number(row['pending'])} chi bộ chưa đến hạn")
    if row["absence_agreed"] == row["due"]:
        return Cell(month, "agreed", "P", f"{when}không tổ chức, cấp trên đồng ý")
    return Cell(month, "", "", f"{when}đủ, đúng hạn")


def future(month: date) -> Cell:
    return Cell(month, "future", "", f"Tháng {month.month}: chưa đến")


def is_older(month: date, shown: date) -> bool:
    """Whether a phone, which has room for five months, leaves it out."""
    return not add_months(shown, 1 - ON_A_PHONE) <= month <= shown


def rows(
    organizations: Sequence[Organization],
    months: Sequence[date],
    known: Mapping[tuple[int, date], dict[str, Any]],
    shown: date,
    now: date,
) -> list[HeatRow]:
    made = []
    for organization in organizations:
        of_months = [known.get((organization.pk, month)) for month in months]
        cells = [
            replace(future(month) if month > now else cell(month, row), is_older=is_older(month, shown))
            for month, row in zip(months, of_months, strict=True)
        ]
        exceptions = sum(row["late"] + row["missing"] for row in of_months if row)
        chapters = max((row["chapters"] for row in of_months if row), default=0)
        made.append(HeatRow(organization, chapters, cells, exceptions))
    return made
