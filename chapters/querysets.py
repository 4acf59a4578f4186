"""Every question about many organizations, members, posts and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from accounts.models import Entry, EntryQuerySet, User
from chapters.roles import LAST, OVERSEERS, Role
from common.text import fold

if TYPE_CHECKING:
    from datetime import date

Row = TypeVar("Row", bound=models.Model)


def in_force(on: date, prefix: str = "") -> Q:
    """Dated rows that hold on a day: starts_on ≤ day, and no end or an end on or after it."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": on})
    )


def in_force_or_since_ever(on: date) -> Q:
    """The same for rows whose beginning may be unknown: no start is a start before every day."""
    return (Q(starts_on__isnull=True) | Q(starts_on__lte=on)) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def held_roles(user: User) -> list[tuple[str, Role]]:
    """The person's current (path, role) pairs, read once for the life of the user object."""
    cached: list[tuple[str, Role]] | None = getattr(user, "_held_roles", None)
    if cached is None:
        rows = user.role_holdings.current().values_list("organization__path", "role")
        cached = [(path, Role(role)) for path, role in rows]
        user._held_roles = cached  # type: ignore[attr-defined]  # noqa: SLF001
    return cached


def under(path: str, lookup: str = "path") -> Q:
    """Rows at or below a path, asked as a range so that an index answers on both databases."""
    return Q(**{f"{lookup}__gte": path, f"{lookup}__lte": path + LAST})


def accounts_visible_to(user: User) -> models.QuerySet[User]:
    """The accounts an administrator keeps: those with a role or a member in reach; at the top, all of them."""
    accounts: models.QuerySet[User] = User.objects.all()
    if user.is_superuser:
        return accounts
    accounts = accounts.filter(is_superuser=False)
    paths = [path for path, role in held_roles(user) if role == Role.ADMINISTRATOR]
    if any(_is_top(path) for path in paths):
        return accounts
    reach = Q(pk__in=[])
    for path in paths:
        reach |= under(path, "role_holdings__organization__path") | under(path, "member__organization__path")
    return accounts.filter(reach).distinct()


def entries_visible_to(user: User, roles: frozenset[Role]) -> EntryQuerySet:
    """The trail of what lies in reach of these roles; at the top also what belongs to no organization."""
    entries: EntryQuerySet = Entry.objects.all()
    paths = [path for path, role in held_roles(user) if role in roles]
    if user.is_superuser or any(_is_top(path) for path in paths):
        return entries
    reach = Q(pk__in=[])
    for path in paths:
        reach |= under(path, "organization_path")
    return entries.filter(reach)


def _is_top(path: str) -> bool:
    return path.count("/") == 2  # noqa: PLR2004 (a slash before and after the only id)


class RoleHoldingQuerySet(models.QuerySet["RoleHolding"]):  # type: ignore[name-defined]
    def current(self) -> Self:
        return self.filter(in_force(timezone.localdate()))


class TreeQuerySet(models.QuerySet[Row]):
    """Rows that hang on the tree of organizations."""

    path = "organization__path"

    def visible_to(self, user: User) -> Self:
        """Only what the person's current roles reach; everything for the system's keepers."""
        if user.is_superuser:
            return self
        return self.filter(self.reach(user))

    def reach(self, user: User) -> Q:
        reach = Q(pk__in=[])
        for path, role in held_roles(user):
            reach |= self.reach_of(path, role)
        return reach

    def reach_of(self, path: str, role: Role) -> Q:
        return under(path, self.path) if role in OVERSEERS else Q(**{self.path: path})

    def under(self, path: str) -> Self:
        return self.filter(under(path, self.path))


