"""Numeric bands: the first that matches gives the points. Percents are compared as whole numbers."""

from __future__ import annotations

import operator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scoring.evidence.suggestion import Fact

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


def band_points(bands: Mapping[str, Any], fact: Fact) -> Decimal | None:
    """Points of the first band the value falls in; a percent of nothing falls in none."""
    if fact.value is None or fact.whole == 0:
        return None
    for band in bands["first_match"]:
        if _falls_in(band, fact.value, fact.whole):
            return Decimal(str(band["points"]))
    return None


def _falls_in(band: Mapping[str, Any], value: int | Decimal, whole: int | None) -> bool:
    edge = Decimal(str(band["value"]))
    if whole is None:
        return OPERATORS[band["op"]](value, edge)
    return OPERATORS[band["op"]](value * 100, edge * whole)


def to_reach_full(bands: Mapping[str, Any], fact: Fact, full: Decimal) -> str:
    """How many people full points take: "11 đồng chí"; nothing where people are not what is counted."""
    if not fact.whole or not fact.unit:
        return ""
    band = next((band for band in bands["first_match"] if Decimal(str(band["points"])) == full), None)
    if band is None:
        return ""
    needed = next((count for count in range(fact.whole + 1) if _falls_in(band, count, fact.whole)), None)
    return "" if needed is None else f"{needed} {fact.unit}"
