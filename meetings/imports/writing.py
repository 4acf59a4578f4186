"""Writing months of a yearly table as meetings known only from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Entry
from chapters.imports.changes import CHUNK, cascade_of, record_changes, state_of
from chapters.models import ImportRow
from common.errors import RuleError
from meetings.imports.comparison import MeetingComparison, kind_of_meeting
from meetings.models import HeadCount, Meeting
from meetings.signals import meeting_imported

if TYPE_CHECKING:
    from django.db import models

    from accounts.models import User
    from chapters.models import ImportBatch, Organization

Result = ImportRow.Result


def write_meetings(batch: ImportBatch, by: User | None) -> None:
    """Every month that is clear or decided, compared once more with what is recorded by now."""
    rows = list(batch.rows.to_write())
    comparison = MeetingComparison(batch)
    for row in rows:
        comparison.compare(row)
        if row.result not in {Result.NEW, Result.CHANGED} or row.waits_for:
            continue
        try:
            with transaction.atomic():
                _write(row, batch, comparison, by)
        except RuleError as error:
            row.reasons.append({"code": "rule", "sentence": str(error), "field": "", "suggestion": ""})
            row.result = Result.UNCLEAR
        else:
            row.is_written = True
    ImportRow.objects.bulk_update(
        rows, ["result", "reasons", "differences", "target_id", "is_written"], CHUNK
    )


def _write(row: ImportRow, batch: ImportBatch, comparison: MeetingComparison, by: User | None) -> None:
    here = comparison.meanings.of(row.values["chapter"])
    if here is None:
        raise RuleError(f"Dòng {row.number}: chưa biết là chi bộ nào.")
    for at in range(len(row.values["meetings"]) or 1):
        known = comparison.known(row, at, here)
        if known and known.source == Meeting.Source.RECORDED:
            continue
        before = state_of(_parts(known)) if known else {}
        meeting = _meeting(row, at, here, known, by)
        read = row.values["meetings"][at] if row.values["meetings"] else None
        meeting_imported.send(
            sender=Meeting,
            meeting=meeting,
            self_points=Decimal(read["score"]) if read and read["score"] else None,
            grade=read["grade"] if read else "",
            by=by,
        )
        Entry.objects.record("meeting.imported", meeting, by=by, batch=batch.pk)
        record_changes(batch, row, before, state_of(_parts(meeting)))
        row.target_id = row.target_id or meeting.pk
        comparison.meetings[here.pk, meeting.month, meeting.kind] = meeting


def _meeting(row: ImportRow, at: int, here: Organization, known: Meeting | None, by: User | None) -> Meeting:
    values: dict[str, Any] = row.values
    meeting = known or Meeting(
        organization=here,
        month=date.fromisoformat(values["month"]),
        kind=kind_of_meeting(row, at, here),
        source=Meeting.Source.IMPORTED,
    )
    if values["state"] == "not_held":
        meeting.status = Meeting.Status.ABSENCE_AGREED
        meeting.held_on = meeting.accepted_at = None
        meeting.absence_reason = values["reason"]
        meeting.absence_answer = "Theo bảng theo dõi của cấp trên"
        meeting.save()
        HeadCount.objects.filter(meeting=meeting).delete()
        return meeting
    read = values["meetings"][at]
    if not read["date"]:
        raise RuleError("Chưa có ngày họp.")
    meeting.status = Meeting.Status.ACCEPTED
    meeting.held_on = date.fromisoformat(read["date"])
    meeting.accepted_at, meeting.accepted_by = timezone.now(), by
    meeting.absence_reason = ""
    meeting.save()
    if read["present"] is not None:
        HeadCount.objects.update_or_create(
            meeting=meeting, defaults={"present": read["present"], "expected": read["expected"]}
        )
    return meeting


def _parts(meeting: Meeting) -> list[models.Model]:
    """The meeting and whatever came to hang on it: its head count, the score that was kept."""
    return cascade_of([Meeting.objects.get(pk=meeting.pk)])
