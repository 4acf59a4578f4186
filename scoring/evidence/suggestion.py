"""What the record says of one criterion: points or none, the reason in Vietnamese, the records it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

Links = tuple[tuple[str, str], ...]  # (label, address)
REASON_LENGTH = 500


class State(models.TextChoices):
    NONE = "none", "không có dữ liệu"
    KNOWN = "known", "từ hồ sơ"
    EXPECTED = "expected", "tạm tính"
    NOT_APPLICABLE = "not_applicable", "không phát sinh"


SPEAKING = frozenset({State.KNOWN, State.EXPECTED})


class LevelLike(Protocol):
    @property
    def points(self) -> Decimal: ...


class CriterionLike(Protocol):
    """A row of Criterion, or anything that answers as one."""

    @property
    def pk(self) -> int: ...
    @property
    def mode(self) -> str: ...
    @property
    def max_points(self) -> Decimal: ...
    @property
    def evidence(self) -> list[str]: ...
    @property
    def bands(self) -> dict[str, object] | None: ...
    @property
    def full_when_not_applicable(self) -> bool: ...
    @property
    def known_after_meeting(self) -> bool: ...
    @property
    def scale(self) -> Sequence[LevelLike]: ...


@dataclass(frozen=True, slots=True)
class Suggestion:
    state: State
    points: Decimal | None = None
    reason: str = ""
    records: Links = ()
    to_full: str = ""  # what full points take: "11 đồng chí"


@dataclass(frozen=True, slots=True)
class Fact:
    """One evidence key read from one record. With `whole` the value is a part of it: a percent, kept exact."""

    words: str = ""
    value: int | Decimal | None = None
    whole: int | None = None
    links: Links = ()
    state: State = State.KNOWN
    unit: str = ""  # who is counted, for "Đủ 11 đồng chí"

    @property
    def is_known(self) -> bool:
        return self.state in SPEAKING


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which level of the criterion the facts reach, 0 the best; None where they say nothing."""

    level: int | None
    state: State = State.KNOWN
    words: str = ""
    links: Links | None = None


def nothing(words: str = "", links: Links = ()) -> Fact:
    """No data speak."""
    return Fact(words=words, links=links, state=State.NONE)


def does_not_arise(words: str, links: Links = ()) -> Fact:
    return Fact(words=f"Không phát sinh: {words}", links=links, state=State.NOT_APPLICABLE)