class OrganizationQuerySet(TreeQuerySet["Organization"]):  # type: ignore[name-defined]
    path = "path"

    def active_on(self, day: date) -> Self:
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=day),
            Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day),
        )

    def active(self) -> Self:
        return self.active_on(timezone.localdate())

    def chapters(self) -> Self:
        """Everything that holds chapter meetings: chi bộ trực thuộc and chi bộ cơ sở."""
        return self.filter(kind__in=self.model.CHAPTER_KINDS)

    def base_organizations(self) -> Self:
        """Tổ chức cơ sở đảng: đảng bộ cơ sở and chi bộ cơ sở."""
        return self.filter(kind__in=self.model.BASE_KINDS)

    def search(self, text: str) -> Self:
        found = self
        for word in fold(text).split():
            found = found.filter(search__contains=word)
        return found

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def with_counts(self) -> Self:
        """Members today at and below each: all, official; and the chapters active below."""
        today = timezone.localdate()
        members = self.model.members.field.model.objects.filter(_below_outer("organization__path"))
        chapters = self.model.objects.active().chapters().filter(_below_outer("path"))
        return self.annotate(
            members_count=_count(members),
            official_count=_count(members.official_on(today)),
            chapters_count=_count(chapters),
        )


def _below_outer(lookup: str) -> Q:
    end = Concat(OuterRef("path"), Value(LAST))
    return Q(**{f"{lookup}__gte": OuterRef("path"), f"{lookup}__lte": end})


def _count(rows: models.QuerySet[models.Model]) -> models.Subquery:
    counted = rows.order_by().annotate(total=Func(F("pk"), function="COUNT")).values("total")
    return Subquery(counted, output_field=models.IntegerField())


class MemberQuerySet(TreeQuerySet["Member"]):  # type: ignore[name-defined]
    path = "organization__path"

    def reach_of(self, path: str, role: Role) -> Q:
        """A member role reads the names of the own chapter; the rest is the page's right to ask."""
        return super().reach_of(path, role)

    def on_roll_of(self, organization: models.Model, day: date) -> Self:
        """Home members on the roll of a chapter that day; temporary guests come from `hosted_by`."""
        return self.filter(
            in_force(day, "memberships__"),
            memberships__organization=organization,
            memberships__is_temporary=False,
        ).distinct()

    def hosted_by(self, organization: models.Model, day: date) -> Self:
        return self.filter(
            in_force(day, "memberships__"),
            memberships__organization=organization,
            memberships__is_temporary=True,
        ).distinct()

    def official_on(self, day: date) -> Self:
        return self.filter(official_on__isnull=False, official_on__lte=day)

    def search(self, text: str) -> Self:
        found = self
        for word in fold(text).split():
            found = found.filter(search__contains=word)
        return found

    def by_given_name(self) -> Self:
        return self.order_by("sort_key", "birth_year", "pk")

    def with_status(self, kind: str, day: date) -> Self:
        statuses = self.model.statuses.field.model.objects.on(day).filter(kind=kind)
        return self.filter(pk__in=statuses.values("member"))


class PostHoldingQuerySet(TreeQuerySet["PostHolding"]):  # type: ignore[name-defined]
    def on(self, day: date) -> Self:
        return self.filter(in_force(day))

    def current(self) -> Self:
        return self.on(timezone.localdate())

    def by_rank(self) -> Self:
        return self.order_by("rank", "member__sort_key")


class MembershipQuerySet(TreeQuerySet["Membership"]):  # type: ignore[name-defined]
    def on(self, day: date) -> Self:
        return self.filter(in_force(day))


class StatusQuerySet(TreeQuerySet["MemberStatus"]):  # type: ignore[name-defined]
    path = "member__organization__path"

    def on(self, day: date) -> Self:
        return self.filter(in_force(day))


class NameQuerySet(models.QuerySet["OrganizationName"]):  # type: ignore[name-defined]
    def on(self, day: date) -> Self:
        return self.filter(in_force_or_since_ever(day))


class PlacementQuerySet(models.QuerySet["Placement"]):  # type: ignore[name-defined]
    def on(self, day: date) -> Self:
        return self.filter(in_force_or_since_ever(day))

    def latest_first(self) -> Self:
        return self.order_by(F("starts_on").desc(nulls_last=True))
