"""Meetings of the chapter whose people the tests know."""

from __future__ import annotations

import pytest

from tests.factories.chapters import MemberFactory
from tests.factories.meetings import MeetingFactory, make_ready


@pytest.fixture
def people(tree, secretary):
    """Twelve members in the chapter, its secretary among them."""
    for _ in range(11):
        MemberFactory(organization=tree.chapter)


@pytest.fixture
def planned(tree, people):
    return MeetingFactory(organization=tree.chapter)


@pytest.fixture
def meeting(tree, people):
    """Being held: open."""
    return MeetingFactory(organization=tree.chapter, is_open=True)


@pytest.fixture
def closed(meeting):
    make_ready(meeting).close(by=None)
    return meeting
