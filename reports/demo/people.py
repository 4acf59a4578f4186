"""The people of the demo: members, posts, standing, accounts and roles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from accounts.models import User
from chapters.models import Member, Membership, MemberStatus, Organization, PostHolding, RoleHolding
from chapters.roles import Role
from common.text import fold, name_sort_key
from reports.demo import words
from reports.demo.tree import Listed, split_pair

if TYPE_CHECKING:
    from random import Random

EXEMPT_SHARE = 0.06
AWAY_SHARE = 0.006
COMMITTEE_FROM = 9
DEMO_ACCOUNTS = ("bithu", "danguy", "tochuc", "chuyenvien", "dangvien", "quantri")
LONG_AGO = date(2010, 1, 1)


@dataclass
class Unit:
    """A chapter with its people and its temper: how good, how honest, how strict its superior."""

    organization: Organization
    people: list[Member]
    exempt: set[int] = field(default_factory=set)
    away: set[int] = field(default_factory=set)
    secretary: Member | None = None
    deputy: Member | None = None
    account: User | None = None
    reviewer: User | None = None
    quality: float = 0.7
    is_formal: bool = False
    leniency: float = 0.5
    is_showcase: bool = False
    parent_unit: Unit | None = None

    @property
    def has_committee(self) -> bool:
        return len(self.people) >= COMMITTEE_FROM


class Census:
    """Everyone, made at once."""

    def __init__(self, rng: Random, bloc: Organization, listed: list[Listed], today: date) -> None:
        self.rng = rng
        self.bloc = bloc
        self.listed = listed
        self.today = today
        self.units: list[Unit] = []
        self.committees: dict[int, list[Member]] = {}
        self.accounts: dict[str, User] = {}
        self.card = 38_000_000

    def take(self, password: str) -> None:
        for entry in self.listed:
            if entry.organization.is_chapter:
                self.units.append(self._unit(entry))
        members = [member for unit in self.units for member in unit.people]
        Member.objects.bulk_create(members, batch_size=2000)
        self._memberships()
        self._standing()
        self._posts()
        self._tempers()
        self._open_accounts(password)

    def _unit(self, entry: Listed) -> Unit:
        if entry.is_showcase:
            people = [self._person(name, sex, kind) for name, sex, _, kind in words.SHOWCASE]
        else:
            people = [self._person() for _ in range(max(entry.members, 3))]
            for member in people[-entry.probationary :] if entry.probationary else ():
                self._on_probation(member)
            if entry.secretary and people:
                people[0].full_name = entry.secretary
            if entry.deputy and len(people) > 1:
                people[1].full_name = entry.deputy.split("\n")[0].split(";")[0].strip()
        for member in people:
            member.organization = None if entry.organization.dissolved_on else entry.organization
            member.sort_key = name_sort_key(member.full_name)
            member.search = fold(member.full_name)
        return Unit(organization=entry.organization, people=people, is_showcase=entry.is_showcase)

    def _person(self, name: str = "", sex: str = "", kind: str = "") -> Member:
        rng = self.rng
        sex = sex or ("male" if rng.random() < 0.58 else "female")
        middle = rng.choice(words.MIDDLE_MALE if sex == "male" else words.MIDDLE_FEMALE)
        given = rng.choice(words.GIVEN_MALE if sex == "male" else words.GIVEN_FEMALE)
        born = date(rng.randint(1964, 1994), rng.randint(1, 12), rng.randint(1, 28))
        admitted = date(born.year + rng.randint(22, 30), rng.randint(1, 12), rng.randint(1, 28))
        self.card += rng.randint(1, 37)
        member = Member(
            full_name=name or f"{rng.choice(words.FAMILY)} {middle} {given}",
            sex=sex,
            birth_date=born,
            birth_year=born.year,
            card_number=str(self.card),
            admitted_on=admitted,
            official_on=date(admitted.year + 1, admitted.month, admitted.day),
        )
        if kind == "probationary":
            self._on_probation(member)
        return member

    def _on_probation(self, member: Member) -> None:
        """Admitted within the last year, so not official today and not a member two years ago."""
        member.admitted_on = self.today - timedelta(days=self.rng.randint(40, 350))
        member.official_on = None
        member.birth_date = date(
            self.rng.randint(1990, 2001), self.rng.randint(1, 12), self.rng.randint(1, 28)
        )
        member.birth_year = member.birth_date.year

    def _memberships(self) -> None:
        older, younger = split_pair(self.listed)
        by_organization = {unit.organization.pk: unit for unit in self.units}
        rows = []
        for unit in self.units:
            organization = unit.organization
            dissolved = organization.dissolved_on
            for member in unit.people:
                if organization == younger:
                    continue
                starts = member.admitted_on if member.official_on is None else None
                rows.append(
                    Membership(
                        member=member,
                        organization=organization,
                        starts_on=starts or member.admitted_on or LONG_AGO,
                        ends_on=dissolved - timedelta(days=1) if dissolved else None,
                        ending=Membership.Ending.REORGANIZED if dissolved else "",
                        reason=Membership.Reason.ADMITTED if starts else Membership.Reason.LISTED,
                    )
                )
        rows += self._split_memberships(by_organization[older.pk], by_organization[younger.pk])
        Membership.objects.bulk_create(rows, batch_size=2000)

    def _split_memberships(self, older: Unit, younger: Unit) -> list[Membership]:
        """Those of the younger chapter belonged to the older one until the split."""
        younger.parent_unit = older
        day = younger.organization.founded_on
        if day is None:
            message = "a chapter split off has its founding day"
            raise ValueError(message)
        rows = []
        for member in younger.people:
            joined = member.admitted_on or LONG_AGO
            if joined < day:
                rows.append(
                    Membership(
                        member=member,
                        organization=older.organization,
                        starts_on=joined,
                        ends_on=day - timedelta(days=1),
                        ending=Membership.Ending.REORGANIZED,
                    )
                )
            rows.append(
                Membership(
                    member=member,
                    organization=younger.organization,
                    starts_on=max(joined, day),
                    reason=Membership.Reason.REORGANIZED if joined < day else Membership.Reason.ADMITTED,
                )
            )
        return rows

    def _standing(self) -> None:
        rows = []
        for unit in self.units:
            for index, member in enumerate(unit.people):
                if member.official_on is None or index < 2:
                    continue
                marked = unit.is_showcase and words.SHOWCASE[index][3] == "exempt"
                if marked or (not unit.is_showcase and self.rng.random() < EXEMPT_SHARE):
                    unit.exempt.add(member.pk)
                    kind, since = MemberStatus.Kind.EXEMPT, date(self.rng.randint(2019, 2024), 1, 1)
                elif not unit.is_showcase and self.rng.random() < AWAY_SHARE:
                    unit.away.add(member.pk)
                    kind, since = MemberStatus.Kind.AWAY, date(2024, 6, 1)
                else:
                    continue
                rows.append(MemberStatus(member=member, kind=kind, starts_on=since))
        MemberStatus.objects.bulk_create(rows, batch_size=2000)

    def _posts(self) -> None:
        rows: list[PostHolding] = []

        def hold(member: Member, organization: Organization, post: str, since: date) -> None:
            rows.append(
                PostHolding(
                    member=member,
                    organization=organization,
                    post=post,
                    rank=PostHolding.Post.values.index(post),
                    starts_on=since,
                    ends_on=organization.dissolved_on,
                )
            )

        for unit in self.units:
            official = [member for member in unit.people if member.official_on]
            since = unit.organization.founded_on or date(2020, 6, 1)
            since = max(since, date(2020, 6, 1))
            unit.secretary = official[0]
            hold(official[0], unit.organization, "secretary", since)
            if len(official) > 1:
                unit.deputy = official[1]
                hold(official[1], unit.organization, "deputy", since)
            if unit.has_committee:
                for member in official[2:3]:
                    hold(member, unit.organization, "chapter_committee_member", since)
        for entry in self.listed:
            if entry.organization.has_party_committee:
                self._committee(entry, hold)
        PostHolding.objects.bulk_create(rows, batch_size=2000)

    def _committee(self, entry: Listed, hold: object) -> None:
        """Secretaries of the chapters below sit on the committee; at least five, at most eleven."""
        below = [unit for unit in self.units if unit.organization.path.startswith(entry.organization.path)]
        below = [unit for unit in below if unit.organization.dissolved_on is None]
        seats = [unit.secretary for unit in below if unit.secretary]
        seats += [unit.deputy for unit in below if unit.deputy]
        chosen = seats[:11]
        self.committees[entry.organization.pk] = chosen
        since = max(entry.organization.founded_on or date(2020, 6, 1), date(2020, 6, 1))
        posts = ("secretary", "deputy", "standing_member")
        for index, member in enumerate(chosen):
            post = posts[index] if index < len(posts) else "committee_member"
            hold(member, entry.organization, post, since)  # type: ignore[operator]

    def _tempers(self) -> None:
        """Sister chapters differ; a committee's reviewers share one leniency."""
        rng = self.rng
        leniency: dict[int, float] = {}
        level: dict[int, float] = {}
        for unit in self.units:
            parent = unit.organization.parent_id or 0
            unit.leniency = leniency.setdefault(parent, rng.random())
            usual = level.setdefault(parent, rng.gauss(0.72, 0.08))
            unit.quality = min(0.98, max(0.25, rng.gauss(usual, 0.1)))
            unit.is_formal = not unit.is_showcase and rng.random() < 0.05
        next(unit for unit in self.units if unit.is_showcase).quality = 0.8

    def _open_accounts(self, password: str) -> None:
        """One account a secretary and a committee (without a password), and the six of the demo."""
        locked = make_password(None)
        named = {unit.organization.pk: f"bithu.{unit.organization.pk}" for unit in self.units}
        parents = {each.organization.pk: each.organization for each in self.listed}
        rows = [
            User(username=named[unit.organization.pk], full_name=str(unit.secretary), password=locked)
            for unit in self.units
        ]
        bodies = [each for each in parents.values() if each.has_party_committee]
        rows += [
            User(username=f"danguy.{body.pk}", full_name=str(self.committees[body.pk][1]), password=locked)
            for body in bodies
        ]
        people = {
            "bithu": "Trần Thị Hòa Bình",
            "danguy": "Đặng Hữu Nghĩa",
            "tochuc": "Phùng Gia Khiêm",
            "chuyenvien": "Nguyễn Bá Hòe",
            "dangvien": "Vũ Minh Tuệ",
            "quantri": "Lò Văn Thịnh",
        }
        secret = make_password(password)
        rows += [User(username=name, full_name=people[name], password=secret) for name in DEMO_ACCOUNTS]
        User.objects.bulk_create(rows)
        self.accounts = {user.username: user for user in rows}
        self._give_roles(named, bodies)

    def _give_roles(self, named: dict[int, str], bodies: list[Organization]) -> None:
        showcase = next(unit for unit in self.units if unit.is_showcase)
        above = showcase.organization.parent
        held: list[tuple[str, Organization | None, Role]] = [
            (named[unit.organization.pk], unit.organization, Role.SECRETARY) for unit in self.units
        ]
        held += [(f"danguy.{body.pk}", body, Role.COMMITTEE) for body in bodies]
        held += [
            ("bithu", showcase.organization, Role.SECRETARY),
            ("danguy", above, Role.COMMITTEE),
            ("tochuc", self.bloc, Role.BOARD),
            ("dangvien", showcase.organization, Role.MEMBER),
            ("quantri", self.bloc, Role.ADMINISTRATOR),
        ]
        followed = [each for each in bodies if each.parent_id == self.bloc.pk]
        place = next(index for index, each in enumerate(followed) if each == above)
        held += [("chuyenvien", each, Role.SPECIALIST) for each in followed[max(0, place - 3) : place + 3]]
        RoleHolding.objects.bulk_create(
            RoleHolding(
                user=self.accounts[name], organization=organization, role=role, starts_on=date(2024, 1, 1)
            )
            for name, organization, role in held
        )
        for unit in self.units:
            unit.account = self.accounts[named[unit.organization.pk]]
            parent = unit.organization.parent_id
            unit.reviewer = self.accounts.get(f"danguy.{parent}", self.accounts["tochuc"])
        showcase.account = self.accounts["bithu"]
        for unit in self.units:
            if unit.organization.parent == above:
                unit.reviewer = self.accounts["danguy"]
        for name, member in (("bithu", "Trần Thị Hòa Bình"), ("dangvien", "Vũ Minh Tuệ")):
            person = next(each for each in showcase.people if each.full_name == member)
            person.user = self.accounts[name]
            person.save(update_fields=["user"])
