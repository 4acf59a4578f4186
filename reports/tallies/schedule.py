"""What the clock sets off: the sweep of what was left waiting, the month's and the year's rollup, the comparison."""

from __future__ import annotations

import logging

from django.utils import timezone

from common.dates import add_months, month_of
from common.jobs import ATTEMPTS
from reports.models import Pulse, RollupJob
from reports.tallies import refresh, verification

logger = logging.getLogger(__name__)


def sweep() -> None:
    """Beat, add up what is marked or overdue, and take up jobs that were never begun or lost their worker."""
    Pulse.feel(Pulse.WORKER)
    refresh.mark_what_time_has_changed()
    refresh.refresh_stale()
    for job in RollupJob.objects.due():
        if job.attempts >= ATTEMPTS:
            job.fail(f"Đã thử {job.attempts} lần, lần nào tiến trình cũng dừng giữa chừng.")
        else:
            refresh.run(job.pk)


def roll_up_month() -> None:
    """The month that has ended and the one that begins."""
    now = month_of(timezone.localdate())
    refresh.rebuild([add_months(now, -1), now])


def roll_up_year() -> None:
    """The year that has ended; its grades can be counted now."""
    year = timezone.localdate().year - 1
    known = refresh.all_months()
    refresh.rebuild(month for month in known if month.year == year)


def verify_everything() -> None:
    known = refresh.all_months()
    found = verification.verify(known[0], known[-1])
    Pulse.feel(Pulse.VERIFY, is_well=found.is_well, **found.as_row())
    if not found.is_well:
        logger.error("Tallies differ from the records: %s", found.as_row())
