"""An import from the command line: the same reading, comparing and writing as in the browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from chapters.imports import work
from chapters.imports.counts import counts_of
from chapters.imports.deciding import confirm_name
from chapters.models import ImportBatch, Organization
from common.jobs import JobState
from common.text import clean

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

LISTED = ("rows", "new", "changed", "same", "unclear", "remarks", "waiting", "written")


class ImportCommand(BaseCommand):
    """Reads a file, tells what is doubtful, writes what is clear, and closes with one line of counts."""

    kind: ImportBatch.Kind
    needs_organization = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=".xlsx, .xls, .ods hoặc .csv")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đọc và so sánh, không ghi gì")
        if self.needs_organization:
            parser.add_argument("--organization", required=True, help="mã số hoặc tên tổ chức đảng")
            parser.add_argument(
                "--accept-names",
                action="store_true",
                help="nhận các tên chi bộ được đề nghị khi tên trong tệp khác tên trong hệ thống",
            )

    def handle(self, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"Không thấy tệp {path}.")
        batch = self._read(path, self._organization(options))
        try:
            self._tell(batch, options)
            is_trial = options["dry_run"]
            if not is_trial:
                self._write(batch)
            counts = counts_of(batch)
            row = {"file": path.name, "kind": batch.kind, "dry_run": is_trial}
            row |= {"organization": str(batch.organization or "")} | {name: counts[name] for name in LISTED}
            row |= {"batch": None if is_trial else batch.pk}
        finally:
            if options["dry_run"]:
                batch.file.delete(save=False)
                batch.delete()
        self.stdout.write(json.dumps(row, ensure_ascii=False))

    def _organization(self, options: dict[str, Any]) -> Organization | None:
        if not self.needs_organization:
            return Organization.objects.filter(kind=Organization.Kind.BLOC).first()
        wanted: str = clean(options["organization"])
        found = list(Organization.objects.filter(code=wanted)) or [
            one for one in Organization.objects.search(wanted) if one.name.casefold() == wanted.casefold()
        ]
        if len(found) != 1:
            said = "Không có" if not found else f"Có {len(found)}"
            raise CommandError(f"{said} tổ chức đảng mang mã hoặc tên “{wanted}”.")
        one: Organization = found[0]
        return one

    def _read(self, path: Path, organization: Organization | None) -> ImportBatch:
        with path.open("rb") as stream:
            batch = ImportBatch(
                kind=self.kind, organization=organization, name=path.name[-120:], file=File(stream, path.name)
            )
            batch.save()
        work.run(batch.pk)
        batch.refresh_from_db()
        if batch.state == JobState.FAILED:
            sentence = batch.error
            batch.file.delete(save=False)
            batch.delete()
            raise CommandError(sentence)
        return batch

    def _tell(self, batch: ImportBatch, options: dict[str, Any]) -> None:
        """What a person would look at in the browser goes to the error stream; only counts to the other."""
        for name in batch.names.filter(is_confirmed=False).select_related("organization"):
            proposal = (
                f"đề nghị “{name.organization}”" if name.organization else "không thấy chi bộ nào giống"
            )
            self._say(f"Tên “{name.title}” ({name.rows} dòng): {proposal}.")
            if options.get("accept_names") and name.organization:
                confirm_name(name, name.organization, by=None)
        for remark in batch.understanding["remarks"]:
            self._say(remark)
        for row in batch.rows.exclude(reasons=[]):
            month = f", tháng {row.part}" if row.part else ""
            for reason in row.reasons:
                self._say(f"Dòng {row.number}{month}: {reason['sentence']} [{reason['code']}]")

    def _say(self, sentence: str) -> None:
        self.stderr.write(sentence, style_func=str)

    def _write(self, batch: ImportBatch) -> None:
        batch.phase, batch.state = ImportBatch.Phase.WRITE, JobState.ASKED
        batch.save(update_fields=["phase", "state"])
        work.run(batch.pk)
        batch.refresh_from_db()
        if batch.error:
            raise CommandError(batch.error)
