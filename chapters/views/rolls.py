"""The members of one organization as rows of a list, sifted by name, standing and need of attention."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from chapters import columns
from chapters.models import Member, MemberStatus, PostHolding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from chapters.columns import MemberYear
    from chapters.models import Organization
    from chapters.querysets import MemberQuerySet, PostHoldingQuerySet

FILTERS = {
    "": "Tất cả",
    "official": "Chính thức",
    "probationary": "Dự bị",
    "exempt": "Miễn sinh hoạt",
    "notice": "Cần chú ý",
}


@dataclass
class Row:
    """One member as a list shows them."""

    member: Member
    year: MemberYear
    day: date
    posts: list[str] = field(default_factory=list)
    statuses: list[MemberStatus] = field(default_factory=list)

    @property
    def standing(self) -> str:
        return "chính thức" if self.member.is_official_on(self.day) else "dự bị"

    @property
    def party_age(self) -> int | None:
        return self.member.party_age_on(self.day)

    @property
    def notices(self) -> list[str]:
        own = self.member.probation_notice(self.day)
        return [*([own] if own else []), *self.year.notices]

    def cells(self, number: int) -> list[object]:
        """The row of a spreadsheet."""
        member = self.member
        return [
            number,
            member.full_name,
            member.birth_date or member.birth_year,
            member.get_sex_display(),
            ", ".join(self.posts),
            member.job_title,
            member.admitted_on,
            member.official_on,
            member.card_number,
            member.organization.name if member.organization else "",
            ", ".join(status.get_kind_display() for status in self.statuses) or member.note,
        ]


@dataclass
class Roll:
    organization: Organization
    reach: MemberQuerySet
    today: date
    sought: str = ""
    chosen: str = ""
    _years: dict[int, MemberYear] = field(default_factory=dict)

    @property
    def is_of_chapter(self) -> bool:
        return self.organization.is_chapter

    def everyone(self) -> MemberQuerySet:
        return self.reach.under(self.organization.path)

    def sought_for(self) -> MemberQuerySet:
        return self.everyone().search(self.sought)

    def shown(self) -> MemberQuerySet:
        found = self.sought_for().select_related("organization").by_given_name()
        if self.chosen == "official":
            return found.official_on(self.today)
        if self.chosen == "probationary":
            return found.exclude(pk__in=found.official_on(self.today).values("pk"))
        if self.chosen == "exempt":
            return found.with_status(MemberStatus.Kind.EXEMPT, self.today)
        if self.chosen == "notice":
            return found.filter(pk__in=self._with_notices)
        return found

    def counts(self) -> dict[str, int]:
        """How many each filter would show; attention is worked out for one chapter only."""
        found = self.sought_for()
        is_exempt = Q(pk__in=found.with_status(MemberStatus.Kind.EXEMPT, self.today).values("pk"))
        counted = found.aggregate(
            total=Count("pk"),
            official=Count("pk", filter=Q(official_on__lte=self.today)),
            exempt=Count("pk", filter=is_exempt),
        )
        total, official = counted["total"], counted["official"]
        shown = {
            "": total,
            "official": official,
            "probationary": total - official,
            "exempt": counted["exempt"],
        }
        return shown | ({"notice": len(self._with_notices)} if self.is_of_chapter else {})

    @cached_property
    def _with_notices(self) -> list[int]:
        if not self.is_of_chapter:
            return []
        members = list(self.sought_for())
        years = self._years_of([member.pk for member in members])
        return [
            member.pk for member in members if years[member.pk].notices or member.probation_notice(self.today)
        ]

    def _years_of(self, member_ids: list[int]) -> dict[int, MemberYear]:
        """Read once, for the filter and for the rows alike."""
        unread = [pk for pk in member_ids if pk not in self._years]
        if unread:
            self._years |= columns.years_of(unread, self.today.year)
        return self._years

    def rows(self, members: Iterable[Member]) -> list[Row]:
        """A few queries for however many members."""
        listed = list(members)
        ids = [member.pk for member in listed]
        years = self._years_of(ids)
        rows = {member.pk: Row(member, years[member.pk], self.today) for member in listed}
        for post in _posts(ids).select_related("organization"):
            row = rows[post.member_id]
            is_here = post.organization_id in {self.organization.pk, row.member.organization_id}
            row.posts.append(post.get_post_display() if is_here else post.full_title)
        for status in MemberStatus.objects.on(self.today).filter(member__in=ids):
            rows[status.member_id].statuses.append(status)
        return list(rows.values())

    def guests(self) -> list[Member]:
        """Members of other chapters who meet here for a time."""
        if not self.is_of_chapter:
            return []
        return list(
            Member.objects.hosted_by(self.organization, self.today)
            .select_related("organization")
            .by_given_name()
        )


def _posts(member_ids: Sequence[int]) -> PostHoldingQuerySet:
    return PostHolding.objects.current().filter(member__in=member_ids).by_rank()
