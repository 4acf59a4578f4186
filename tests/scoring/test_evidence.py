"""Worked examples of docs/scoring.md: what the record says of each criterion, and why."""

from datetime import date, time
from decimal import Decimal

import pytest

from scoring.evidence import State, suggest
from scoring.presets import DEFAULT
from tests.factories.scoring import (
    HELD_ON,
    Criterion,
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

CRITERIA: dict[str, Criterion] = {}


def criterion(code: str) -> Criterion:
    """The criterion of the default set, without a database."""
    import json  # noqa: PLC0415

    from scoring.presets import MODES, _bands  # noqa: PLC0415

    if not CRITERIA:
        document = json.loads(DEFAULT.read_text(encoding="utf-8"), parse_float=Decimal)
        for each in document["sets"]:
            for group in each["groups"]:
                for given in group["criteria"]:
                    CRITERIA[given["code"]] = Criterion(
                        evidence=given["evidence"],
                        levels=[str(level["points"]) for level in given["levels"]],
                        mode=MODES[given["mode"]],
                        bands=_bands(given.get("bands")),
                        full_when_not_applicable=given.get("not_applicable") == "full",
                        known_after_meeting=given.get("known") == "after_meeting",
                    )
    return CRITERIA[code]


def points(code: str, **given) -> Decimal | None:
    return suggest(criterion(code), record(**given)).points


def reason(code: str, **given) -> str:
    return suggest(criterion(code), record(**given)).reason


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
