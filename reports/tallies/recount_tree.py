"""Who stood where, for the second way of counting: organizations, placements, members, all as they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from chapters.models import Member, Membership, MemberStatus, Organization, Placement
from common.dates import add_months, month_of
from meetings.models import Meeting

Row = dict[str, Any]


@dataclass
class Tree:
    """All organizations, their placements, members and standings: what does not change from month to month."""

    organizations: list[Organization]
    placements: dict[int, list[Placement]]
    memberships: dict[int, list[tuple[int, date, date | None]]]
    ever_entered: set[int]
    official_on: dict[int, date | None]
    statuses: dict[int, list[tuple[str, date, date | None]]]
    first_meeting: dict[int, date]
    opening: date | None

    @classmethod
    def read(cls) -> Tree:
        placements: dict[int, list[Placement]] = defaultdict(list)
        for placement in Placement.objects.all():
            placements[placement.organization_id].append(placement)
        memberships: dict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
        ever_entered = set()
        for organization, member, is_temporary, start, end in Membership.objects.values_list(
            "organization_id", "member_id", "is_temporary", "starts_on", "ends_on"
        ):
            ever_entered.add(organization)
            if not is_temporary:
                memberships[organization].append((member, start, end))
        statuses: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
        for member, kind, start, end in MemberStatus.objects.values_list(
            "member_id", "kind", "starts_on", "ends_on"
        ):
            statuses[member].append((kind, start, end))
        first_meeting: dict[int, date] = {}
        opening: date | None = None
        for organization, month, source in Meeting.objects.values_list("organization_id", "month", "source"):
            first_meeting[organization] = min(month, first_meeting.get(organization, month))
            if source == "recorded":
                opening = min(month, opening or month)
        return cls(
            list(Organization.objects.exclude(kind="party_group")),
            placements,
            memberships,
            ever_entered,
            dict(Member.objects.values_list("pk", "official_on")),
            statuses,
            first_meeting,
            opening,
        )

    def parent_of(self, organization: Organization, month: date) -> int | None:
        begun = [
            placement
            for placement in self.placements[organization.pk]
            if placement.starts_on is None or placement.starts_on < add_months(month, 1)
        ]
        if not begun:
            return organization.parent_id
        return max(begun, key=lambda placement: (placement.starts_on or date.min, placement.pk)).parent_id

    def is_begun(self, organization: Organization, month: date, today: date) -> bool:
        opening = min(self.opening or month_of(today), month_of(today))
        return month >= min(opening, self.first_meeting.get(organization.pk, opening))

    def members_of(self, organization: Organization, day: date) -> Row:
        if organization.pk not in self.ever_entered:
            official, probationary = (
                organization.reported_official or 0,
                organization.reported_probationary or 0,
            )
            total = organization.reported_members
            return {
                "members": official + probationary if total is None else total,
                "official": official,
                "probationary": probationary,
            }
        row: Row = dict.fromkeys(("members", "official", "probationary", "exempt", "away"), 0)
        for member, start, end in self.memberships[organization.pk]:
            if not _in_force(start, end, day):
                continue
            row["members"] += 1
            official_on = self.official_on[member]
            row["official" if official_on and official_on <= day else "probationary"] += 1
            kinds = {kind for kind, since, till in self.statuses[member] if _in_force(since, till, day)}
            row["exempt"] += "exempt" in kinds
            row["away"] += "away" in kinds
        return row


def _in_force(start: date, end: date | None, day: date) -> bool:
    return start <= day and (end is None or end >= day)
