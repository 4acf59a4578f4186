"""What follows here from facts: the worker's doorbell rings for an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.dispatch import receiver

from chapters import tasks
from chapters.signals import import_requested

if TYPE_CHECKING:
    from chapters.models import ImportBatch


@receiver(import_requested, dispatch_uid="chapters.work_on_import")
def work_on_import(sender: type[ImportBatch], batch: ImportBatch, **kwargs: object) -> None:
    tasks.work_on_import.delay_on_commit(batch.pk)  # type: ignore[attr-defined] # celery-types knows no tasks of Django
