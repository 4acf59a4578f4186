"""Worked examples of docs/scoring.md: thematic meetings (CD) and committees (CU)."""

from datetime import date
from decimal import Decimal

import pytest

from scoring.evidence import State, suggest
from scoring.evidence.record import Children, ReflectionRow
from tests.factories.scoring import (
    HELD_ON,
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

THEME = {
    "kind": "thematic",
    "topic_id": 3,
    "topic_title": "Chuyển đổi số",
    "topic_quarter": 4,
    "topic_year": 2026,
    "plan_id": 1,
    "plan_reported_on": date(2026, 1, 10),
    "topic_presenter_id": 4,
    "topic_drafted_on": date(2026, 10, 20),
    "topic_approved_on": date(2026, 10, 25),
    "topic_final_on": date(2026, 11, 6),
}


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("CD-1.1", {}, "2"),
        ("CD-1.1", {"topic_year": 2027, "topic_quarter": 1}, "1"),
        ("CD-1.1", {"topic_quarter": 3}, "0"),
        ("CD-1.1", {"topic_quarter": None}, None),
        ("CD-3.1", {}, "5"),
        ("CD-3.1", {"plan_reported_on": None}, "3"),
        ("CD-3.1", {"plan_id": None}, "0"),
        ("CD-3.3", {}, "7"),
        ("CD-3.3", {"topic_approved_on": None}, "4"),
        ("CD-3.3", {"topic_drafted_on": None}, "0"),
        ("CD-3.3", {"topic_id": None}, None),
        ("CD-4.5", {"regular_in_month": True}, "5"),
        ("CD-4.5", {"regular_in_month": True, "merged_with_other": True}, "0"),
        ("CD-4.5", {}, "0"),
        ("CD-5.2", {"first_submitted_at": noon(date(2026, 11, 7))}, "4"),
        ("CD-5.2", {"first_submitted_at": noon(date(2026, 11, 9))}, "2"),
        ("CD-5.2", {"first_submitted_at": noon(date(2026, 11, 7)), "topic_final_on": None}, "0"),
        ("CD-5.3", {}, "5"),
        ("CD-5.4", {}, "5"),
    ],
)
def test_thematic(code, changes, expected):
    assert points(code, meeting=THEME | changes) == (expected and Decimal(expected))


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("proposal", "relation", "addition"), "10"),
        (("proposal", "addition"), "6"),
        (("addition",), "2"),
        ((), "0"),
    ],
)
def test_contributions_with_proposals(kinds, expected):
    said = tuple(row for kind in kinds for row in speeches(1, kind=kind))
    assert points("CD-4.4", speeches=said) == Decimal(expected)


@pytest.mark.parametrize(
    ("code", "people", "expected"),
    [
        ("CU-1.2", roll(9, 1), "10"),
        ("CU-1.2", roll(8, 2), "8"),
        ("CU-1.2", roll(2, 1), "5"),
        ("CU-1.2", roll(6, 4), "0"),
        ("CU-1.2", roll(9, 0, unexcused=1), "0"),
    ],
)
def test_committee_attendance(code, people, expected):
    assert points(code, roll=people, meeting={"kind": "party_committee"}) == Decimal(expected)


def test_committee_speakers():
    assert points("CU-3.5", roll=roll(10), speeches=speeches(*range(1, 9))) == 8
    assert points("CU-3.5", roll=roll(10), speeches=speeches(*range(1, 8))) == 6
    assert points("CU-3.5", roll=roll(10), speeches=speeches(1, 2, 3)) == 3
    assert points("CU-3.5", roll=roll(10), speeches=speeches(1, 2)) == 0


def test_what_no_part_of_the_program_records_yet_stays_blank():
    found = suggest(criterion("CU-3.3"), record(meeting={"kind": "party_committee"}))
    assert (found.state, found.points) == (State.NONE, None)


FULL = {
    "items": (item(has_notes=True, has_conclusion=True),),
    "roll": roll(18, 2),
    "votes": (vote(),),
    "speeches": speeches(1),
}


@pytest.mark.parametrize(
    ("meeting", "parts", "expected"),
    [(THEME, FULL, "5"), (THEME | {"place": ""}, FULL, "3"), (THEME | {"has_minutes": False}, FULL, "0")],
)
def test_minutes_of_a_thematic_meeting(meeting, parts, expected):
    assert points("CD-4.6", meeting=meeting, **parts) == Decimal(expected)


@pytest.mark.parametrize(
    ("items", "tasks", "expected"),
    [
        ((item(has_conclusion=True),), (task(),), "6"),
        ((item(has_conclusion=True),), (), "3"),
        ((item(has_conclusion=True),), (task(due_on=None),), "3"),
        ((item(),), (task(),), "0"),
    ],
)
def test_conclusions_of_a_thematic_meeting(items, tasks, expected):
    assert points("CD-5.1", items=items, tasks=tasks, meeting=THEME) == Decimal(expected)


def test_conclusions_still_to_come():
    assert points("CD-5.1", meeting=THEME | {"status": "open"}) is None
    assert points("TK-4.8", meeting={"status": "open"}) is None
    assert points("CD-4.4", meeting=THEME | {"status": "open"}) is None


