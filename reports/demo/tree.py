"""The organizations of the demo: 60 TCCSĐ and 412 chapters, one dissolved on the way and one split off."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chapters.models import Organization, OrganizationChange, OrganizationName, Placement, Term
from chapters.signals import organization_changed
from common.dates import add_months
from common.text import fold

if TYPE_CHECKING:
    from random import Random

BLOC_NAME = "Đảng bộ Khối các cơ quan tỉnh An Lạc"
SHOWCASE_ROW = 187
MONTHS_SINCE_SPLIT = 8
SIZE_TO_SPLIT = 14
GROUPS = {
    "I": "Các cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể",
    "II": "Các cơ quan quản lý nhà nước, tư pháp",
    "III": "Đơn vị sự nghiệp công lập",
    "IV": "Doanh nghiệp, hội đặc thù",
}
USUAL_DAYS = (3, 4, 5, 5, 5, 6, 8, 10, 12, 15, 18, 20, 24, 25, 26)


@dataclass(frozen=True)
class Listed:
    """One line of organizations.csv, with the organization made from it."""

    organization: Organization
    members: int
    probationary: int
    secretary: str
    deputy: str
    is_showcase: bool


def plant(rng: Random, today: date) -> tuple[Organization, list[Listed]]:
    """Enter the whole tree. Organizations come in the official order, parents before children."""
    bloc = Organization.found(
        by=None,
        kind=Organization.Kind.BLOC,
        name=BLOC_NAME,
        founded_on=date(1993, 10, 20),
        superior_name="Đảng bộ tỉnh An Lạc",
        place_name="An Lạc",
        position=1,
    )
    made: dict[str, Organization] = {}
    listed: list[Listed] = []
    base_day = 5
    with Path(__file__).with_name("organizations.csv").open(encoding="utf-8") as lines:
        for number, line in enumerate(csv.DictReader(lines), start=2):
            parent = made[line["parent"]] if line["parent"] else bloc
            if parent is bloc:
                base_day = rng.choice(USUAL_DAYS)
            organization = _unsaved(line, parent, number, _day_near(rng, base_day))
            made[line["row"]] = organization
            listed.append(
                Listed(
                    organization=organization,
                    members=int(line["members"]),
                    probationary=int(line["probationary"]),
                    secretary=line["secretary"],
                    deputy=line["deputy"],
                    is_showcase=int(line["row"]) == SHOWCASE_ROW,
                )
            )
    _save(bloc, [entry.organization for entry in listed])
    _split_one(listed, today)
    _open_terms(bloc, listed)
    organization_changed.send(sender=Organization, organization=bloc, since=None, by=None)
    return bloc, listed


def _day_near(rng: Random, day: int) -> int:
    return max(1, min(28, day + rng.choice((0, 0, 0, 0, 1, -1, 2))))


def _unsaved(line: dict[str, str], parent: Organization, number: int, day: int) -> Organization:
    return Organization(
        kind=line["kind"],
        name=line["name"],
        search=fold(line["name"]),
        parent=parent,
        position=number,
        code=f"38.168.{int(line['row']):03d}",
        chapter_type=line["chapter_type"],
        group_label=GROUPS[line["group"]],
        founded_on=date.fromisoformat(line["founded"]) if len(line["founded"]) > len("1963") else None,
        founded_year=int(line["founded"][:4]) if line["founded"] else None,
        dissolved_on=date.fromisoformat(line["dissolved"]) if line["dissolved"] else None,
        fixed_day=day if line["kind"] != Organization.Kind.SUB_PARTY_BODY else None,
    )


def _save(bloc: Organization, organizations: list[Organization]) -> None:
    """Level by level, since a path holds the ids of those above."""
    paths: dict[int, str] = {bloc.pk: bloc.path}
    waiting: list[Any] = organizations
    while waiting:
        level = [each for each in waiting if each.parent.pk is not None]
        for each in level:
            each.parent = each.parent  # the parent has its id now
        Organization.objects.bulk_create(level)
        for each in level:
            each.path = paths[each.pk] = f"{paths[each.parent.pk]}{each.pk}/"
        Organization.objects.bulk_update(level, ["path"], batch_size=200)
        waiting = [each for each in waiting if each.pk is None]
    OrganizationName.objects.bulk_create(
        OrganizationName(
            organization=each, name=each.name, starts_on=each.founded_on, ends_on=each.dissolved_on
        )
        for each in organizations
    )
    Placement.objects.bulk_create(
        Placement(organization=each, parent=each.parent, starts_on=each.founded_on, ends_on=each.dissolved_on)
        for each in organizations
    )
    OrganizationChange.objects.bulk_create(
        OrganizationChange(
            organization=each,
            kind=OrganizationChange.Kind.DISSOLVE,
            happened_on=each.dissolved_on,
            decision="45-QĐ/ĐU",
        )
        for each in organizations
        if each.dissolved_on
    )


def _split_one(listed: list[Listed], today: date) -> None:
    """Two neighbours of one đảng bộ: the second was split off the first some months ago."""
    founded = add_months(today.replace(day=1), -MONTHS_SINCE_SPLIT)
    older, younger = split_pair(listed)
    younger.founded_on, younger.founded_year = founded, founded.year
    younger.save(update_fields=["founded_on", "founded_year"])
    younger.names.update(starts_on=founded)
    younger.placements.update(starts_on=founded)
    OrganizationChange.objects.create(
        organization=older,
        other=younger,
        kind=OrganizationChange.Kind.SPLIT,
        happened_on=founded,
        decision="12-QĐ/ĐU",
    )


def split_pair(listed: list[Listed]) -> tuple[Organization, Organization]:
    """The first two neighbouring big chapters under one đảng bộ, outside the showcase."""
    showcase = next(each.organization for each in listed if each.is_showcase)
    for first, second in pairwise(listed):
        parent = first.organization.parent
        if (
            first.organization.kind == second.organization.kind == Organization.Kind.CHAPTER
            and parent == second.organization.parent != showcase.parent
            and min(first.members, second.members) >= SIZE_TO_SPLIT
        ):
            return first.organization, second.organization
    message = "no two neighbouring big chapters"
    raise LookupError(message)


def _open_terms(bloc: Organization, listed: list[Listed]) -> None:
    """Five years for a đảng bộ and a chi bộ cơ sở, thirty months for a chi bộ trực thuộc."""
    terms = [Term(organization=bloc, label="2025 - 2030", starts_on=date(2025, 8, 15))]
    terms.append(
        Term(organization=bloc, label="2020 - 2025", starts_on=date(2020, 8, 15), ends_on=date(2025, 8, 14))
    )
    for each in listed:
        if each.organization.kind == Organization.Kind.CHAPTER:
            starts, label = date(2025, 3, 1), "2025 - 2027"
        else:
            starts, label = date(2025, 6, 1), "2025 - 2030"
        terms.append(Term(organization=each.organization, label=label, starts_on=starts))
    Term.objects.bulk_create(terms)
