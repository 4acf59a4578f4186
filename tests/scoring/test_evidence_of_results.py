"""Worked examples of docs/scoring.md: what became of the last resolution, and the papers after the meeting."""

from datetime import date
from decimal import Decimal

import pytest

from scoring.evidence import State, suggest
from scoring.evidence.record import LimitationRow
from tests.factories.scoring import (
    item,
    judged,
    noon,
    petition,
    record,
    roll,
    speeches,
    task,
    vote,
)
from tests.scoring.examples import criterion, points, reason

LATE = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("on_time", "late", "expected"),
    [
        (9, 1, "20"),
        (8, 1, "18"),
        (8, 2, "18"),
        (7, 3, "16"),
        (6, 4, "13"),
        (5, 5, "10"),
        (4, 5, "5"),
        (0, 1, "5"),
    ],
)
def test_tasks_on_time(on_time, late, expected):
    rows = [judged("done", pk=number) for number in range(on_time)]
    rows += [judged("done", pk=100 + number, done_on=LATE) for number in range(late)]
    assert points("TK-6.1", taken_up=tuple(rows)) == Decimal(expected)


def test_which_tasks_count():
    rows = (
        judged("done"),
        judged("done", pk=2, judged_due_on=date(2026, 12, 31)),  # before its day: on time
        judged("not_done", pk=3, judged_due_on=date(2026, 12, 31)),  # not due yet: out
        judged("extended", pk=4),  # due, given more time: not on time
        task(pk=5),  # due, nobody judged it
        task(pk=6, due_on=date(2026, 12, 31)),  # not due yet: out
    )
    assert reason("TK-6.1", taken_up=rows) == "2/4 (50,0%) nhiệm vụ đến hạn xong đúng hạn"


def test_no_tasks_due_does_not_arise_but_without_a_past_there_is_no_data():
    found = suggest(criterion("TK-6.1"), record())
    assert (found.state, found.points) == (State.NOT_APPLICABLE, Decimal(20))
    for source in (None, "imported"):
        found = suggest(criterion("TK-6.1"), record(meeting={"previous_source": source}))
        assert (found.state, found.points) == (State.NONE, None)


def test_while_the_meeting_runs_only_judged_tasks_count():
    rows = (judged("done"), task(pk=2))
    found = suggest(criterion("TK-6.1"), record(taken_up=rows, meeting={"status": "open"}))
    assert (found.state, found.points) == (State.EXPECTED, Decimal(20))
    assert found.reason == "1/1 (100,0%) nhiệm vụ đến hạn xong đúng hạn; còn 1 chưa đánh giá"
    none_yet = suggest(criterion("TK-6.1"), record(taken_up=(task(),), meeting={"status": "open"}))
    assert none_yet.points is None


@pytest.mark.parametrize(
    ("petitions", "expected", "state"),
    [
        ((petition(date(2026, 10, 30), date(2026, 10, 30)),), "5", State.KNOWN),
        ((petition(date(2026, 10, 30), escalated_on=date(2026, 10, 9)),), "5", State.KNOWN),
        ((petition(date(2026, 10, 30), date(2026, 10, 31)),), "0", State.KNOWN),
        ((petition(date(2026, 9, 30)),), "0", State.KNOWN),  # old and still unanswered
        ((petition(date(2026, 9, 30), date(2026, 9, 30)),), "5", State.NOT_APPLICABLE),  # settled long ago
        ((petition(date(2026, 12, 1)),), "5", State.NOT_APPLICABLE),
        ((), "5", State.NOT_APPLICABLE),
    ],
)
def test_petitions(petitions, expected, state):
    found = suggest(criterion("TK-6.3"), record(petitions=petitions))
    assert (found.points, found.state) == (Decimal(expected), state)


def test_petitions_in_bands():
    in_time = petition(date(2026, 10, 30), date(2026, 10, 20))
    late = petition(date(2026, 10, 30), date(2026, 11, 1))
    assert points("TK-6.3", petitions=(*[in_time] * 7, *[late] * 3)) == 3
    assert points("TK-6.3", petitions=(*[in_time] * 6, *[late] * 3)) == 0


