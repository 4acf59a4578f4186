"""The year's grade of a chapter: by counting its months, never by averaging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from scoring.grading import Grade

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

QUARTERS = frozenset({1, 2, 3, 4})
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


class RuleLike(Protocol):
    """A row of AnnualRule."""

    grade: str
    text: str
    every_at_least: str
    count_at_least: int | None
    count_of_at_least: str
    at_most_kem: int | None


@dataclass(frozen=True, slots=True)
class YearGraded:
    """`grade` is None while no month counts; `excluded` are the months agreed not to be held."""

    grade: Grade | None
    reason: str
    counted: int
    excluded: tuple[date, ...] = ()
    gate: str = ""


def grade_year(
    rules: Iterable[RuleLike],
    months: Sequence[tuple[date, str]],
    *,
    agreed: Collection[date] = (),
    due_quarters: Collection[int] = QUARTERS,
    thematic_quarters: Collection[int] = QUARTERS,
) -> YearGraded:
    """The first rule that holds, then the cap for quarters without a thematic meeting.

    `months` are the grades of regular meetings; months in `agreed` are left out and listed.
    """
    excluded = tuple(sorted(agreed))
    grades = [Grade(grade) for month, grade in months if month not in agreed and grade]
    if not grades:
        return YearGraded(None, "Chưa có kỳ nào được xếp loại.", 0, excluded)
    for rule in rules:
        if _holds(rule, grades):
            found = YearGraded(Grade(rule.grade), rule.text, len(grades), excluded)
            return _cap_for_quarters(found, sorted(set(due_quarters) - set(thematic_quarters)))
    return YearGraded(Grade.KEM, "Các trường hợp còn lại", len(grades), excluded)


def _holds(rule: RuleLike, grades: Sequence[Grade]) -> bool:
    if rule.every_at_least and not all(grade.at_least(Grade(rule.every_at_least)) for grade in grades):
        return False
    if rule.count_at_least is not None:
        wanted = Grade(rule.count_of_at_least or Grade.KEM)
        if sum(grade.at_least(wanted) for grade in grades) < rule.count_at_least:
            return False
    return rule.at_most_kem is None or grades.count(Grade.KEM) <= rule.at_most_kem


def _cap_for_quarters(found: YearGraded, missing: Sequence[int]) -> YearGraded:
    """Without a thematic meeting in a due quarter the year is at most Khá."""
    if not missing or found.grade is None:
        return found
    quarters = ", ".join(ROMAN[quarter] for quarter in missing)
    gate = f"Thiếu sinh hoạt chuyên đề quý {quarters}: năm xếp tối đa loại Khá."
    return YearGraded(found.grade.capped(Grade.KHA), found.reason, found.counted, found.excluded, gate)
