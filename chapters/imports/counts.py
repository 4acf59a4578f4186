"""How many rows of an import are new, changed, same, unclear: for the page and for the command's last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from chapters.models import ImportRow

if TYPE_CHECKING:
    from chapters.models import ImportBatch

Result = ImportRow.Result


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """Rows by result; what waits or was left out is counted apart from what can be written."""
    dropped = Q(decision=ImportRow.Decision.DROP)
    waiting = Q(result__in=[Result.NEW, Result.CHANGED], is_written=False) & ~Q(waits_for="") & ~dropped
    to_write = Q(result__in=[Result.NEW, Result.CHANGED], is_written=False, waits_for="") & ~dropped
    found = batch.rows.aggregate(
        rows=Count("pk", filter=~Q(result=Result.REMARK)),
        new=Count("pk", filter=Q(result=Result.NEW) & ~dropped),
        changed=Count("pk", filter=Q(result=Result.CHANGED) & ~dropped),
        same=Count("pk", filter=Q(result=Result.SAME)),
        unclear=Count("pk", filter=Q(result=Result.UNCLEAR) & ~dropped),
        remarks=Count("pk", filter=Q(result=Result.REMARK)),
        dropped=Count("pk", filter=dropped),
        waiting=Count("pk", filter=waiting),
        written=Count("pk", filter=Q(is_written=True)),
        to_write=Count("pk", filter=to_write),
        new_open=Count("pk", filter=Q(result=Result.NEW, is_written=False) & ~dropped),
        changed_open=Count("pk", filter=Q(result=Result.CHANGED, is_written=False) & ~dropped),
        new_to_write=Count("pk", filter=to_write & Q(result=Result.NEW)),
        changed_to_write=Count("pk", filter=to_write & Q(result=Result.CHANGED)),
    )
    return {name: int(count) for name, count in found.items()}
