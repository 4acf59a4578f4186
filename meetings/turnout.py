"""How many came, of how many who should; how many may vote, and how many of those are in the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meetings.models import Attendance

USUAL_THRESHOLD: Final = 90


@dataclass(frozen=True, kw_only=True)
class Turnout:
    """Counts of one roll. The exempt, away and suspended are outside `due`, even when they came."""

    due: int
    present: int
    excused: int = 0
    unexcused: int = 0
    exempt: int = 0
    away: int = 0
    official: int = 0
    probationary: int = 0
    official_present: int = 0
    voters: int = 0
    voters_present: int = 0

    @classmethod
    def of(cls, roll: Iterable[Attendance]) -> Turnout:
        places = list(roll)
        due = [place for place in places if place.is_due]
        voters = [place for place in places if place.has_vote]
        official = [place for place in places if place.is_official]
        return cls(
            due=len(due),
            present=sum(place.is_here for place in due),
            excused=sum(place.presence == place.Presence.EXCUSED for place in due),
            unexcused=sum(place.presence == place.Presence.UNEXCUSED for place in due),
            exempt=sum(place.exemption == place.Exemption.EXEMPT for place in places),
            away=sum(
                place.exemption not in {place.Exemption.NONE, place.Exemption.EXEMPT} for place in places
            ),
            official=len(official),
            probationary=len(places) - len(official),
            official_present=sum(place.is_here for place in official),
            voters=len(voters),
            voters_present=sum(place.is_here for place in voters),
        )

    @property
    def absent(self) -> int:
        return self.due - self.present

    def allowance(self, percent: int = USUAL_THRESHOLD) -> int:
        """How many may be absent so that the share present is still at least `percent`."""
        return self.due - -(-self.due * percent // 100)
