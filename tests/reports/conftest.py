"""A month of figures, a report built from it, and the board's browser."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from meetings.models import Delegate, Meeting
from reports.models import Report, StaleTally
from reports.tallies import refresh
from scoring.models import CriteriaSet, Grade, ScoreSheet
from tests.factories.reports import held, months_ago
from tests.reports.asking import ask

if TYPE_CHECKING:
    from datetime import date


@pytest.fixture
def month(tree) -> date:
    """A month in which one chapter met, was scored and reviewed, and the other did not."""
    month = months_ago(1)
    now = timezone.now()
    meeting = held(
        tree.chapter, month, status=Meeting.Status.ACCEPTED, accepted_at=now, first_submitted_at=now
    )
    ScoreSheet.objects.create(
        meeting=meeting,
        criteria_set=CriteriaSet.objects.filter(code="TK").first(),
        status="reviewed",
        adopted_at=now,
        reviewed_at=now,
        adopted_points=Decimal("91.5"),
        adopted_grade=Grade.TOT,
        reviewed_points=Decimal(88),
        reviewed_grade=Grade.KHA,
    )
    Delegate.objects.create(meeting=meeting, name="Đặng Hữu Nghĩa")
    StaleTally.objects.mark_meeting(meeting)
    refresh.refresh_stale()
    return month


@pytest.fixture
def built(tree, month, board, django_capture_on_commit_callbacks) -> Report:
    return ask(tree.bloc, Report.Kind.MONTH, month, by=board, capture=django_capture_on_commit_callbacks)


@pytest.fixture
def as_board(client, board):
    client.force_login(board)
    return client
