"""Rows of a list of organizations beside the tree: new, changed, same, not clear, or waiting for a superior."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from chapters.imports.member_comparison import NOTHING, day_words
from chapters.imports.organizations import KIND_LABELS
from chapters.models import ImportRow, Organization

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chapters.models import ImportBatch

Result = ImportRow.Result
Decision = ImportRow.Decision
FOUND_HERE: Final = frozenset({"kind_differs", "rule"})
COUNTS: Final = {
    "members": "reported_members",
    "official": "reported_official",
    "probationary": "reported_probationary",
}
NAMES: Final = {"secretary": "reported_secretary", "deputy": "reported_deputy"}


def compare_organizations(batch: ImportBatch, rows: Iterable[ImportRow]) -> None:
    """Set result, differences, target and what a row waits for; superiors come before what is below them."""
    comparison = OrganizationComparison(batch)
    for row in rows:
        comparison.compare(row)


class OrganizationComparison:
    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.bloc = batch.organization or Organization.objects.filter(kind=Organization.Kind.BLOC).first()
        self.children: dict[tuple[int, str], list[Organization]] = defaultdict(list)
        self.claimed: set[int] = set()
        self.rows: dict[int, ImportRow] = {}
        if self.bloc:
            for one in Organization.objects.under(self.bloc.path).exclude(pk=self.bloc.pk).order_by("path"):
                self.add(one)

    def add(self, organization: Organization) -> None:
        if organization.parent_id:
            self.children[organization.parent_id, organization.name.casefold()].append(organization)

    def compare(self, row: ImportRow) -> None:
        if row.result == Result.REMARK:
            return
        self.rows[row.number] = row
        row.reasons = [reason for reason in row.reasons if reason["code"] not in FOUND_HERE]
        if row.is_written:
            self.claimed.add(row.target_id or 0)
            return
        known = self.known(row)
        row.target_id = known.pk if known else None
        row.waits_for = self._waits_for(row)
        row.differences = differences(row.values, known) if known else {}
        if known and known.kind != row.values["kind"]:
            sentence = (
                f"Đang là {known.get_kind_display().lower()}: dùng “Chuyển trực thuộc” để đổi loại hình."
            )
            row.reasons.append(
                {"code": "kind_differs", "sentence": sentence, "field": "kind", "suggestion": ""}
            )
        asks = any(reason["code"] in FOUND_HERE for reason in row.reasons)
        settled = row.decision in {Decision.ACCEPT, Decision.EDIT} and not asks
        if row.decision == Decision.KEEP or (known and not row.differences and not asks):
            row.result = Result.SAME
        elif row.reasons and not settled:
            row.result = Result.UNCLEAR
        else:
            row.result = Result.CHANGED if known else Result.NEW

    def parent_id(self, row: ImportRow) -> int | None:
        """Today's organization directly above, once it is known or written."""
        number = row.values["parent_row"]
        if not number:
            return self.bloc.pk if self.bloc else None
        above = self.rows.get(number)
        return above.target_id if above else None

    def known(self, row: ImportRow) -> Organization | None:
        parent_id = self.parent_id(row)
        if parent_id is None:
            return None
        same = self.children.get((parent_id, row.values["name"].casefold()), ())
        free = [one for one in same if one.pk not in self.claimed]
        if not free:
            return None
        found = min(free, key=lambda one: len(differences(row.values, one)))
        self.claimed.add(found.pk)
        return found

    def _waits_for(self, row: ImportRow) -> str:
        number = row.values["parent_row"]
        above = self.rows.get(number) if number else None
        if above is None or above.target_id:
            return ""
        unsure = above.result == Result.UNCLEAR or above.decision == Decision.DROP or above.waits_for
        return f"dòng {number} ({above.values['name']})"[:200] if unsure else ""


def differences(values: dict[str, Any], known: Organization) -> dict[str, list[str]]:
    """Field → old and new in words. What the file leaves blank stays as it is."""
    found: dict[str, list[str]] = {}
    if values["name"] != known.name:
        found["name"] = [known.name, values["name"]]
    for name, attribute in COUNTS.items():
        was = getattr(known, attribute)
        if values[name] is not None and values[name] != was:
            found[name] = [NOTHING if was is None else str(was), str(values[name])]
    for name, attribute in NAMES.items():
        stood = getattr(known, attribute)
        if values[name] and values[name] != stood:
            found[name] = [stood or NOTHING, values[name]]
    founded = known.founded_on.isoformat() if known.founded_on else str(known.founded_year or "")
    if values["founded"] and not founded.startswith(values["founded"]):
        found["founded"] = [day_words(founded) or NOTHING, day_words(values["founded"])]
    return found


def show_organization(row: ImportRow) -> dict[str, str]:
    values = row.values
    return {
        "name": values["name"],
        "kind": KIND_LABELS.get(values["kind"], ""),
        "parent": values["parent"],
        "members": _count(values["members"]),
        "official": _count(values["official"]),
        "probationary": _count(values["probationary"]),
        "secretary": values["secretary"],
        "deputy": values["deputy"],
        "founded": day_words(values["founded"]),
        "note": values["note"],
    }


def _count(value: int | None) -> str:
    return "" if value is None else str(value)
