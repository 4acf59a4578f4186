"""manage.py report minutes|month|year: one document as a PDF file."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from chapters.models import Organization
from common.errors import RuleError
from meetings.models import Meeting
from reports.building import minutes, work
from reports.models import Report

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from reports.paper.document import Paper

PERIOD = {"month": re.compile(r"(\d{4})-(\d{2})"), "year": re.compile(r"(\d{4})")}


class Command(BaseCommand):
    help = "Dựng một văn bản PDF: biên bản của một cuộc họp, báo cáo tháng, báo cáo năm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=["minutes", "month", "year"])
        parser.add_argument("--organization", metavar="CODE", help="mã số, hoặc tên đúng của tổ chức đảng")
        parser.add_argument("--period", metavar="2026-10 | 2026")
        parser.add_argument("--meeting", type=int, metavar="ID")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            paper = self._minutes(options) if options["kind"] == "minutes" else self._report(options)
        except RuleError as error:
            raise CommandError(str(error)) from error
        options["output"].write_bytes(paper.pdf())
        self.stdout.write(f"{paper.title}: {options['output']}")

    def _minutes(self, options: dict[str, Any]) -> Paper:
        meeting = Meeting.objects.filter(pk=options["meeting"]).select_related("organization__parent").first()
        if meeting is None:
            raise CommandError(f"Không có cuộc họp số {options['meeting']}.")
        return minutes.paper(meeting, inner=True)

    def _report(self, options: dict[str, Any]) -> Paper:
        organization = self._organization(options["organization"])
        kind = options["kind"]
        found = PERIOD[kind].fullmatch(options["period"] or "")
        if not found or not int(found[found.lastindex or 1]) >= 1 or (kind == "month" and int(found[2]) > 12):  # noqa: PLR2004
            raise CommandError("Kỳ báo cáo ghi như 2026-10 (tháng) hoặc 2026 (năm).")
        month = int(found[2]) if kind == "month" else 1
        period = Report.period_of(kind, date(int(found[1]), month, 1))
        return work.set_on_paper(work.snapshot_of(organization, kind, period))

    def _organization(self, code: str | None) -> Organization:
        """By code, by exact name, or the Khối when nothing is said."""
        if not code:
            found = Organization.objects.filter(kind=Organization.Kind.BLOC).first()
        else:
            found = (
                Organization.objects.filter(code=code).first()
                or Organization.objects.filter(name__iexact=code).first()
            )
        if found is None:
            raise CommandError(f"Không có tổ chức đảng nào có mã hoặc tên “{code or ''}”.")
        organization: Organization = found
        return organization
