"""Doorbells of this app: each looks for what is due, and may ring twice or not at all."""

from __future__ import annotations

from celery import shared_task

from chapters.imports import work


@shared_task(acks_late=True)
def work_on_import(batch_id: int) -> None:
    work.run(batch_id)


@shared_task
def sweep_imports() -> None:
    work.sweep()
