"""A long job is a row that people can watch: asked, running, done or failed, with a lease that runs out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

Row = TypeVar("Row", bound="Job")

LEASE = timedelta(minutes=3)
ATTEMPTS = 3


class JobState(models.TextChoices):
    ASKED = "asked", "Đang chờ"
    RUNNING = "running", "Đang làm"
    DONE = "done", "Xong"
    FAILED = "failed", "Không làm được"


class JobQuerySet(models.QuerySet[Row]):
    def due(self, now: datetime | None = None) -> Self:
        """Asked and not yet taken, or taken by a worker that has not been heard of since its lease ran out."""
        now = now or timezone.now()
        left = Q(state=JobState.RUNNING, lease_until__lt=now)
        return self.filter(Q(state=JobState.ASKED) | left).order_by("pk")

    def running(self) -> Self:
        return self.filter(state__in=[JobState.ASKED, JobState.RUNNING])

    def stuck(self, now: datetime | None = None) -> Self:
        """Those a keeper should look at: failed lately, or left by their worker."""
        now = now or timezone.now()
        return self.filter(
            Q(state=JobState.FAILED, finished_at__gte=now - timedelta(days=7))
            | Q(state=JobState.RUNNING, lease_until__lt=now)
        )

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Job(models.Model):
    """State, progress, owner, lease and error. A job is claimed, beats while it runs, and ends once."""

    State = JobState

    state = models.CharField(max_length=7, choices=JobState, default=JobState.ASKED, db_index=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    done = models.PositiveIntegerField("đã làm", default=0)
    total = models.PositiveIntegerField("tất cả", default=0)
    step = models.CharField("bước đang làm", max_length=200, blank=True)
    error = models.TextField("lỗi", blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-pk"]

    @property
    def is_finished(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED}

    @property
    def seconds_left(self) -> int | None:
        """What is left at the pace so far; None while nothing can be said."""
        if not self.started_at or not self.done or not self.total or self.is_finished:
            return None
        passed = (timezone.now() - self.started_at).total_seconds()
        return round(passed / self.done * (self.total - self.done))

    def claim(self) -> bool:
        """Take the job; False when another worker holds it or it is finished."""
        now = timezone.now()
        mine = type(self)._default_manager.filter(pk=self.pk)
        taken = mine.filter(Q(state=JobState.ASKED) | Q(state=JobState.RUNNING, lease_until__lt=now))
        if not taken.update(
            state=JobState.RUNNING,
            started_at=now,
            heartbeat_at=now,
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
        ):
            return False
        self.refresh_from_db()
        return True

    def beat(self, done: int | None = None, *, total: int | None = None, step: str | None = None) -> None:
        """Say that the worker lives and how far it is."""
        now = timezone.now()
        self.done = self.done if done is None else done
        self.total = self.total if total is None else total
        self.step = self.step if step is None else step
        self.heartbeat_at, self.lease_until = now, now + LEASE
        self.save(update_fields=["done", "total", "step", "heartbeat_at", "lease_until"])

    def finish(self) -> None:
        self._end(JobState.DONE)

    def fail(self, error: str) -> None:
        """End with a sentence of what went wrong; nothing retries it but a person asking again."""
        self.error = error
        self._end(JobState.FAILED)

    def _end(self, state: JobState) -> None:
        self.state = state
        self.finished_at = timezone.now()
        self.lease_until = None
        self.save(update_fields=["state", "error", "finished_at", "lease_until"])
