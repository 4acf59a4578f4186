"""A person decides about a doubtful row: as it was read, corrected, left, or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import Entry
from chapters.imports.kinds import kind_of
from chapters.imports.work import compare_again
from chapters.models import ImportRow
from common.errors import RuleError

if TYPE_CHECKING:
    from accounts.models import User
    from chapters.models import ImportName, Organization

Decision = ImportRow.Decision


@transaction.atomic
def decide(row: ImportRow, decision: str, typed: dict[str, str], *, by: User | None) -> None:
    """Take a decision back or over at will until the row is written."""
    if row.is_written:
        raise RuleError("Dòng này đã ghi: muốn bỏ thì hoàn lại lần nhập.")
    if decision not in choices(row):
        raise RuleError("Dòng này cần sửa trước khi ghi.")
    if row.as_read is not None:
        row.values, row.as_read = row.as_read, None
    if decision in {Decision.ACCEPT, Decision.EDIT}:
        read = row.values
        corrections = row.suggestions if decision == Decision.ACCEPT else typed
        if corrections:
            kind_of(row.batch).correct(row, corrections)
            row.as_read = read
    row.decision = decision
    compare_again(row.batch, [row]) if not kind_of(row.batch).compares_whole else _compare_all(row)
    Entry.objects.record("import.decided", row.batch, by=by, row=row.number, decision=decision)


def _compare_all(row: ImportRow) -> None:
    row.save(update_fields=["values", "as_read", "decision"])
    compare_again(row.batch, ())
    row.refresh_from_db()


def choices(row: ImportRow) -> list[str]:
    """What may be chosen about a row, the safe choice first."""
    offered = [Decision.LEAVE]
    if may_accept(row):
        offered.append(Decision.ACCEPT)
    if editable_fields(row):
        offered.append(Decision.EDIT)
    if any(reason["code"] == "name_other_birth" for reason in row.reasons) or row.decision in {
        Decision.ONE,
        Decision.KEEP,
    }:
        offered += [Decision.ONE, Decision.KEEP]
    return [*offered, Decision.DROP]


def may_accept(row: ImportRow) -> bool:
    """Whether the row can be written as it was read, with what was proposed for it."""
    blocking = kind_of(row.batch).blocking
    return all(reason["code"] not in blocking or reason["suggestion"] for reason in row.reasons)


def editable_fields(row: ImportRow) -> list[str]:
    """The fields in doubt that can be typed anew in place."""
    asked = dict.fromkeys(reason["field"] for reason in row.reasons if reason["field"])
    if row.batch.kind == "meetings":
        return ["state", "date", "ratio", "score", "grade", "reason"]
    known = {"name", "birth", "sex", "admitted", "official", "card"}
    if row.batch.kind == "organizations":
        known = {"name", "kind", "members", "official", "probationary", "founded"}
        if "members" in asked:
            asked |= dict.fromkeys(("official", "probationary"))
    if "sex" in asked:
        asked.setdefault("birth")
    return [name for name in asked if name in known]


@transaction.atomic
def confirm_name(name: ImportName, organization: Organization, *, by: User | None) -> None:
    """A title means this organization; its rows are compared anew."""
    name.confirm(organization, by=by)
    rows = [row for row in name.batch.rows.all() if row.values.get("chapter", "")[:300] == name.title]
    compare_again(name.batch, rows)
