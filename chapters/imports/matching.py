"""Which organization a title in a file means: exactly one, one to be confirmed, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from common.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORT: Final = (
    (re.compile(r"^cb\b"), "chi bo"),
    (re.compile(r"\bcbcs\b"), "chi bo co so"),
    (re.compile(r"\btt\b"), "trung tam"),
    (re.compile(r"\bvp\b"), "van phong"),
    (re.compile(r"\b(p|phg)\b\.?"), "phong"),
    (re.compile(r"\bttr\b"), "thanh tra"),
    (re.compile(r"\bnv\b"), "nghiep vu"),
    (re.compile(r"\btc\b"), "to chuc"),
    (re.compile(r"\bhc\b"), "hanh chinh"),
    (re.compile(r"\bkh\b"), "ke hoach"),
)
_EMPTY_WORDS: Final = {"chi", "bo", "co", "so", "quan", "don", "vi", "tinh"}
_PUNCTUATION = re.compile(r"[^\w]+")
SURE_ENOUGH: Final = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Match:
    candidate: Candidate | None = None
    is_exact: bool = False


def match_name(title: str, candidates: Sequence[Candidate]) -> Match:
    """Exact when the names are equal but for case and spaces; otherwise the one clear proposal, or none."""
    wanted = clean(title).casefold()
    equal = [candidate for candidate in candidates if clean(candidate.name).casefold() == wanted]
    if len(equal) == 1:
        return Match(equal[0], is_exact=True)
    if equal:
        return Match()
    scored = sorted(((_likeness(title, one.name), one.pk, one) for one in candidates), reverse=True)
    if not scored or scored[0][0] < SURE_ENOUGH:
        return Match()
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return Match()
    return Match(scored[0][2])


def plain_words(title: str) -> list[str]:
    key = _PUNCTUATION.sub(" ", fold(title)).strip()
    for short, full in _SHORT:
        key = short.sub(full, key)
    return key.split()


def _likeness(title: str, name: str) -> float:
    """Shared words against all words; words that every unit has weigh nothing."""
    left, right = plain_words(title), plain_words(name)
    if left == right:
        return 1.0
    telling_left, telling_right = _telling(left), _telling(right)
    if not telling_left or not telling_right:
        return 0.0
    shared = len(telling_left & telling_right)
    return 0.99 * shared / len(telling_left | telling_right)


def _telling(words: list[str]) -> set[str]:
    return set(words) - _EMPTY_WORDS
