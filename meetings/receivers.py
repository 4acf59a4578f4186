"""What follows here from facts: an import of meetings that is taken back leaves its months to be added up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.dispatch import receiver

from chapters.models import ImportBatch
from chapters.signals import import_taken_back
from meetings import signals
from meetings.models import Meeting

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from chapters.models import Organization


@receiver(import_taken_back, dispatch_uid="meetings.announce_import_taken_back")
def announce_import_taken_back(
    sender: type[ImportBatch], batch: ImportBatch, by: User | None, **kwargs: object
) -> None:
    if batch.kind != ImportBatch.Kind.MEETINGS:
        return
    ids = batch.changes.filter(model="meetings.meeting").values_list("object_id", flat=True)
    months: dict[Organization, set[date]] = defaultdict(set)
    for meeting in Meeting.objects.filter(pk__in=list(ids)).select_related("organization"):
        months[meeting.organization].add(meeting.month)
    for organization, some in months.items():
        signals.import_taken_back.send(sender=Meeting, organization=organization, months=sorted(some), by=by)
