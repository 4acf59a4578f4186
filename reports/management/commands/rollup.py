"""manage.py rollup [2026-10 | 2026] [--verify]: add figures up anew, or recompute everything and compare."""

import json
import re
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from common.dates import add_months, month_of
from reports.models import Pulse, RollupJob
from reports.tallies import refresh, verification

PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2}))?")


class Command(BaseCommand):
    help = (
        "Tổng hợp lại một tháng (2026-10), một năm (2026) hay tất cả; --verify: tính lại từ hồ sơ và so sánh."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("period", nargs="?", help="2026-10 hoặc 2026; bỏ trống là tất cả")
        parser.add_argument("--verify", action="store_true", help="tính lại từ hồ sơ, so sánh, không ghi gì")

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = self._months(options["period"])
        if options["verify"]:
            self._verify(first, last)
        else:
            self._rebuild(first, last)

    def _months(self, period: str | None) -> tuple[date, date]:
        known = refresh.all_months()
        if not period:
            return known[0], known[-1]
        found = PERIOD.fullmatch(period)
        if not found or not 1 <= int(found[2] or 1) <= 12:  # noqa: PLR2004 (months of a year)
            message = f"Không đọc được kỳ “{period}”: ghi 2026-10 hoặc 2026."
            raise CommandError(message)
        first = date(int(found[1]), int(found[2] or 1), 1)
        last = first if found[2] else add_months(first, 11)
        now = month_of(timezone.localdate())
        if first > now:
            message = f"Kỳ {period} chưa đến."
            raise CommandError(message)
        return first, min(last, now)

    def _rebuild(self, first: date, last: date) -> None:
        """As a job, so that it can be watched, and taken up where it was left when it is interrupted."""
        job = RollupJob.objects.take_up(first, last)
        refresh.run(job.pk)
        job.refresh_from_db()
        if not job.is_finished:
            message = "Một tiến trình khác đang tổng hợp kỳ này."
            raise CommandError(message)
        self.stdout.write(
            json.dumps({"rollup": str(job), "months": job.done, "state": job.state}, ensure_ascii=False)
        )

    def _verify(self, first: date, last: date) -> None:
        found = verification.verify(first, last)
        Pulse.feel(Pulse.VERIFY, is_well=found.is_well, **found.as_row())
        self.stdout.write(json.dumps(found.as_row(), ensure_ascii=False))
        if not found.is_well:
            raise SystemExit(1)
