"""What a member did in a year, for lists and pages of members. Apps above put the figures in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass
class MemberYear:
    """None is "not applicable": an exempt member was due at no meeting."""

    present: int | None = None
    due: int | None = None
    spoken: int | None = None
    open_tasks: int = 0
    notices: list[str] = field(default_factory=list)


class Source(Protocol):
    """Reads the year of these members, in a number of queries that does not depend on how many they are."""

    def __call__(self, member_ids: Sequence[int], year: int) -> Mapping[int, MemberYear]: ...


_sources: list[Source] = []


def register(source: Source) -> None:
    """Called once, in the ready() of the app that knows the figures."""
    _sources.append(source)


def years_of(member_ids: Sequence[int], year: int) -> dict[int, MemberYear]:
    """One row for each member, whoever knows of them or not."""
    years = {pk: MemberYear() for pk in member_ids}
    for source in _sources:
        years.update(source(member_ids, year))
    return years
