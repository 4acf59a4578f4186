"""The year, for the second way of counting: from the recounted months, chapter by chapter."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from common.dates import add_months
from reports.tallies.recount import give
from scoring.annual import grade_year
from scoring.models import CriteriaSet

if TYPE_CHECKING:
    from reports.tallies.recount_tree import Row


def year_rows(year: int, counted: dict[date, dict[int, Row]], today: date) -> dict[int, Row]:
    """Every organization's year, from the recounted months."""
    criteria = CriteriaSet.objects.in_force(date(year, 12, 1)).filter(code="TK").first()
    rules = list(criteria.annual_rules.all()) if criteria else []
    parent: dict[int, int | None] = {}
    months: dict[int, list[tuple[date, Row]]] = defaultdict(list)
    for month in sorted(counted):
        for pk, row in counted[month].items():
            parent[pk] = row["parent_id"]
            if "state" in row:
                months[pk].append((month, row))
    rows = {pk: _year(year, of_chapter, rules, today) for pk, of_chapter in months.items()}
    total: dict[int, Row] = {pk: {} for pk in parent.keys() - rows.keys()}
    for pk, row in rows.items():
        plain = {name: value for name, value in row.items() if name != "annual_grade"}
        give(plain, parent[pk], parent, total)
    found = rows | total
    return {pk: row | {"parent_id": parent[pk]} for pk, row in found.items()}


def _year(year: int, months: list[tuple[date, Row]], rules: list[Any], today: date) -> Row:
    row: Row = dict.fromkeys(
        ("months_due", "months_held", "months_on_time", "months_agreed", "months_missing"), 0
    )
    due: dict[int, int] = defaultdict(int)
    kept: set[int] = set()
    grades: list[tuple[date, str]] = []
    agreed: list[date] = []
    for month, of_month in months:
        for name, source in (
            ("months_due", "due"),
            ("months_held", "held"),
            ("months_on_time", "on_time"),
            ("months_agreed", "absence_agreed"),
            ("months_missing", "missing"),
        ):
            row[name] += of_month.get(source, 0)
        quarter = (month.month + 2) // 3
        if add_months(month, 1) <= today:
            due[quarter] += of_month.get("due", 0)
        if of_month.get("thematic_held"):
            kept.add(quarter)
        if of_month.get("absence_agreed"):
            agreed.append(month)
        grade = of_month.get("grade", "")
        if grade:
            row[f"months_{grade.lower()}"] = row.get(f"months_{grade.lower()}", 0) + 1
        grades.append((month, "KEM" if of_month.get("missing") else grade))
    owed = {quarter for quarter in due if due[quarter] == 3} | kept  # noqa: PLR2004 (months in a quarter)
    row |= {"quarters_due": len(owed), "quarters_held": len(kept)}
    row["chapters"] = int(row["months_due"] > 0)
    row["met_every_month"] = int(row["months_due"] > 0 and row["months_missing"] == 0)
    row["met_every_quarter"] = int(len(owed) > 0 and owed <= kept)
    is_reviewed = all(of_month.get("grade") for _, of_month in months if of_month.get("held"))
    if today >= date(year + 1, 1, 1) and rules and row["months_due"] and is_reviewed:
        graded = grade_year(rules, grades, agreed=agreed, due_quarters=owed, thematic_quarters=kept)
        if graded.grade is not None:
            row |= {"annual_grade": str(graded.grade), "graded": 1, f"year_{graded.grade.lower()}": 1}
    return row
