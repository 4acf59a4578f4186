"""Worked examples of docs/scoring.md: when, how long, who was there, what was prepared."""

from datetime import date, time
from decimal import Decimal

import pytest

from scoring.evidence import State, suggest
from tests.factories.scoring import (
    HELD_ON,
    item,
    noon,
    record,
    roll,
)
from tests.scoring.examples import criterion, points, reason


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        ({}, "2"),
        ({"held_on": date(2026, 11, 6), "reschedule_reported_at": noon(date(2026, 11, 3))}, "1"),
        ({"held_on": date(2026, 11, 6), "reschedule_reported_at": noon(date(2026, 11, 5))}, "0"),
        ({"held_on": date(2026, 11, 6)}, "0"),
        ({"held_on": date(2026, 12, 1), "reschedule_reported_at": noon(date(2026, 11, 3))}, "0"),
        # the fifth is a Sunday in July 2026: Monday the sixth is as good
        (
            {"month": date(2026, 7, 1), "held_on": date(2026, 7, 6), "registered_on": None, "fixed_day": 5},
            "2",
        ),
        ({"registered_on": None, "fixed_day": None}, None),
    ],
)
def test_on_the_registered_day(meeting, expected):
    assert points("TK-1.1", meeting=meeting) == (expected and Decimal(expected))


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        ({"ends_at": time(15, 30)}, "3"),
        ({"ends_at": time(15, 29)}, "2"),
        ({"ends_at": time(15, 15)}, "2"),
        ({"ends_at": time(15, 14)}, "1"),
        ({"ends_at": time(15, 0)}, "1"),
        ({"ends_at": time(14, 59)}, "0"),
        ({"ends_at": time(15, 40), "break_minutes": 15}, "2"),
        ({"ends_at": time(15, 59), "is_combined": True}, "2"),
        ({"ends_at": time(16, 0), "is_combined": True}, "3"),
        ({"ends_at": time(15, 0), "own_minutes": 60}, "3"),
        ({"ends_at": None}, None),
    ],
)
def test_length(meeting, expected):
    assert points("TK-1.2", meeting=meeting) == (expected and Decimal(expected))


def test_a_running_meeting_is_expected_to_last_long_enough():
    found = suggest(criterion("TK-1.2"), record(meeting={"status": "open", "ends_at": None}))
    assert (found.state, found.points) == (State.EXPECTED, Decimal(3))
    assert found.reason == "Bắt đầu 14:00; tạm tính đủ 90 phút"


@pytest.mark.parametrize(
    ("people", "words", "expected"),
    [
        (roll(20, 2), "20/22 (90,9%); cho phép vắng 2", "3"),
        (roll(18, 2), "18/20 (90,0%); cho phép vắng 2", "3"),
        (roll(17, 3), "17/20 (85,0%); cho phép vắng 2", "2"),
        (roll(16, 3), "16/19 (84,2%); cho phép vắng 1", "1"),
        (roll(15, 5), "15/20 (75,0%); cho phép vắng 2", "1"),
        (roll(14, 5), "14/19 (73,7%); cho phép vắng 1", "0"),
        (roll(8, 1), "8/9 (88,9%); cho phép vắng 0", "2"),
        # exempt, away, suspended and on special duty are out; an exempt member who came is out as well
        (
            roll(9, 1, exempt=2, away=1, suspended=1, special_duty=1, exempt_here=1),
            "9/10 (90,0%); cho phép vắng 1",
            "3",
        ),
        # guests and probationary members must attend; the late are present
        (roll(7, 0, guests=1, probationary=1, late=1), "10/10 (100,0%); cho phép vắng 1", "3"),
    ],
)
def test_attendance(people, words, expected):
    found = suggest(criterion("TK-2.1"), record(roll=people))
    assert (found.reason, found.points) == (words, Decimal(expected))


def test_places_that_leave_the_excused_out():
    assert points("TK-2.1", roll=roll(10, 5), exclude_excused=True) == 3
    assert points("TK-2.1", roll=roll(10, 5)) == 0


def test_no_roll_is_no_data_not_full():
    found = suggest(criterion("TK-2.1"), record())
    assert (found.state, found.points) == (State.NONE, None)
    assert points("TK-2.2") is None


@pytest.mark.parametrize(
    ("people", "running", "expected"),
    [(roll(20, 2), 3, "2"), (roll(20, 2), 4, "1"), (roll(20, 1, unexcused=1), 1, "0")],
)
def test_nobody_missing(people, running, expected):
    assert points("TK-2.2", roll=people, longest_excused=running) == Decimal(expected)


@pytest.mark.parametrize(
    ("meeting", "state", "expected"),
    [
        (
            {
                "prepared_by_id": 5,
                "prepared_on": date(2026, 11, 3),
                "prepared_status": "closed",
                "prepared_has_minutes": True,
            },
            State.KNOWN,
            "3",
        ),
        (
            {"prepared_by_id": 5, "prepared_on": date(2026, 11, 6), "prepared_status": "closed"},
            State.KNOWN,
            "0",
        ),
        ({"conferred_on": date(2026, 11, 4), "conferred_with_minutes": True}, State.KNOWN, "3"),
        ({"conferred_on": date(2026, 11, 4)}, State.KNOWN, "1.5"),
        ({}, State.KNOWN, "0"),
        ({"leader_count": 1}, State.NOT_APPLICABLE, "3"),
    ],
)
def test_committee_before(meeting, state, expected):
    found = suggest(criterion("TK-3.1"), record(meeting=meeting))
    assert (found.state, found.points) == (state, Decimal(expected))


def test_not_arising_is_said():
    assert reason("TK-3.1", meeting={"leader_count": 1}) == "Không phát sinh: chi bộ chỉ có bí thư"


@pytest.mark.parametrize(
    ("items", "draft", "expected"),
    [
        ((item(is_focus=True),), True, "4"),
        ((item(),), True, "2"),
        ((item(is_focus=True),), False, "2"),
        ((), True, "0"),
    ],
)
def test_prepared_content(items, draft, expected):
    assert points("TK-3.2", items=items, meeting={"has_draft": draft}) == Decimal(expected)


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        ({"notice_sent_at": noon(date(2026, 10, 30))}, "1"),
        ({"notice_sent_at": noon(date(2026, 10, 30)), "superior_notified": False}, "0.5"),
        ({"notice_sent_at": noon(HELD_ON, 15)}, "0"),
        ({}, "0"),
    ],
)
def test_notice(meeting, expected):
    assert points("TK-3.3", meeting=meeting) == Decimal(expected)


@pytest.mark.parametrize(
    ("count", "shared", "last", "expected"),
    [
        (2, 2, noon(date(2026, 11, 4), 14), "2"),
        (2, 2, noon(date(2026, 11, 4), 15), "1"),
        (2, 1, noon(date(2026, 11, 3)), "1"),
        (2, 0, None, "0"),
        (0, 0, None, "0"),
    ],
)
def test_documents(count, shared, last, expected):
    meeting = {"document_count": count, "shared_count": shared, "last_shared_at": last}
    assert points("TK-3.4", meeting=meeting) == Decimal(expected)
