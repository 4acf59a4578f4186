"""What follows here from the steps of a meeting: its sheets open, freeze, settle and become official."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.dispatch import receiver

from meetings import gaps, minutes, signals
from meetings.models import Meeting
from scoring.costs import gaps_that_cost
from scoring.models import ScoreSheet
from scoring.paper import score_section

if TYPE_CHECKING:
    from decimal import Decimal

    from accounts.models import User

gaps.register(gaps_that_cost)
minutes.register_section("score", score_section)


def _sheets(meeting: Meeting) -> list[ScoreSheet]:
    sheets = list(ScoreSheet.objects.filter(meeting=meeting).select_related("criteria_set", "vote"))
    for sheet in sheets:
        sheet.meeting = meeting
    return sheets


@receiver(signals.meeting_opened, dispatch_uid="scoring.open_sheets")
def open_sheets(sender: type[Meeting], meeting: Meeting, by: User | None, **kwargs: object) -> None:
    for sheet in ScoreSheet.open_for(meeting, by=by):
        sheet.refresh_evidence()


@receiver(signals.meeting_replanned, dispatch_uid="scoring.fit_sheets")
def fit_sheets(sender: type[Meeting], meeting: Meeting, by: User | None, **kwargs: object) -> None:
    """A running meeting became combined, or of another kind: its sheets follow."""
    if meeting.status == Meeting.Status.OPEN:
        ScoreSheet.open_for(meeting, by=by)


@receiver(signals.meeting_closed, dispatch_uid="scoring.freeze_evidence")
def freeze_evidence(sender: type[Meeting], meeting: Meeting, by: User | None, **kwargs: object) -> None:
    for sheet in _sheets(meeting):
        sheet.freeze_evidence()


@receiver(signals.meeting_amended, dispatch_uid="scoring.read_amendment")
def read_amendment(sender: type[Meeting], meeting: Meeting, by: User | None, **kwargs: object) -> None:
    """A part was corrected after closing, with a reason: the record's numbers follow, the vote stands."""
    for sheet in _sheets(meeting):
        sheet.freeze_evidence()


@receiver(signals.meeting_submitted, dispatch_uid="scoring.settle")
def settle(sender: type[Meeting], meeting: Meeting, by: User | None, **kwargs: object) -> None:
    for sheet in _sheets(meeting):
        sheet.settle(at=meeting.submitted_at)


@receiver(signals.meeting_returned, dispatch_uid="scoring.note_return")
def note_return(sender: type[Meeting], meeting: Meeting, by: User | None, **kwargs: object) -> None:
    for sheet in _sheets(meeting):
        sheet.note_return()


@receiver(signals.meeting_accepted, dispatch_uid="scoring.conclude")
def conclude(sender: type[Meeting], meeting: Meeting, by: User | None, **kwargs: object) -> None:
    for sheet in _sheets(meeting):
        sheet.conclude(by=by, at=meeting.accepted_at)


@receiver(signals.meeting_imported, dispatch_uid="scoring.keep_imported")
def keep_imported(
    sender: type[Meeting],
    meeting: Meeting,
    self_points: Decimal | None,
    grade: str,
    by: User | None,
    **kwargs: object,
) -> None:
    ScoreSheet.keep_imported(meeting, points=self_points, grade=grade)
