"""Adding up what is stale, and whole months when asked; each period under its page of the ledger."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from chapters.models import Organization
from common.dates import last_day, month_of, months_between
from reports.models import LedgerPage, RollupJob, StaleTally, Tally
from reports.tallies import book, sums, years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

BATCH: Final = 4_000
DECEMBER: Final = 12


@contextmanager
def ledger_page(period: str) -> Iterator[None]:
    """Hold a month or a year until the transaction ends; on SQLite the transaction itself does it."""
    LedgerPage.objects.bulk_create([LedgerPage(period=period)], ignore_conflicts=True)
    LedgerPage.objects.select_for_update().get(period=period)
    yield


def refresh_stale() -> int:
    """Add up everything that is marked. Returns how many (organization, month) were."""
    count = 0
    # Doorbells ring more often than there is work; looking takes no lock.
    while StaleTally.objects.exists() and (done := _refresh_batch()):
        count += done
    return count


@transaction.atomic
def _refresh_batch() -> int:
    """Marks are taken under lock, and gone only when what they asked for is written."""
    taken = list(StaleTally.objects.select_for_update(skip_locked=True).order_by("month", "pk")[:BATCH])
    if not taken:
        return 0
    today = timezone.localdate()
    wanted: dict[date, set[int]] = {}
    for mark in taken:
        wanted.setdefault(mark.month, set()).add(mark.organization_id)
    wanted = book.with_gaps(wanted, today)
    for month in sorted(wanted):
        with ledger_page(f"{month:%Y-%m}"):
            sums.add_up(month, wanted[month], today)
    by_year: dict[int, set[int]] = {}
    for month, ids in wanted.items():
        by_year.setdefault(month.year, set()).update(ids)
    for year in sorted(by_year):
        with ledger_page(f"{year}"):
            years.add_up(year, by_year[year], today)
    StaleTally.objects.filter(pk__in=[mark.pk for mark in taken]).delete()
    return sum(len(ids) for ids in wanted.values())


def mark_what_time_has_changed() -> int:
    """Days that have passed while nothing was entered, and a month that has begun. Returns how many marks."""
    today = timezone.localdate()
    overdue = Tally.objects.filter(pending__gt=0, due_on__lt=today).of_chapters()
    left = overdue.values_list("organization_id", "month")
    marks = [StaleTally(organization_id=pk, month=month) for pk, month in left]
    month = month_of(today)
    kept = Tally.objects.filter(month=month, organization=OuterRef("pk"))
    unkept = Organization.objects.active_on(last_day(month)).chapters().filter(~Exists(kept))
    marks += [StaleTally(organization_id=pk, month=month) for pk in unkept.values_list("pk", flat=True)]
    StaleTally.objects.bulk_create(marks)
    return len(marks)


@transaction.atomic
def rebuild_month(month: date, *, with_year: bool = True) -> None:
    """Everyone's month from the records, whatever stood there."""
    today = timezone.localdate()
    with ledger_page(f"{month:%Y-%m}"):
        stale = StaleTally.objects.select_for_update(skip_locked=True).filter(month=month)
        marks = list(stale.values_list("pk", flat=True))
        sums.add_up(month, None, today)
        StaleTally.objects.filter(pk__in=marks).delete()
    if with_year:
        with ledger_page(f"{month.year}"):
            years.add_up(month.year, None, today)


def rebuild(months: Iterable[date]) -> None:
    """Whole months one after the other, each year once, after its last month."""
    ordered = sorted(months)
    for place, month in enumerate(ordered):
        is_last = place == len(ordered) - 1 or ordered[place + 1].year != month.year
        rebuild_month(month, with_year=is_last)


def all_months() -> list[date]:
    """From the first month of which anything is known to the current one."""
    today = timezone.localdate()
    return months_between(book.first_month(today), month_of(today))


def run(job_id: int) -> None:
    """Do a rollup job, month by month; taken up again it goes on with the next month."""
    job = RollupJob.objects.get(pk=job_id)
    if not job.claim():
        return
    for month in job.months_left:
        rebuild_month(month, with_year=month in {job.last_month, month.replace(month=DECEMBER)})
        job.beat(job.done + 1, step=f"tháng {month.month}/{month.year}")
    job.finish()
