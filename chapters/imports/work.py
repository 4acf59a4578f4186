"""The worker's part of an import: read, write, take back. Each ends in a row that says how it went."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from accounts.models import Entry
from chapters.imports.changes import take_back_changes, touched_organizations
from chapters.imports.kinds import kind_of
from chapters.imports.names import resolve_names
from chapters.models import ImportBatch, ImportMapping, ImportRow, Organization
from chapters.signals import import_taken_back, import_written, organization_changed
from common.encodings import Encoding
from common.errors import RuleError
from common.jobs import ATTEMPTS
from common.spreadsheets import open_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chapters.imports.lines import Line, Understanding
    from common.spreadsheets import Workbook

logger = logging.getLogger(__name__)

CHUNK: Final = 1_000
BROKEN: Final = "Hệ thống gặp lỗi khi làm lượt nhập này, chưa ghi gì. Thử lại; nếu còn lỗi, báo quản trị."


def run(batch_id: int) -> None:
    """Do what a batch asks for, once: a second worker, or a second message, finds nothing to do."""
    batch = ImportBatch.objects.select_related("organization", "owner").filter(pk=batch_id).first()
    if batch is None or not batch.claim():
        return
    try:
        if batch.phase == ImportBatch.Phase.READ:
            read(batch)
        elif batch.phase == ImportBatch.Phase.WRITE:
            write(batch)
        else:
            take_back(batch)
    except RuleError as error:
        _give_up(batch, str(error))
    except Exception:
        _give_up(batch, BROKEN)
        logger.exception("Import %s failed.", batch_id)
    else:
        batch.finish()


def _give_up(batch: ImportBatch, sentence: str) -> None:
    batch.refresh_from_db()
    if batch.phase == ImportBatch.Phase.READ:
        batch.fail(sentence)
        return
    # The preview stands as it was; the sentence says why nothing was written or taken back.
    if batch.phase == ImportBatch.Phase.TAKE_BACK:
        batch.phase = ImportBatch.Phase.WRITE
        batch.save(update_fields=["phase"])
    batch.error = sentence
    batch.save(update_fields=["error"])
    batch.finish()


def sweep() -> None:
    """Imports never begun, or left behind by their worker."""
    for batch in ImportBatch.objects.due():
        if batch.attempts >= ATTEMPTS:
            batch.fail(f"Đã thử {batch.attempts} lần, lần nào tiến trình cũng dừng giữa chừng.")
        else:
            run(batch.pk)


def read(batch: ImportBatch) -> None:
    """Understand the file and compare it with what is held; nothing but the preview is written."""
    batch.beat(0, total=0, step="Đang đọc tệp")
    whole = understand(batch)
    batch.beat(0, total=len(whole.lines), step="Đang so với dữ liệu đã có")
    batch.understanding = _summary(whole)
    batch.save(update_fields=["understanding", "chosen_columns"])
    batch.rows.all().delete()
    resolve_names(batch, whole)
    rows = [_row(batch, position, line) for position, line in enumerate(_in_file_order(whole.lines), start=1)]
    kind_of(batch).compare(batch, rows)
    done = 0
    for part in _chunks(rows, CHUNK):
        ImportRow.objects.bulk_create(part)
        done += len(part)
        batch.beat(done)


def understand(batch: ImportBatch) -> Understanding:
    """The file as its kind reads it, with the encoding and columns a person chose now or for its like."""
    with open_workbook(batch.file.path, name=batch.name) as workbook:
        return _understand(batch, workbook)


def _understand(batch: ImportBatch, workbook: Workbook) -> Understanding:
    kind = kind_of(batch)
    today = timezone.localdate()
    encoding = Encoding(batch.chosen_encoding) if batch.chosen_encoding else None
    if batch.chosen_columns is not None:
        return kind.understand(
            workbook, today=today, encoding=encoding, mapping=_mapping(batch.chosen_columns)
        )
    whole = kind.understand(workbook, today=today, encoding=encoding)
    remembered = ImportMapping.objects.filter(kind=batch.kind, signature=whole.signature).first()
    if remembered is None:
        return whole
    batch.chosen_columns = remembered.columns
    return kind.understand(workbook, today=today, encoding=encoding, mapping=_mapping(remembered.columns))


def _mapping(columns: dict[str, str]) -> dict[int, str]:
    return {int(column): name for column, name in columns.items()}


def _summary(whole: Understanding) -> dict[str, Any]:
    return {
        "encoding": whole.encoding,
        "example": list(whole.example),
        "converted": whole.converted,
        "decomposed": whole.decomposed,
        "headings": [[heading.column, heading.text, heading.field] for heading in whole.headings],
        "fields": [heading.field for heading in whole.headings if heading.field],
        "signature": whole.signature,
        "remarks": whole.remarks[:50],
        "titles": whole.titles[:20],
        "as_of": whole.as_of.isoformat() if whole.as_of else None,
    }


def _in_file_order(lines: list[Line]) -> list[Line]:
    sheets = list(dict.fromkeys(line.sheet for line in lines))
    return sorted(lines, key=lambda line: (sheets.index(line.sheet), line.row))


def _row(batch: ImportBatch, position: int, line: Line) -> ImportRow:
    return ImportRow(
        batch=batch,
        position=position,
        number=line.row,
        sheet=line.sheet[:60],
        part=line.part,
        result=ImportRow.Result.SAME if line.is_data else ImportRow.Result.REMARK,
        values=line.values,
        written=line.written,
        reasons=[
            {
                "code": reason.code,
                "sentence": reason.sentence,
                "field": reason.field,
                "suggestion": reason.suggestion,
            }
            for reason in line.reasons
        ],
    )


def _chunks(rows: list[ImportRow], size: int) -> Iterator[list[ImportRow]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def write(batch: ImportBatch) -> None:
    """All rows that are clear or decided, in one transaction."""
    batch.beat(0, total=batch.rows.to_write().count(), step="Đang ghi")
    with transaction.atomic():
        _hold(batch)
        written = batch.rows.filter(is_written=True).count()
        kind_of(batch).write(batch, batch.owner)
        batch.written_at = timezone.now()
        batch.save(update_fields=["written_at"])
        count = batch.rows.filter(is_written=True).count() - written
        Entry.objects.record("import.written", batch, by=batch.owner, rows=count, file=batch.name)
        import_written.send(sender=ImportBatch, batch=batch, by=batch.owner)
    batch.beat(batch.total)


def _hold(batch: ImportBatch) -> None:
    """Until this transaction ends nobody else can claim the batch, however long its lease has run out."""
    ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


def take_back(batch: ImportBatch) -> None:
    """Everything this import made or altered, undone in one transaction, or nothing."""
    batch.beat(0, total=batch.changes.count(), step="Đang hoàn lại")
    with transaction.atomic():
        _hold(batch)
        touched = touched_organizations(batch)
        import_taken_back.send(sender=ImportBatch, batch=batch, by=batch.owner)
        count = take_back_changes(batch)
        for organization in Organization.objects.filter(pk__in=touched):
            organization_changed.send(
                sender=Organization, organization=organization, since=None, by=batch.owner
            )
        batch.changes.all().delete()
        batch.rows.filter(is_written=True).update(is_written=False, target_id=None)
        batch.taken_back_at = timezone.now()
        batch.save(update_fields=["taken_back_at"])
        Entry.objects.record("import.taken_back", batch, by=batch.owner, changes=count, file=batch.name)


def compare_again(batch: ImportBatch, rows: Iterable[ImportRow]) -> None:
    """After a decision or a confirmed name: the rows anew beside what is held."""
    kind = kind_of(batch)
    rows = list(batch.rows.all()) if kind.compares_whole else list(rows)
    kind.compare(batch, rows)
    ImportRow.objects.bulk_update(
        rows,
        ["values", "as_read", "result", "reasons", "differences", "target_id", "waits_for", "decision"],
        CHUNK,
    )
