"""Doorbells of this app: each looks for what is due, and may ring twice or not at all."""

from __future__ import annotations

from celery import shared_task

from reports.building import work
from reports.tallies import refresh, schedule


@shared_task(acks_late=True)
def add_up() -> None:
    refresh.refresh_stale()


@shared_task(acks_late=True)
def roll_up(job_id: int) -> None:
    refresh.run(job_id)


@shared_task(acks_late=True)
def build_report(report_id: int) -> None:
    work.build(report_id)


@shared_task
def sweep() -> None:
    schedule.sweep()
    work.sweep()


@shared_task
def roll_up_month() -> None:
    schedule.roll_up_month()


@shared_task
def roll_up_year() -> None:
    schedule.roll_up_year()


@shared_task
def verify_nightly() -> None:
    schedule.verify_everything()
