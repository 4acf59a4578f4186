"""Addresses of the records a number rests on, fast enough for thousands of meetings."""

from __future__ import annotations

from functools import cache
from typing import Final

from django.urls import reverse

SENTINEL: Final = 987654321
# Parts of the record that the meeting's page opens when asked for by name.
PARTS: Final = frozenset(
    {
        "previous",
        "tasks",
        "decisions",
        "remarks",
        "petitions",
        "limitations",
        "delegates",
        "documents",
        "topic",
    }
)
ITEM: Final = "item-"


@cache
def _pattern(name: str) -> str:
    return reverse(name, args=[SENTINEL])


def meeting_address(pk: int, place: str = "") -> str:
    """The page of a meeting, at the place that shows the record: a part, an item, the roll, its minutes."""
    address = _pattern("meetings:minutes" if place == "minutes" else "meetings:detail").replace(
        str(SENTINEL), str(pk)
    )
    if place in {"", "minutes"}:
        return address
    if place.startswith(ITEM):
        return f"{address}?item={place.removeprefix(ITEM)}#item-title"
    return f"{address}?part={place}#{place}" if place in PARTS else f"{address}#{place}"


def link(label: str, pk: int, place: str = "") -> tuple[tuple[str, str], ...]:
    return ((label, meeting_address(pk, place)),)
