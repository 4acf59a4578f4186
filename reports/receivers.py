"""What follows here from facts: the figures that rest on them are marked, and the worker's doorbell rings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.dispatch import receiver

from chapters.signals import membership_changed, organization_changed
from common.dates import month_of
from meetings import signals as meetings
from reports import tasks
from reports.models import StaleTally
from reports.signals import report_requested, rollup_requested
from scoring.signals import sheet_adopted, sheet_reviewed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from chapters.models import Member, Organization
    from meetings.models import Meeting, Petition
    from reports.models import Report, RollupJob
    from scoring.models import ScoreSheet

FACTS_OF_A_MEETING = [
    meetings.meeting_opened,
    meetings.meeting_closed,
    meetings.meeting_submitted,
    meetings.meeting_returned,
    meetings.meeting_accepted,
    meetings.meeting_recalled,
    meetings.meeting_amended,
    meetings.meeting_replanned,
    meetings.absence_agreed,
    meetings.meeting_imported,
]


@receiver(FACTS_OF_A_MEETING, dispatch_uid="reports.mark_month")
def mark_month(
    sender: type[Meeting], meeting: Meeting, months_left: Sequence[date] = (), **kwargs: object
) -> None:
    StaleTally.objects.mark_meeting(meeting, *months_left)
    _ring()


def _ring() -> None:
    tasks.add_up.delay_on_commit()  # type: ignore[attr-defined] # celery-types knows no tasks of Django


@receiver([sheet_adopted, sheet_reviewed], dispatch_uid="reports.mark_month_of_sheet")
def mark_month_of_sheet(sender: type[ScoreSheet], sheet: ScoreSheet, **kwargs: object) -> None:
    StaleTally.objects.mark(sheet.meeting.organization, sheet.meeting.month)
    _ring()


@receiver(meetings.petition_changed, dispatch_uid="reports.mark_month_of_petition")
def mark_month_of_petition(sender: type[Petition], petition: Petition, **kwargs: object) -> None:
    if petition.meeting is not None:
        StaleTally.objects.mark(petition.organization, petition.meeting.month)
        _ring()


@receiver(meetings.import_taken_back, dispatch_uid="reports.mark_months_taken_back")
def mark_months_taken_back(
    sender: object, organization: Organization, months: Sequence[date], **kwargs: object
) -> None:
    StaleTally.objects.mark(organization, *months)
    _ring()


@receiver(organization_changed, dispatch_uid="reports.mark_since_change")
def mark_since_change(
    sender: object, organization: Organization, since: date | None, **kwargs: object
) -> None:
    StaleTally.objects.mark_since(organization, month_of(since) if since else None)
    _ring()


@receiver(membership_changed, dispatch_uid="reports.mark_since_membership")
def mark_since_membership(
    sender: object, member: Member, organization: Organization | None, since: date, **kwargs: object
) -> None:
    if organization is not None:
        StaleTally.objects.mark_since(organization, month_of(since))
        _ring()


@receiver(rollup_requested, dispatch_uid="reports.start_rollup")
def start_rollup(sender: type[RollupJob], job: RollupJob, **kwargs: object) -> None:
    tasks.roll_up.delay_on_commit(job.pk)  # type: ignore[attr-defined]


@receiver(report_requested, dispatch_uid="reports.start_building")
def start_building(sender: type[Report], report: Report, **kwargs: object) -> None:
    tasks.build_report.delay_on_commit(report.pk)  # type: ignore[attr-defined]
