"""Signs of life, read from rows: nothing here asks the broker, which may be down when one looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Min, Q
from django.utils import timezone

from chapters.models import ImportBatch
from common.jobs import Job, JobState
from reports.models import Pulse, Report, RollupJob, StaleTally, Tally

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

BEATS_EVERY: Final = timedelta(minutes=2)  # the sweep comes every 30 seconds
TAKEN_WITHIN: Final = timedelta(minutes=5)
VERIFIED_WITHIN: Final = timedelta(hours=36)
SHOWN: Final = 10
LATELY: Final = timedelta(days=7)
KINDS: Final[tuple[tuple[str, type[Job]], ...]] = (
    ("Nhập Excel", ImportBatch),
    ("Báo cáo", Report),
    ("Tổng hợp lại số liệu", RollupJob),
)


@dataclass(frozen=True)
class Queue:
    """One kind of long job: how many wait since when, run, or need a look."""

    words: str
    waiting: int
    running: int
    stuck: int
    since: datetime | None


class Health:
    """Each question answers with a fact and whether it is as it should be."""

    def __init__(self) -> None:
        self.now = timezone.now()

    @cached_property
    def pulses(self) -> dict[str, Pulse]:
        return {pulse.name: pulse for pulse in Pulse.objects.all()}

    @property
    def worker(self) -> Pulse | None:
        return self.pulses.get(Pulse.WORKER)

    @property
    def is_worker_well(self) -> bool:
        return self.worker is not None and self.now - self.worker.at < BEATS_EVERY

    @cached_property
    def waiting(self) -> dict[str, Any]:
        return StaleTally.objects.aggregate(count=Count("pk"), since=Min("marked_at"))

    @property
    def is_waiting_well(self) -> bool:
        since = self.waiting["since"]
        return since is None or self.now - since < TAKEN_WITHIN

    @property
    def verified(self) -> Pulse | None:
        return self.pulses.get(Pulse.VERIFY)

    @property
    def is_verified_well(self) -> bool:
        found = self.verified
        return found is not None and found.is_well and self.now - found.at < VERIFIED_WITHIN

    @cached_property
    def jobs(self) -> Sequence[RollupJob]:
        return list(RollupJob.objects.newest_first().select_related("owner")[:SHOWN])

    @cached_property
    def queues(self) -> list[Queue]:
        """Work that waits or runs, by kind."""
        return [self._queue(words, model) for words, model in KINDS]

    def _queue(self, words: str, model: type[Job]) -> Queue:
        jobs = model._default_manager.all()
        left = Q(state=JobState.RUNNING, lease_until__lt=self.now)
        counts = jobs.aggregate(
            waiting=Count("pk", filter=Q(state=JobState.ASKED)),
            running=Count("pk", filter=Q(state=JobState.RUNNING) & ~left),
            stuck=Count("pk", filter=left | Q(state=JobState.FAILED, finished_at__gte=self.now - LATELY)),
            since=Min("asked_at", filter=Q(state=JobState.ASKED)),
        )
        return Queue(words, **counts)

    @property
    def stuck(self) -> int:
        return sum(queue.stuck for queue in self.queues)

    @cached_property
    def running(self) -> RollupJob | None:
        return RollupJob.objects.running().newest_first().first()

    @cached_property
    def book(self) -> dict[str, Any]:
        return Tally.objects.aggregate(rows=Count("pk"), first=Min("month"))
