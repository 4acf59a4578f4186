"""What is true of a chapter for a whole year, from its rows of the months; added up the tree of the last of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Sum
from django.utils import timezone

from common.dates import MONTHS_IN_QUARTER, last_day, quarter_of
from reports.models import YEAR_COUNTS, Tally, YearFact
from reports.tallies import writing
from reports.tallies.tree import Parents, ancestors, by_level
from scoring.annual import grade_year
from scoring.models import AnnualRule, CriteriaSet, Grade

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

MONTHS: Final = (
    "month",
    "due",
    "held",
    "on_time",
    "absence_agreed",
    "missing",
    "pending",
    "thematic_held",
    "grade",
)


def add_up(year: int, ids: Collection[int] | None, today: date) -> None:
    """Recompute the year of these organizations and all above them; of everyone where `ids` is None."""
    parents = _parents(year, ids)
    if ids is not None:
        former = YearFact.objects.filter(year=year, organization__in=ids, parent__isnull=False)
        left = set(former.order_by().values_list("parent_id", flat=True)) - parents.keys()
        parents = _parents(year, left) | parents if left else parents
        ids = set(ids) | ancestors(parents, ids) | parents.keys()
    rules = rules_of(year)
    rows = {pk: year_row(year, months, rules, today) for pk, months in _months(year, ids).items()}
    _write(year, parents, rows)
    for level in by_level(parents, parents.keys() - rows.keys()):
        _write(year, parents, _sums(year, level))
    gone = YearFact.objects.filter(year=year).exclude(organization__in=parents)
    if ids is not None:
        gone = gone.filter(organization__in=ids)
    gone.delete()


def _of_year(year: int, ids: Collection[int] | None) -> Any:
    rows = Tally.objects.filter(month__year=year)
    return rows if ids is None else rows.filter(organization__in=ids)


def _parents(year: int, ids: Collection[int] | None) -> Parents:
    """Of the last month in which an organization has a row; without any it is not in the map."""
    found: Parents = {}
    wanted: set[int] | None = None if ids is None else set(ids)
    while wanted is None or wanted:
        found |= dict(_of_year(year, wanted).order_by("month").values_list("organization_id", "parent_id"))
        if wanted is None:
            break
        wanted = {parent for parent in found.values() if parent is not None} - found.keys() - wanted
    return found


def _months(year: int, ids: Collection[int] | None) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _of_year(year, ids).of_chapters().order_by("month").values("organization_id", *MONTHS):
        found[row["organization_id"]].append(row)
    return found


def year_row(
    year: int, months: Sequence[dict[str, Any]], rules: Sequence[AnnualRule], today: date
) -> dict[str, Any]:
    """One chapter's year."""
    row: dict[str, Any] = {
        "months_due": sum(month["due"] for month in months),
        "months_held": sum(month["held"] for month in months),
        "months_on_time": sum(month["on_time"] for month in months),
        "months_agreed": sum(month["absence_agreed"] for month in months),
        "months_missing": sum(month["missing"] for month in months),
    }
    row["chapters"] = int(row["months_due"] > 0)
    row["met_every_month"] = int(row["chapters"] and not row["months_missing"])
    owed, held = _quarters(months, today)
    row["quarters_due"], row["quarters_held"] = len(owed), len(held)
    row["met_every_quarter"] = int(bool(owed) and owed == held)
    for grade in Grade:
        row[f"months_{grade.value.lower()}"] = sum(month["grade"] == grade for month in months)
    if today.year > year and rules and row["months_due"]:
        row |= _annual(months, rules, owed, held)
    return row


def _quarters(months: Iterable[dict[str, Any]], today: date) -> tuple[set[int], set[int]]:
    """Quarters that are due (over, and the chapter due in all of it) or kept; and those kept."""
    due: dict[int, int] = defaultdict(int)
    held: set[int] = set()
    for month in months:
        quarter = quarter_of(month["month"])
        due[quarter] += month["due"] if last_day(month["month"]) < today else 0
        if month["thematic_held"]:
            held.add(quarter)
    return {quarter for quarter, count in due.items() if count == MONTHS_IN_QUARTER} | held, held


def rules_of(year: int) -> list[AnnualRule]:
    """The rules of the criteria in force at the year's end."""
    criteria = CriteriaSet.objects.in_force(date(year, 12, 1)).filter(code=CriteriaSet.Code.TK).first()
    return list(criteria.annual_rules.order_by("pk")) if criteria else []


def _annual(
    months: Sequence[dict[str, Any]], rules: Sequence[AnnualRule], owed: set[int], held: set[int]
) -> dict[str, Any]:
    """The grade of a year that is over, once every meeting that was held is reviewed."""
    if any(month["held"] and not month["grade"] for month in months):
        return {}
    graded = grade_year(
        rules,
        [(month["month"], Grade.KEM.value if month["missing"] else month["grade"]) for month in months],
        agreed=[month["month"] for month in months if month["absence_agreed"]],
        due_quarters=owed,
        thematic_quarters=held,
    )
    if graded.grade is None:
        return {}
    return {"annual_grade": graded.grade, "graded": 1, f"year_{graded.grade.lower()}": 1}


def _sums(year: int, level: Collection[int]) -> dict[int, dict[str, Any]]:
    below = (
        YearFact.objects.filter(year=year, parent__in=level)
        .order_by()
        .values("parent_id")
        .annotate(**{f"sum_{name}": Sum(name) for name in YEAR_COUNTS})
    )
    sums = {row["parent_id"]: {name: row[f"sum_{name}"] for name in YEAR_COUNTS} for row in below}
    return {pk: sums.get(pk, {}) for pk in level}


def _write(year: int, parents: Parents, rows: dict[int, dict[str, Any]]) -> None:
    shared = {"year": year, "computed_at": timezone.now()}
    made = [row | shared | {"organization_id": pk, "parent_id": parents.get(pk)} for pk, row in rows.items()]
    writing.put(YearFact, ("organization_id", "year"), made)
