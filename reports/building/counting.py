"""Tallies as the counts of a snapshot: sums only, added over rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from chapters.models import Organization
from chapters.roles import LAST
from common.dates import add_months
from reports.models import Tally
from reports.paper.snapshots import Counts
from scoring.models import CriteriaSet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal
    from typing import Any

FILING_DAY: Final = 5  # of the next month, unless the Khối sets another
NAMES: Final = {  # in a snapshot: in a tally
    "due": "due",
    "held": "held",
    "on_time": "on_time",
    "agreed": "absence_agreed",
    "pending": "pending",
    "present": "present",
    "expected": "expected",
    "tot": "tot",
    "kha": "kha",
    "tb": "tb",
    "kem": "kem",
    "self_sum": "self_points",
    "self_count": "self_count",
    "reviewed_sum": "reviewed_points",
    "reviewed_count": "reviewed_count",
    "paired": "paired_count",
    "paired_self": "paired_self_points",
    "paired_given": "paired_reviewed_points",
    "resolutions": "resolutions",
    "delegated": "visits",
    "thematic": "thematic_held",
    "tasks_due": "tasks_due",
    "tasks_on_time": "tasks_on_time",
}
COLUMNS: Final = tuple(NAMES.values())


def counts(row: Tally | Mapping[str, int | Decimal]) -> Counts:
    """One row, or the sums of many under the same names."""
    if isinstance(row, Tally):
        return Counts(**{name: getattr(row, column) for name, column in NAMES.items()})
    return Counts(**{name: row[column] for name, column in NAMES.items()})  # type: ignore[arg-type]


def settled(found: Counts) -> Counts:
    """Without meetings that are not yet due: what a year, or a line of months, is measured by."""
    return replace(found, due=found.due - found.pending, pending=0)


def added(parts: Iterable[Counts]) -> Counts:
    total = dict.fromkeys(NAMES, 0)
    for part in parts:
        for name in NAMES:
            total[name] += getattr(part, name)
    return Counts(**total)  # type: ignore[arg-type]


def month_of(organization: Organization, month: date) -> Tally | None:
    return Tally.objects.filter(organization=organization, month=month).first()


def filed(base_path: str, filings: Iterable[tuple[str, date | None]]) -> date | None:
    """When the last of a TCCSĐ's chapters had sent its meeting; None while one is missing."""
    days = [day for path, day in filings if base_path <= path <= base_path + LAST]
    return max((day for day in days if day), default=None)


def days_after_filing_day(month: date, day: date | None) -> int:
    if day is None:
        return 0
    return max((day - (add_months(month, 1) + timedelta(days=FILING_DAY - 1))).days, 0)


def criteria(month: date) -> str:
    """The document the month was scored under."""
    found = CriteriaSet.objects.in_force(month).filter(code=CriteriaSet.Code.TK).first()
    if found is None:
        return "…"
    return found.issued_by_document or str(found)


def bases(organization: Organization) -> dict[str, str]:
    """Names of the TCCSĐ below, by path."""
    below = Organization.objects.under(organization.path).base_organizations()
    return dict(below.values_list("path", "name"))


def base_of(path: str, known: Mapping[str, str]) -> str:
    """The TCCSĐ a chapter belongs to, itself when it is one."""
    return next((name for base, name in known.items() if path.startswith(base)), "")


def in_force_names(organizations: Iterable[Organization], day: date) -> dict[int, str]:
    """The names the organizations bore on a day, in one question."""
    rows: dict[int, str] = {organization.pk: organization.name for organization in organizations}
    dated: Any = Organization.objects.filter(pk__in=rows).prefetch_related("names")
    for organization in dated:
        held = [
            each for each in organization.names.all()
            if (each.starts_on is None or each.starts_on <= day) and (each.ends_on is None or each.ends_on >= day)
        ]  # fmt: skip
        if held:
            rows[organization.pk] = held[-1].name
    return rows
