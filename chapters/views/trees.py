"""Organizations as rows of a list: each with its children below it, its head counts, its secretary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from chapters.models import PostHolding
from chapters.querysets import under

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chapters.models import Organization
    from chapters.querysets import OrganizationQuerySet


@dataclass
class Branch:
    """One organization as a list shows it. It has been read `with_counts`."""

    organization: Organization
    secretary: str = ""
    below: list[Branch] = field(default_factory=list)

    @property
    def members(self) -> int | None:
        """Those entered one by one; before that, what the office's list said."""
        return self.organization.members_count or self.organization.reported_members  # type: ignore[attr-defined]

    @property
    def official(self) -> int | None:
        if self.organization.members_count:  # type: ignore[attr-defined]
            return self.organization.official_count  # type: ignore[attr-defined, no-any-return]
        return self.organization.reported_official

    @property
    def probationary(self) -> int | None:
        if self.organization.members_count:  # type: ignore[attr-defined]
            return self.organization.members_count - self.organization.official_count  # type: ignore[attr-defined, no-any-return]
        return self.organization.reported_probationary

    @property
    def is_as_reported(self) -> bool:
        return not self.organization.members_count and self.organization.reported_members is not None  # type: ignore[attr-defined]

    @property
    def is_too_small(self) -> bool:
        """Fewer official members than the Charter asks of a chapter (docs/rules.md §1.3)."""
        official = self.official
        return (
            self.organization.is_chapter
            and not self.organization.dissolved_on
            and bool(self.members)
            and official is not None
            and official < self.organization.MINIMUM_OFFICIAL
        )

    def cells(self, number: int) -> list[object]:
        """The row of a spreadsheet."""
        organization = self.organization
        return [
            number,
            organization.name,
            organization.get_kind_display(),
            organization.parent.name if organization.parent else "",
            organization.code,
            organization.get_chapter_type_display(),
            organization.founded_on,
            organization.chapters_count if organization.has_party_committee else None,  # type: ignore[attr-defined]
            self.members,
            self.official,
            self.probationary,
            self.secretary,
        ]


def branches(tops: Iterable[Organization], shown: OrganizationQuerySet) -> list[Branch]:
    """The trees that begin at these organizations, in two queries however deep they are."""
    roots = [Branch(organization) for organization in tops]
    beneath = Q(pk__in=[])
    for root in roots:
        if root.organization.has_party_committee:
            beneath |= under(root.organization.path)
    found = shown.filter(beneath).exclude(pk__in=[root.organization.pk for root in roots])
    by_id = {root.organization.pk: root for root in roots}
    every = [Branch(organization) for organization in found.with_counts().in_order()]
    by_id |= {branch.organization.pk: branch for branch in every}
    for branch in every:
        by_id[branch.organization.parent_id].below.append(branch)  # type: ignore[index]
    lead(by_id.values())
    return roots


def lead(rows: Iterable[Branch]) -> None:
    """Put each one's secretary beside it: the post held today, or the name an office's list gave."""
    by_id = {row.organization.pk: row for row in rows}
    posts = PostHolding.objects.current().filter(organization__in=by_id, post=PostHolding.Post.SECRETARY)
    for pk, name in posts.values_list("organization", "member__full_name"):
        by_id[pk].secretary = name
    for row in by_id.values():
        row.secretary = row.secretary or row.organization.reported_secretary