def test_thu_hoach():
    owed = THEME | {"topic_needs_reflection": True}
    given = ReflectionRow(date(2026, 11, 20), date(2026, 11, 10))
    missing = ReflectionRow(date(2026, 11, 4), None)
    waiting = ReflectionRow(date(2026, 11, 20), None)
    assert points("CD-5.3", meeting=owed, reflections=(given,) * 5) == 5
    assert points("CD-5.3", meeting=owed, reflections=(*(given,) * 4, missing)) == 3
    assert points("CD-5.3", meeting=owed, reflections=(given, missing)) == 0
    assert points("CD-5.3", meeting=owed) is None
    assert points("CD-5.3", meeting=THEME | {"topic_id": None}) is None
    found = suggest(criterion("CD-5.3"), record(meeting=owed, reflections=(given, waiting)))
    assert (found.state, found.points) == (State.EXPECTED, Decimal(5))


def test_the_topic_is_told_to_whoever_judges_it():
    said = reason("CD-3.2", meeting=THEME | {"topic_category": "profession", "topic_selected": True})
    assert said == "Chủ đề “Chuyển đổi số” (Nhiệm vụ chuyên môn của đơn vị); chi ủy, chi bộ bàn chọn"
    assert points("CD-3.2", meeting={"kind": "thematic"}) is None
    assert "nhận xét" in reason("CD-4.2", meeting=THEME | {"topic_notes": 1})
    assert "nhận xét" in reason("TK-4.7", meeting={"chairing_notes": 1})


def test_tasks_of_the_last_topic():
    rows = tuple(judged("done", pk=number, given_kind="thematic") for number in range(4))
    assert (
        points("CD-5.4", taken_up=(*rows, judged("not_done", pk=9, given_kind="thematic")), meeting=THEME)
        == 5
    )
    assert points("CD-5.4", taken_up=(rows[0], judged("not_done", given_kind="regular")), meeting=THEME) == 5


def committee(code: str, **given) -> Decimal | None:
    meeting = {"kind": "party_committee"} | given.pop("meeting", {})
    return points(code, meeting=meeting, **given)


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        ({}, "5"),
        ({"held_on": date(2026, 11, 9), "registered_on": HELD_ON}, "3"),
        ({"held_on": date(2026, 12, 1)}, "0"),
        ({"held_on": None}, None),
        ({"kind": "chapter_committee", "chapter_met_on": date(2026, 11, 7)}, "5"),
        ({"kind": "chapter_committee", "chapter_met_on": date(2026, 11, 3)}, "3"),
    ],
)
def test_a_committee_meets_on_its_day_and_before_its_chapter(meeting, expected):
    assert committee("CU-1.1", meeting=meeting) == (expected and Decimal(expected))


@pytest.mark.parametrize(
    ("code", "meeting", "expected"),
    [
        ("CU-2.1", {"notice_sent_at": noon(date(2026, 11, 3))}, "5"),
        ("CU-2.1", {"notice_sent_at": noon(HELD_ON, 9)}, "3"),
        ("CU-2.1", {}, "0"),
        ("CU-2.2", {"document_count": 1, "shared_count": 1, "last_shared_at": noon(date(2026, 11, 3))}, "7"),
        ("CU-2.2", {}, "4"),
        ("CU-2.2", {"has_draft": False}, "0"),
    ],
)
def test_a_committee_prepares(code, meeting, expected):
    assert committee(code, meeting=meeting) == Decimal(expected)


def test_owners_of_items():
    assert committee("CU-2.3", items=(item(preparer_id=3), item())) == 3
    assert committee("CU-2.3", items=(item(),)) == 0
    assert committee("CU-2.3") is None


@pytest.mark.parametrize(
    ("children", "gathered", "reviewed"),
    [
        (Children(date(2026, 10, 1), 5, 5, 5), "5", "8"),
        (Children(date(2026, 10, 1), 5, 4, 2), "3", "4"),
        (Children(date(2026, 10, 1), 5, 4, 0), "3", "0"),
        (Children(date(2026, 10, 1), 5, 0, 0), "0", "8"),  # nothing sent: nothing to review
        (None, None, "8"),
    ],
)
def test_a_committee_looks_after_its_chapters(children, gathered, reviewed):
    assert committee("CU-2.4", children=children) == (gathered and Decimal(gathered))
    assert committee("CU-3.2", children=children) == Decimal(reviewed)


def test_chi_uy_gathers_petitions():
    raised = petition(None, meeting_id=1)
    assert committee("CU-2.4", petitions=(raised,), meeting={"kind": "chapter_committee"}) == 5


def test_a_committee_judges_its_last_month():
    assert committee("CU-3.1", taken_up=(judged("done"),)) == 7
    assert committee("CU-3.1", taken_up=(judged("done"), task(pk=2))) == 4
    assert committee("CU-3.1", taken_up=(task(),)) == 0
    assert committee("CU-3.1") is None


def test_party_building_in_a_committee():
    assert committee("CU-3.4", items=(item("party_building"), item("ideology"))) == 6
    assert committee("CU-3.4", items=(item("ideology"),)) == 3
    assert committee("CU-3.4") is None


@pytest.mark.parametrize(
    ("votes", "tasks", "expected"),
    [
        ((vote(),), (task(), task(pk=2)), "10"),
        ((vote(),), (task(), task(pk=2), task(pk=3, due_on=None)), "6"),
        ((vote(),), (task(due_on=None),), "0"),
        ((), (task(),), "0"),
        ((vote(),), (), None),
    ],
)
def test_resolutions_of_a_committee(votes, tasks, expected):
    assert committee("CU-4.2", votes=votes, tasks=tasks) == (expected and Decimal(expected))


@pytest.mark.parametrize(("filed", "expected"), [(7, "5"), (9, "3"), (12, "0")])
def test_papers_of_a_committee(filed, expected):
    meeting = {"first_submitted_at": noon(date(2026, 11, filed))}
    assert committee("CU-5.1", meeting=meeting) == Decimal(expected)
    assert committee("CU-5.1", meeting={"held_on": None}) is None
