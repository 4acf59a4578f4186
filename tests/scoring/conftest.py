"""The people of scoring: a secretary, a plain member, the committee above, a stranger; and their meeting."""

from __future__ import annotations

import pytest
from django.test import Client

from chapters.roles import Role
from meetings.models import Meeting
from scoring.models import ScoreSheet
from tests.factories.accounts import UserFactory
from tests.factories.chapters import BodyFactory, RoleHoldingFactory
from tests.factories.meetings import MeetingFactory, chapter_of, make_ready
from tests.factories.scoring import adopted_sheet, criteria_set


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def chapter(db):
    criteria_set()
    return chapter_of(6, parent=BodyFactory())


@pytest.fixture
def secretary(chapter) -> Client:
    return signed_in(RoleHoldingFactory(organization=chapter, role=Role.SECRETARY).user)


@pytest.fixture
def member(chapter) -> Client:
    return signed_in(RoleHoldingFactory(organization=chapter, role=Role.MEMBER).user)


@pytest.fixture
def committee(chapter) -> Client:
    return signed_in(RoleHoldingFactory(organization=chapter.parent, role=Role.COMMITTEE).user)


@pytest.fixture
def stranger(chapter) -> Client:
    return signed_in(RoleHoldingFactory(organization=chapter_of(3), role=Role.SECRETARY).user)


@pytest.fixture
def nobody_in_particular(db) -> Client:
    return signed_in(UserFactory())


@pytest.fixture
def meeting(chapter) -> Meeting:
    return MeetingFactory(is_open=True, organization=chapter)


@pytest.fixture
def sheet(meeting) -> ScoreSheet:
    return ScoreSheet.objects.select_related("meeting__organization", "criteria_set").get(meeting=meeting)


@pytest.fixture
def sent(sheet) -> ScoreSheet:
    """A voted sheet whose meeting waits above."""
    adopted_sheet(sheet.meeting)
    meeting = make_ready(Meeting.objects.get(pk=sheet.meeting_id))
    meeting.close(by=None)
    meeting.submit(by=None)
    return ScoreSheet.objects.select_related("meeting__organization", "criteria_set").get(pk=sheet.pk)