@pytest.mark.parametrize(
    ("votes", "tasks", "expected"),
    [
        ((vote(),), (task(),), "2"),
        ((vote(),), (task(), task(pk=2, due_on=None)), "1"),
        ((vote(),), (), "1"),
        ((vote(yes=10),), (task(),), "0"),  # 10 of 20 is not more than half
        ((), (task(),), "0"),
    ],
)
def test_resolution_and_assignments(votes, tasks, expected):
    assert points("TK-7.1", votes=votes, tasks=tasks) == Decimal(expected)


def test_self_score_by_vote():
    assert points("TK-7.2", votes=(vote(kind="self_score"),)) == 1
    assert points("TK-7.2", votes=(vote(yes=10, kind="self_score"),)) == 0
    assert points("TK-7.2") == 0
    running = suggest(criterion("TK-7.2"), record(meeting={"status": "open"}))
    assert (running.state, running.points) == (State.EXPECTED, Decimal(1))


FULL = {
    "items": (item(has_notes=True, has_conclusion=True),),
    "roll": roll(18, 2),
    "votes": (vote(),),
    "speeches": speeches(1),
}


@pytest.mark.parametrize(
    ("filed", "expected"),
    [
        (date(2026, 11, 7), "2"),
        (date(2026, 11, 8), "1"),
        (date(2026, 11, 10), "1"),
        (date(2026, 11, 11), "0"),
    ],
)
def test_minutes_filed(filed, expected):
    found = suggest(criterion("TK-7.3"), record(meeting={"first_submitted_at": noon(filed)}, **FULL))
    assert (found.state, found.points) == (State.KNOWN, Decimal(expected))


def test_minutes_with_a_missing_part_are_thin():
    meeting = {"first_submitted_at": noon(date(2026, 11, 6)), "place": ""}
    found = suggest(criterion("TK-7.3"), record(meeting=meeting, **FULL))
    assert found.points == 0
    assert found.reason.startswith("Biên bản thiếu: địa điểm")


def test_what_is_known_after_the_meeting_is_expected_until_filed():
    waiting = suggest(criterion("TK-7.3"), record(**FULL))
    assert (waiting.state, waiting.points) == (State.EXPECTED, Decimal(2))
    assert waiting.reason.endswith("Tạm tính gửi đúng hạn 07/11")
    overdue = suggest(criterion("TK-7.3"), record(as_of=date(2026, 11, 9), **FULL))
    assert (overdue.state, overdue.points) == (State.EXPECTED, Decimal(1))


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        (("fixed", "on_schedule"), "5"),
        (("fixed", "not_fixed"), "3"),
        (("fixed", ""), "3"),
        (("not_fixed",), "0"),
        ((), "5"),
    ],
)
def test_shortcomings_mended(results, expected):
    rows = tuple(LimitationRow(9, 1, result) for result in results)
    assert points("TK-6.2", limitations=rows) == Decimal(expected)


def test_shortcomings_without_a_past_or_not_judged_yet():
    assert points("TK-6.2", meeting={"previous_source": None}) is None
    running = {"status": "open"}
    assert points("TK-6.2", limitations=(LimitationRow(9, None, ""),), meeting=running) is None
    some = suggest(
        criterion("TK-6.2"),
        record(limitations=(LimitationRow(9, 1, "fixed"), LimitationRow(9, None, "")), meeting=running),
    )
    assert (some.state, some.points) == (State.EXPECTED, Decimal(3))


def test_minutes_of_a_running_meeting_are_expected_and_without_a_day_unknown():
    running = suggest(criterion("TK-7.3"), record(meeting={"status": "open"}))
    assert (running.state, running.points) == (State.EXPECTED, Decimal(2))
    assert points("TK-7.3", meeting={"held_on": None}) is None
    assert (
        points("TK-7.3", meeting={"has_minutes": False, "first_submitted_at": noon(date(2026, 11, 6))}) == 0
    )
