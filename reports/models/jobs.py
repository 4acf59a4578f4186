"""Long jobs of this app, and the signs of life of those who do them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Entry
from common.dates import months_between
from common.jobs import Job, JobQuerySet
from reports.signals import rollup_requested

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


class RollupJobQuerySet(JobQuerySet["RollupJob"]):
    @transaction.atomic
    def request(self, first: date, last: date, *, by: User | None) -> RollupJob:
        """Ask for the months to be added up anew; the same wish twice is one job."""
        waiting = self.running().filter(first_month=first, last_month=last).first()
        if waiting:
            return waiting
        job = self.create(
            first_month=first, last_month=last, owner=by, total=len(months_between(first, last))
        )
        Entry.objects.record("rollup.requested", job, by=by)
        rollup_requested.send(sender=RollupJob, job=job)
        return job

    def take_up(self, first: date, last: date) -> RollupJob:
        """One to be done here and now: the one its worker left behind, or a new one."""
        left = self.due().filter(first_month=first, last_month=last).first()
        return left or self.create(first_month=first, last_month=last, total=len(months_between(first, last)))


class RollupJob(Job):
    """Months to be added up anew, one after the other. `done` months are finished and need not be redone."""

    first_month = models.DateField()
    last_month = models.DateField()

    objects = RollupJobQuerySet.as_manager()

    def __str__(self) -> str:
        if self.first_month == self.last_month:
            return f"Tổng hợp lại tháng {self.first_month:%m/%Y}"
        return f"Tổng hợp lại từ tháng {self.first_month:%m/%Y} đến tháng {self.last_month:%m/%Y}"

    @property
    def months_left(self) -> list[date]:
        return months_between(self.first_month, self.last_month)[self.done :]


class Pulse(models.Model):
    """When something regular last happened, and what it found: the worker's beat, the nightly comparison."""

    WORKER = "worker"
    VERIFY = "verify"

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    is_well = models.BooleanField(default=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def feel(cls, name: str, *, is_well: bool = True, **details: Any) -> None:
        """Write down that it happened just now."""
        cls.objects.update_or_create(
            name=name, defaults={"at": timezone.now(), "is_well": is_well, "details": details}
        )
