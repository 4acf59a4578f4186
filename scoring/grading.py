"""From points to a grade: the sum, the base grade, then the gates, each with its reason. Points never change."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from django.db import models

from common.templatetags.vi import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ZERO = Decimal(0)


class Grade(models.TextChoices):
    TOT = "TOT", "Tốt"
    KHA = "KHA", "Khá"
    TB = "TB", "Trung bình"
    KEM = "KEM", "Kém"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return list(Grade).index(self)

    def at_least(self, other: Grade) -> bool:
        return self.rank <= other.rank

    def capped(self, cap: Grade) -> Grade:
        return max(self, cap, key=lambda grade: grade.rank)


class GateRule(models.TextChoices):
    TOT_NEEDS_FULL = "tot_needs_full", "Tốt cần đủ điểm các tiêu chí điều kiện"
    NO_MINUTES = "no_minutes", "Không có biên bản"
    NOT_HELD = "not_held", "Không tổ chức mà không được đồng ý"


class GateLike(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def cap(self) -> str: ...
    @property
    def text(self) -> str: ...


class SetLike(Protocol):
    def grade_of(self, points: Decimal) -> Grade: ...
    def sheet_gates(self) -> Sequence[GateLike]: ...


@dataclass(frozen=True, slots=True)
class Scored:
    """A criterion with its points: all that grading needs to know of a line."""

    code: str
    points: Decimal
    max_points: Decimal
    is_gate: bool
    reason: str = ""
    to_full: str = ""  # what full points take, in people: "11 đồng chí"


@dataclass(frozen=True, slots=True)
class Held:
    """A gate that held the grade down, and why."""

    code: str
    cap: Grade
    reason: str


@dataclass(frozen=True, slots=True)
class Graded:
    points: Decimal
    base: Grade
    grade: Grade
    gates: tuple[Held, ...] = field(default=())

    @property
    def is_capped(self) -> bool:
        return self.grade != self.base

    @property
    def sentence(self) -> str:
        """91,5 điểm đạt mức Tốt, nhưng xếp loại Khá."""
        if self.is_capped:
            return f"{number(self.points)} điểm đạt mức {self.base.label}, nhưng xếp loại {self.grade.label}"
        return f"{number(self.points)} điểm, xếp loại {self.grade.label}"

    @property
    def because(self) -> str:
        return " ".join(gate.reason for gate in self.gates)


def grade(criteria_set: SetLike, lines: Iterable[Scored], *, has_minutes: bool = True) -> Graded:
    """Sum, base grade, gates, grade. Every gate that applies is printed, even where it changes nothing more."""
    scored = list(lines)
    points = sum((line.points for line in scored), ZERO)
    base = criteria_set.grade_of(points)
    held = tuple(
        gate
        for rule in criteria_set.sheet_gates()
        if (gate := _hold(rule, base, scored, has_minutes=has_minutes))
    )
    result = base
    for gate in held:
        result = result.capped(gate.cap)
    return Graded(points=points, base=base, grade=result, gates=held)


def _hold(gate: GateLike, base: Grade, lines: Sequence[Scored], *, has_minutes: bool) -> Held | None:
    cap = Grade(gate.cap)
    if cap.at_least(base):
        return None
    if gate.rule == GateRule.TOT_NEEDS_FULL:
        short = [line for line in lines if line.is_gate and line.points < line.max_points]
        return Held(gate.code, cap, " ".join(_why_short(line) for line in short)) if short else None
    if gate.rule == GateRule.NO_MINUTES and not has_minutes:
        return Held(gate.code, cap, f"Không có biên bản: xếp tối đa loại {cap.label}.")
    return None


def _why_short(line: Scored) -> str:
    number_of_line = line.code.split("-")[-1]
    said = f": {line.reason}" if line.reason else ""
    sentence = (
        f"Tiêu chí điều kiện {number_of_line} được {number(line.points)}/{number(line.max_points)}{said}."
    )
    return f"{sentence} Đủ {line.to_full} thì không bị khống chế." if line.to_full else sentence


def not_held(criteria_set: SetLike) -> Graded:
    """G3: a month without a meeting and without the superior's agreement is 0 points, Kém."""
    held = tuple(
        Held(gate.code, Grade(gate.cap), gate.text)
        for gate in criteria_set.sheet_gates()
        if gate.rule == GateRule.NOT_HELD
    )
    return Graded(points=ZERO, base=criteria_set.grade_of(ZERO), grade=Grade.KEM, gates=held)
