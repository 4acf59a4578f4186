"""Worked examples of docs/scoring.md: the order of the meeting, what was said, concluded, voted."""

from decimal import Decimal

import pytest

from scoring.evidence import State, suggest
from tests.factories.scoring import (
    item,
    judged,
    record,
    roll,
    speeches,
    task,
    vote,
)
from tests.scoring.examples import criterion, points, reason

STEPS = (
    item("opening", step="opening"),
    item("dues", step="opening"),
    item(),
    item("conclusion", step="closing"),
)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (STEPS, "5"),
        ((*STEPS[:1], item("dues", step="opening", outcome="not_discussed"), *STEPS[2:]), "3"),
        ((*STEPS[:3],), "3"),
        ((item(),), "1"),
        ((item("opening", step="opening", outcome="carried"),), "0"),
        ((), None),
    ],
)
def test_order_of_the_meeting(items, expected):
    assert points("TK-4.1", items=items) == (expected and Decimal(expected))


def test_steps_still_to_come_are_expected():
    items = (*STEPS[:3], item("conclusion", step="closing", outcome="open"))
    found = suggest(criterion("TK-4.1"), record(items=items, meeting={"status": "open"}))
    assert (found.state, found.points, found.reason) == (
        State.EXPECTED,
        Decimal(5),
        "Tạm tính đủ 4 mục theo trình tự",
    )


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((item("ideology", has_notes=True),), "5"),
        ((item("ideology"),), "3"),
        ((item("ideology", outcome="not_discussed", has_notes=True),), "0"),
        ((item(),), "0"),
    ],
)
def test_ideology(items, expected):
    assert points("TK-4.2", items=items) == Decimal(expected)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ((judged("done"), judged("not_done", pk=2)), "5"),
        ((judged("done"), task(pk=2)), "3"),
    ],
)
def test_last_month_judged(earlier, expected):
    assert points("TK-4.3", items=(item(),), taken_up=earlier) == Decimal(expected)


def test_last_month_without_tasks():
    assert points("TK-4.3", items=(item(has_conclusion=True),)) == 5
    assert points("TK-4.3", items=(item(),)) == 3
    assert points("TK-4.3", items=(item("ideology"),)) == 0


@pytest.mark.parametrize(
    ("earlier", "remarks", "expected"),
    [
        ((judged("done"), judged("done", pk=2, assignee_id=2)), 1, "5"),
        ((judged("done"), judged("done", pk=2, assignee_id=2)), 0, "3"),
        ((judged("done"), task(pk=2, assignee_id=2)), 1, "3"),
        ((), 1, "5"),
        ((), 0, "0"),
    ],
)
def test_members_judged(earlier, remarks, expected):
    assert points("TK-4.4", taken_up=earlier, meeting={"remark_count": remarks}) == Decimal(expected)


def test_party_building():
    assert points("TK-4.5", items=(item("party_building"), item("dues"))) == 4
    assert points("TK-4.5", items=(item("party_building"),)) == 2
    assert points("TK-4.5", items=(item("party_building"),), meeting={"dues_note": "22/22 đã nộp"}) == 4
    assert points("TK-4.5", items=(item("ideology"),)) == 0


@pytest.mark.parametrize(
    ("spoke", "here", "expected"),
    [
        (11, 20, "6"),
        (10, 20, "5"),
        (8, 20, "5"),
        (7, 20, "4"),
        (6, 20, "4"),
        (5, 20, "2"),
        (4, 20, "2"),
        (3, 20, "0"),
    ],
)
def test_speakers(spoke, here, expected):
    assert points("TK-4.6", roll=roll(here), speeches=speeches(*range(1, spoke + 1))) == Decimal(expected)


def test_speakers_are_distinct_members_who_are_here():
    said = (
        *speeches(1, 1, 2),
        *speeches(3, kind="chairing"),
        *speeches(4, kind="paper"),
        *speeches(None),  # a delegate from above
        *speeches(21),  # absent
    )
    found = suggest(criterion("TK-4.6"), record(roll=roll(20, 2), speeches=said))
    assert found.reason == "2/20 dự họp phát biểu (10,0%)"
    assert found.to_full == "11 đồng chí"


def test_while_the_meeting_runs_what_is_still_to_come_is_not_nought():
    running = {"status": "open"}
    assert points("TK-4.6", roll=roll(20), meeting=running) is None
    assert points("TK-4.4", taken_up=(task(),), meeting=running) is None
    waiting = suggest(criterion("TK-4.3"), record(items=(item(),), taken_up=(task(),), meeting=running))
    assert (waiting.state, waiting.points) == (State.EXPECTED, Decimal(5))
    assert waiting.reason == "Đánh giá 0/1 nhiệm vụ kỳ trước; tạm tính đủ"


@pytest.mark.parametrize(
    ("items", "said", "expected"),
    [
        ((item(has_conclusion=True), item(has_conclusion=True)), (), "5"),
        ((item(has_conclusion=True), item()), (), "3"),
        ((item(has_conclusion=True),), speeches(1, kind="difficulty"), "3"),
        ((item(),), (), "0"),
    ],
)
def test_conclusions(items, said, expected):
    assert points("TK-4.8", items=items, speeches=said) == Decimal(expected)


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ((vote(18, base=20, present=18),), "2"),
        ((vote(18, base=18, present=18),), "1"),  # the absent belong to the base
        ((), None),
    ],
)
def test_votes(votes, expected):
    assert points("TK-5.1", roll=roll(18, 2), votes=votes) == (expected and Decimal(expected))


def test_people_judge_what_no_record_can():
    for code in ("TK-4.7", "TK-5.2", "CD-3.2", "CD-4.2"):
        found = suggest(criterion(code), record(roll=roll(20), speeches=speeches(1, kind="self_criticism")))
        assert (found.state, found.points) == (State.NONE, None)
    assert (
        reason("TK-5.2", speeches=speeches(1, kind="self_criticism")) == "có 1 ý kiến tự phê bình, phê bình"
    )
