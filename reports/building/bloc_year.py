"""The year of the Khối, from tallies and yearly facts alone."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Sum
from django.utils import timezone

from common.dates import add_months, last_day, month_of, months_between
from common.errors import RuleError
from reports.building import counting, heads
from reports.building.bloc_month import series
from reports.models import Tally, YearFact
from reports.paper.snapshots import BlocYear, Concern, Counts, MonthOf, OrganizationRow, Targets
from scoring.models import Grade

if TYPE_CHECKING:
    from datetime import date

    from chapters.models import Organization

WEAK = (Grade.TB, Grade.KEM)


def snapshot(organization: Organization, first: date, *, draft: int) -> BlocYear:
    months = months_between(first, min(first.replace(month=12), month_of(timezone.localdate())))
    rows = list(Tally.objects.of(organization).in_months(months[0], months[-1]).order_by("month"))
    if not rows:
        raise RuleError(f"Chưa có số liệu năm {first.year} của {organization}.")
    now = timezone.now()
    today = timezone.localdate(now)
    facts = YearFact.objects.filter(organization=organization, year=first.year).first()
    leaves = _leaves(organization, months)
    before = _year_before(organization, [row.month for row in rows])
    known = months_between(rows[0].month, months[-1])  # as the series: from the first month of the book
    return BlocYear(
        head=heads.head(organization, "BC", today, draft=draft),
        signing=heads.signing(organization, today),
        name=organization.name_on(last_day(months[-1])),
        year=first.year,
        chapters=rows[-1].chapters,
        counts=counting.added(_settled(row) for row in rows),
        before=before,
        organizations=_organizations(organization, known, with_before=before is not None),
        exceptions=_missed(leaves),
        series=series(organization, months),
        targets=Targets(),
        data_at=now,
        criteria=counting.criteria(months[-1]),
        weak_twice=_weak_twice(leaves),
        chapters_due=facts.chapters if facts else None,
        all_months=facts.met_every_month if facts else None,
        thematic_full=facts.met_every_quarter if facts else None,
    )


def _settled(row: Tally) -> Counts:
    return counting.settled(counting.counts(row))


def _year_before(organization: Organization, months: list[date]) -> Counts | None:
    """The same months a year earlier, if all of them are known: part of a year compares with nothing."""
    earlier = [add_months(month, -12) for month in months]
    rows = Tally.objects.of(organization).filter(month__in=earlier, due__gt=0)
    return counting.added(_settled(row) for row in rows) if len(rows) == len(months) else None


def _organizations(
    organization: Organization, months: list[date], *, with_before: bool
) -> tuple[OrganizationRow, ...]:
    """Those directly under the Khối in any month of the year, as they stood in the last of their months."""
    rows: dict[int, dict[date, Tally]] = defaultdict(dict)
    found = Tally.objects.directly_under(organization).in_months(months[0], months[-1])
    for row in found.select_related("organization").in_order():
        rows[row.organization_id][row.month] = row
    names = counting.in_force_names(
        [next(iter(of_months.values())).organization for of_months in rows.values()], last_day(months[-1])
    )
    before = _organizations_before(list(rows), months) if with_before else {}
    made = []
    for pk, of_months in rows.items():
        last = of_months[max(of_months)]
        made.append(
            OrganizationRow(
                name=names[pk],
                chapters=last.chapters,
                members=last.members,
                counts=counting.added(_settled(row) for row in of_months.values()),
                before=before.get(pk),
                months=tuple(
                    MonthOf(
                        month=month,
                        counts=_settled(of_months[month]) if month in of_months else Counts(),
                    )
                    for month in months
                ),
            )
        )
    return tuple(made)


def _organizations_before(ids: list[int], months: list[date]) -> dict[int, Counts]:
    rows = (
        Tally.objects.filter(organization__in=ids, month__in=[add_months(month, -12) for month in months])
        .order_by()
        .values("organization_id")
        .annotate(**{f"sum_{name}": Sum(name) for name in counting.COLUMNS})
    )
    return {
        row["organization_id"]: counting.counts({name: row[f"sum_{name}"] for name in counting.COLUMNS})
        for row in rows
        if row["sum_due"]
    }


def _leaves(organization: Organization, months: list[date]) -> list[dict[str, Any]]:
    """Chapters' months in which something was late, not held or weak, in official order."""
    wanted = Q(late__gt=0) | Q(missing__gt=0) | Q(absence_agreed__gt=0) | Q(grade__in=WEAK)
    rows = (
        Tally.objects.under(organization.path)
        .of_chapters()
        .in_months(months[0], months[-1])
        .filter(wanted)
        .order_by("parent__position", "parent_id", "organization__position", "organization_id", "month")
    )
    leaves = list(
        rows.values(
            "organization_id", "organization__name", "organization__path", "month", "held_on", "days_late",
            "late", "missing", "absence_agreed", "absence_reason", "grade",
        )
    )  # fmt: skip
    bases = counting.bases(organization)
    for leaf in leaves:
        leaf["base"] = counting.base_of(leaf["organization__path"], bases)
    return leaves


def _concern(row: dict[str, Any], kind: str, what: str) -> Concern:
    return Concern(
        kind=kind,
        chapter=row["organization__name"],
        organization=row["base"] or row["organization__name"],
        what=what,
        month=row["month"],
        held_on=row["held_on"] if kind == "late" else None,
    )


def _missed(leaves: list[dict[str, Any]]) -> tuple[Concern, ...]:
    found = []
    for row in leaves:
        why = f": {row['absence_reason']}" if row["absence_reason"] else ""
        if row["late"]:
            found.append(_concern(row, "late", f"họp chậm {row['days_late']} ngày"))
        elif row["absence_agreed"]:
            found.append(_concern(row, "agreed", f"không tổ chức, cấp trên đồng ý{why}"))
        elif row["missing"]:
            found.append(_concern(row, "not_held", f"chưa tổ chức sinh hoạt{why}"))
    return tuple(found)


def _weak_twice(leaves: list[dict[str, Any]]) -> tuple[Concern, ...]:
    """Chapters graded Trung bình or Kém two months running."""
    by_chapter: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in leaves:
        if row["grade"] in WEAK:
            by_chapter[row["organization_id"]].append(row)
    found = []
    for rows in by_chapter.values():
        if any(add_months(one["month"], 1) == other["month"] for one, other in pairwise(rows)):
            said = ", ".join(f"T{row['month'].month} {Grade(row['grade']).label}" for row in rows)
            found.append(_concern(rows[-1], "weak", said))
    return tuple(found)
