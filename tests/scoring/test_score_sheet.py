"""The sheet with its meeting: opened, scored, voted, frozen, settled, returned, made official."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Entry
from common.errors import RuleError
from meetings import gaps
from meetings.models import Attendance, Decision, Meeting
from meetings.signals import meeting_imported
from scoring.evidence.addresses import meeting_address
from scoring.models import CriteriaSet, ScoreLine, ScoreSheet
from scoring.paper import score_section
from scoring.signals import sheet_adopted, sheet_reviewed
from tests.factories.chapters import BodyFactory, MemberFactory, PostHoldingFactory
from tests.factories.meetings import MeetingFactory, chapter_of, decision_of, make_ready, task_of, yesterday
from tests.factories.scoring import adopted_sheet, criteria_set

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sets():
    criteria_set()


def line_of(sheet: ScoreSheet, number: str) -> ScoreLine:
    return next(line for line in sheet.all_lines if line.criterion.number == number)


def opened(**fields) -> ScoreSheet:
    meeting = MeetingFactory(is_open=True, organization=chapter_of(12), **fields)
    return ScoreSheet.objects.select_related("meeting", "criteria_set").get(meeting=meeting)


def closed(sheet: ScoreSheet) -> ScoreSheet:
    meeting = make_ready(sheet.meeting)
    meeting.close(by=None)
    return ScoreSheet.objects.get(pk=sheet.pk)


# --- Opening


@pytest.mark.parametrize(
    ("kind", "combined", "codes"),
    [
        ("regular", False, ["TK"]),
        ("regular", True, ["CD", "TK"]),
        ("thematic", False, ["CD"]),
        ("extraordinary", False, []),
        ("chapter_committee", False, ["CU"]),
    ],
)
def test_the_sheets_of_each_kind_of_meeting(kind, combined, codes):
    meeting = MeetingFactory(is_open=True, kind=kind, is_combined=combined)
    found = ScoreSheet.objects.filter(meeting=meeting).order_by("criteria_set__code")
    assert [sheet.criteria_set.code for sheet in found] == codes


def test_a_party_committee_has_its_own_sheet():
    body = BodyFactory()
    chapter = chapter_of(3, parent=body)
    member = MemberFactory(organization=chapter)
    PostHoldingFactory(member=member, organization=body, post="secretary")
    meeting = MeetingFactory(is_open=True, organization=body, kind="party_committee")
    assert ScoreSheet.objects.get(meeting=meeting).criteria_set.code == "CU"


def test_a_sheet_opens_with_the_meeting_filled_from_the_record_and_empty_by_the_chapter():
    sheet = opened()
    assert sheet.status == ScoreSheet.Status.DRAFT
    assert len(sheet.all_lines) == 24
    assert all(line.adopted_points is None for line in sheet.all_lines)
    assert line_of(sheet, "2.1").evidence_points == 3
    assert line_of(sheet, "2.1").evidence_reason == "12/12 (100,0%); cho phép vắng 1"
    assert line_of(sheet, "4.7").evidence_points is None
    assert sheet.evidence_max < 100
    assert Entry.objects.about(sheet).filter(verb="sheet.opened").count() == 1


def test_evidence_links_to_the_record():
    sheet = opened()
    labels = dict(line_of(sheet, "2.1").evidence_records)
    assert labels["Điểm danh"].endswith(f"/meetings/{sheet.meeting_id}/#roll")


def test_becoming_combined_brings_the_other_sheet_and_back():
    sheet = opened()
    sheet.meeting.replan(by=None, is_combined=True)
    assert ScoreSheet.objects.filter(meeting=sheet.meeting).count() == 2
    sheet.meeting.replan(by=None, is_combined=False)
    assert ScoreSheet.objects.get(meeting=sheet.meeting).pk == sheet.pk


def test_without_a_set_in_force_the_meeting_opens_all_the_same():
    CriteriaSet.objects.update(valid_to=date(2020, 1, 1))
    meeting = MeetingFactory(is_open=True)
    assert not meeting.sheets.exists()


def test_refreshing_follows_the_record_while_it_is_a_draft():
    sheet = opened()
    absent = [place.pk for place in sheet.meeting.roll.all()[:2]]
    Attendance.objects.filter(pk__in=absent).update(presence="excused")
    sheet.refresh_evidence()
    assert line_of(sheet, "2.1").evidence_points == 1
    assert line_of(sheet, "2.1").evidence_reason == "10/12 (83,3%); cho phép vắng 1"


# --- The chapter's numbers


def test_setting_a_line():
    sheet = opened()
    line = line_of(sheet, "4.7")
    sheet.set_adopted(line, Decimal("3.5"), by=None)
    assert line_of(sheet, "4.7").adopted_points == Decimal("3.5")
    sheet.set_adopted(line, None, by=None)
    assert line_of(sheet, "4.7").adopted_points is None
    assert Entry.objects.filter(verb="sheet.line_adopted").count() == 2


@pytest.mark.parametrize(
    ("points", "words"), [("5.5", "từ 0 đến 5"), ("-1", "từ 0 đến 5"), ("3.25", "bước 0,5")]
)
def test_points_within_the_maximum_in_steps(points, words):
    sheet = opened()
    with pytest.raises(RuleError, match=words):
        sheet.set_adopted(line_of(sheet, "4.7"), Decimal(points), by=None)


@pytest.mark.parametrize(
    ("reason", "proof", "lacking"),
    [
        ("", "", "Cao hơn hồ sơ: cần ghi vì sao và kèm minh chứng."),
        ("Đã phát bản giấy", "", "Cần ít nhất một minh chứng."),
        ("", "Sổ ký nhận", "Cao hơn hồ sơ: cần ghi vì sao."),
        ("Đã phát bản giấy", "Sổ ký nhận", ""),
    ],
)
def test_above_the_record_takes_a_reason_and_a_proof_before_the_vote(reason, proof, lacking):
    sheet = opened()
    line = line_of(sheet, "3.4")
    assert line.evidence_points == 0
    sheet.set_adopted(line, Decimal(2), by=None, reason=reason, proof=proof)
    assert line_of(sheet, "3.4").lacking == lacking


def test_below_the_record_needs_no_reason():
    sheet = opened()
    sheet.set_adopted(line_of(sheet, "2.1"), Decimal(1), by=None)
    assert line_of(sheet, "2.1").lacking == ""


def test_taking_the_records_numbers_leaves_the_human_lines_empty():
    sheet = opened()
    sheet.set_adopted(line_of(sheet, "2.1"), Decimal(1), by=None)
    count = sheet.take_from_record(by=None)
    sheet.forget_lines()
    assert count == sum(line.has_data for line in sheet.all_lines) - 1
    assert line_of(sheet, "2.1").adopted_points == 1
    assert line_of(sheet, "4.7").adopted_points is None
    assert line_of(sheet, "5.2").adopted_points is None


# --- The vote


def test_the_vote_locks_the_sheet_and_stands_in_the_record():
    said = []
    sheet_adopted.connect(lambda **kwargs: said.append(kwargs["sheet"]), weak=False, dispatch_uid="test")
    sheet = adopted_sheet(opened().meeting, short={"4.6": "5", "4.4": "3"})
    sheet_adopted.disconnect(dispatch_uid="test")
    sheet.refresh_from_db()
    assert (sheet.status, sheet.adopted_points, sheet.adopted_grade) == ("adopted", Decimal(97), "KHA")
    vote = sheet.meeting.decisions.get()
    assert (vote.kind, vote.yes, vote.base) == (Decision.Kind.SELF_SCORE, 12, 12)
    assert vote.text == "Thông qua điểm tự chấm 97 điểm, xếp loại Khá (Biểu TK)"
    assert sheet.vote == vote
    assert said == [sheet]
    with pytest.raises(RuleError, match="đã biểu quyết"):
        sheet.set_adopted(line_of(sheet, "4.6"), Decimal(6), by=None)


def test_nothing_is_voted_while_lines_are_missing():
    sheet = opened()
    sheet.take_from_record(by=None)
    with pytest.raises(RuleError, match=r"Còn \d+ mục trước khi biểu quyết"):
        sheet.adopt(by=None, yes=12)
    assert not sheet.meeting.decisions.exists()


def test_the_vote_must_be_carried_by_more_than_half_of_all_entitled():
    sheet = opened()
    with pytest.raises(RuleError, match="6/12 tán thành, cần ít nhất 7"):
        adopted_sheet(sheet.meeting, yes=6)
    assert not sheet.meeting.decisions.exists()
    assert ScoreSheet.objects.get().is_draft
    adopted_sheet(sheet.meeting, yes=7)


def test_voting_twice_is_voting_once():
    sheet = adopted_sheet(opened().meeting)
    sheet.adopt(by=None, yes=8)
    assert sheet.meeting.decisions.get().yes == 12


def test_a_vote_can_be_taken_again_while_the_meeting_runs():
    sheet = adopted_sheet(opened().meeting)
    sheet.reopen(by=None)
    sheet.set_adopted(line_of(sheet, "4.7"), Decimal(3), by=None)
    sheet.adopt(by=None, yes=9)
    assert sheet.adopted_points == 98
    assert sheet.meeting.decisions.get().yes == 9
    closed(sheet)
    sheet.refresh_from_db()
    with pytest.raises(RuleError, match="giữ nguyên"):
        ScoreSheet.objects.get().reopen(by=None)


# --- Closing and sending


def test_closing_freezes_the_record_and_marks_what_moved_since_the_vote():
    sheet = adopted_sheet(opened().meeting)
    Attendance.objects.filter(pk=sheet.meeting.roll.last().pk).update(presence="unexcused")
    sheet = closed(sheet)
    assert sheet.frozen_at
    moved = line_of(sheet, "2.2")
    assert (moved.evidence_points, moved.adopted_points, moved.changed_since_vote) == (0, 2, True)
    assert not line_of(sheet, "1.1").changed_since_vote
    assert sheet.adopted_points == 100
    sheet.refresh_evidence()  # nothing: it is frozen


def test_an_expected_number_that_comes_true_has_not_moved():
    sheet = closed(adopted_sheet(opened().meeting))
    line = line_of(sheet, "7.2")
    assert (line.evidence_state, line.changed_since_vote) == ("known", False)


def test_what_is_known_after_the_meeting_is_settled_at_submission():
    sheet = opened(held_on=timezone.localdate() - timedelta(days=4))
    decision_of(sheet.meeting)
    item = sheet.meeting.items.filter(kind="ideology").first()
    item.note(by=None, version=item.version, notes="Ổn định.", conclusion="Thống nhất.")
    sheet = closed(adopted_sheet(sheet.meeting))
    assert line_of(sheet, "7.3").evidence_state == "expected"
    sheet.meeting.submit(by=None)
    sheet = ScoreSheet.objects.get()
    line = line_of(sheet, "7.3")
    assert (line.evidence_state, line.evidence_points) == ("known", 1)
    assert "chậm 2 ngày" in line.evidence_reason
    assert sheet.settled_at
    assert sheet.adopted_points == 100


def test_a_correction_after_closing_moves_the_record_not_the_vote():
    sheet = closed(adopted_sheet(opened().meeting, yes=11))
    sheet.meeting.refresh_from_db()
    place = sheet.meeting.roll.last()
    place.mark("unexcused", by=None, reason="Ghi nhầm")
    line = line_of(ScoreSheet.objects.get(), "2.2")
    assert (line.evidence_points, line.changed_since_vote) == (0, True)


def test_the_minutes_carry_the_self_score():
    sheet = closed(adopted_sheet(opened().meeting, short={"4.6": "5"}))
    content = sheet.meeting.minutes.first().content["score"]
    assert (content["points"], content["maximum"], content["grade"]) == ("99.00", 100, "Khá")
    assert content["before_gates"] == "Tốt"
    assert content["reasons"][0].startswith("4.6 còn 5/6: 0/12 dự họp phát biểu")
    assert content["gates"][0].startswith("Tiêu chí điều kiện 4.6 được 5/6")


def test_without_a_vote_the_minutes_say_nothing_of_points():
    assert score_section(opened().meeting) is None


# --- Above


def submitted(**short: str) -> ScoreSheet:
    sheet = closed(adopted_sheet(opened().meeting, short=short))
    sheet.meeting.submit(by=None)
    return ScoreSheet.objects.select_related("meeting", "criteria_set").get(pk=sheet.pk)


def test_accepting_makes_the_superiors_numbers_official():
    said = []
    sheet_reviewed.connect(lambda **kwargs: said.append(kwargs["sheet"]), weak=False, dispatch_uid="test")
    sheet = submitted()
    sheet.set_reviewed(line_of(sheet, "4.2"), Decimal(3), by=None, reason="Đánh giá chung chung.")
    sheet.meeting.accept(by=None)
    sheet_reviewed.disconnect(dispatch_uid="test")
    sheet = ScoreSheet.objects.get()
    assert (sheet.status, sheet.adopted_points, sheet.reviewed_points) == ("reviewed", 100, 98)
    assert (sheet.adopted_grade, sheet.reviewed_grade) == ("TOT", "TOT")
    assert line_of(sheet, "4.2").adopted_points == 5
    assert line_of(sheet, "2.1").reviewed_points == 3
    assert said == [sheet]


def test_the_superiors_number_can_lower_the_grade_by_a_gate():
    sheet = submitted()
    sheet.set_reviewed(line_of(sheet, "4.6"), Decimal(5), by=None, reason="Chỉ 9 đồng chí phát biểu.")
    sheet.meeting.accept(by=None)
    assert ScoreSheet.objects.get().reviewed_grade == "KHA"


def test_another_number_than_the_chapters_needs_a_reason():
    sheet = submitted()
    sheet.set_reviewed(line_of(sheet, "4.2"), Decimal(3), by=None)
    assert line_of(sheet, "4.2").lacking_above == "Khác chi bộ: cần ghi vì sao."
    with pytest.raises(RuleError, match=r"Dòng 4\.2 khác chi bộ"):
        sheet.meeting.accept(by=None)
    sheet.meeting.refresh_from_db()
    assert sheet.meeting.status == Meeting.Status.SUBMITTED


def test_only_a_waiting_sheet_is_reviewed():
    sheet = adopted_sheet(opened().meeting)
    with pytest.raises(RuleError, match="đang chờ thẩm định"):
        sheet.set_reviewed(line_of(sheet, "4.2"), Decimal(3), by=None)


def test_after_a_return_the_marked_lines_open_and_a_change_is_voted_again():
    sheet = submitted()
    sheet.mark_lines({line_of(sheet, "4.2").pk}, by=None)
    sheet.meeting.return_to_chapter("Xem lại phần tư tưởng.", by=None)
    sheet = ScoreSheet.objects.select_related("meeting", "criteria_set").get()
    assert line_of(sheet, "4.2").returned_points == 5
    assert not line_of(sheet, "4.2").changed_since_return
    with pytest.raises(RuleError):
        sheet.set_adopted(line_of(sheet, "2.1"), Decimal(1), by=None)
    sheet.set_adopted(
        line_of(sheet, "4.2"), Decimal(5), by=None, reason="Có hai trang ghi.", proof="Sổ biên bản"
    )
    assert sheet.is_adopted
    sheet.set_adopted(line_of(sheet, "4.2"), Decimal(3), by=None)
    assert sheet.is_draft
    with pytest.raises(RuleError, match="biểu quyết lại trước khi gửi"):
        sheet.meeting.submit(by=None)
    sheet.meeting.refresh_from_db()
    sheet.adopt(by=None, yes=12, reason="Biểu quyết lại sau khi trả lại")
    assert sheet.adopted_points == 98
    sheet.meeting.refresh_from_db()
    sheet.meeting.submit(by=None)
    assert line_of(ScoreSheet.objects.get(), "4.2").changed_since_return


def test_accepting_a_sheet_nobody_voted_takes_the_record():
    meeting = MeetingFactory(accepted=True, organization=chapter_of(12))
    sheet = ScoreSheet.objects.get(meeting=meeting)
    assert sheet.status == ScoreSheet.Status.REVIEWED
    assert sheet.adopted_points is None
    assert sheet.reviewed_points == sheet.evidence_points


# --- Imported


@pytest.mark.parametrize(
    ("points", "grade", "expected"),
    [
        (Decimal("91.5"), "kha", ("adopted", Decimal("91.5"), "KHA")),
        (Decimal("91.5"), "", ("adopted", Decimal("91.5"), "TOT")),
        (None, "TB", ("draft", None, "TB")),
    ],
)
def test_an_imported_score_is_kept_without_lines(points, grade, expected):
    chapter = chapter_of(3)
    meeting = Meeting.objects.create(
        organization=chapter, kind="regular", month=date(2025, 3, 1), held_on=date(2025, 3, 5),
        status="closed", source="imported",
    )  # fmt: skip
    for _ in range(2):
        meeting_imported.send(sender=Meeting, meeting=meeting, self_points=points, grade=grade, by=None)
    sheet = ScoreSheet.objects.get(meeting=meeting)
    assert (sheet.status, sheet.adopted_points, sheet.adopted_grade) == expected
    assert not sheet.lines.exists()
    if points:
        sheet.conclude(by=None)
        meeting_imported.send(sender=Meeting, meeting=meeting, self_points=Decimal(1), grade="", by=None)
        sheet.refresh_from_db()
        assert (sheet.reviewed_points, sheet.reviewed_grade) == (points, expected[2])


def test_an_import_without_a_score_leaves_no_sheet():
    chapter = chapter_of(3)
    meeting = Meeting.objects.create(
        organization=chapter, kind="regular", month=date(2025, 3, 1), source="imported"
    )
    meeting_imported.send(sender=Meeting, meeting=meeting, self_points=None, grade="", by=None)
    assert not meeting.sheets.exists()


# --- What it would cost


def test_gaps_say_what_they_cost_while_the_meeting_runs():
    meeting = opened().meeting
    costs = {gap.key: gap.points for gap in gaps.of(meeting) if gap.points}
    assert costs["resolution.exists"] == 2
    assert costs["member_remarks.count"] == 2
    assert costs["minutes.ideology_section_filled"] == 2
    assert costs["self_score.voted_in_meeting"] == 1
    decision_of(meeting)
    adopted_sheet(meeting)
    meeting = Meeting.objects.get(pk=meeting.pk)
    left = {gap.key for gap in gaps.of(meeting) if gap.points}
    assert left.isdisjoint({"resolution.exists", "self_score.voted_in_meeting"})


def test_each_required_step_left_out_says_what_it_costs():
    meeting = opened().meeting
    steps = meeting.items.filter(is_required=True)[:2]
    for item in steps:
        item.end("not_discussed", by=None)
    meeting = Meeting.objects.get(pk=meeting.pk)
    costs = [gap.points for gap in gaps.of(meeting) if gap.key.startswith("step")]
    assert costs == [2, 2]


def test_a_task_given_and_done_in_time_counts_at_the_next_meeting():
    first = opened(held_on=yesterday() - timedelta(days=31))
    task = task_of(first.meeting, due_on=yesterday() - timedelta(days=10))
    closed(first)
    second = MeetingFactory(is_open=True, organization=first.meeting.organization)
    task.refresh_from_db()
    task.judge(second, "done", by=None, done_on=yesterday() - timedelta(days=11))
    sheet = ScoreSheet.objects.get(meeting=second)
    sheet.refresh_evidence()
    assert line_of(sheet, "6.1").evidence_points == 20


def test_the_command_loads_the_default_sets_once(capsys):
    call_command("load_criteria")
    assert "đều đã có" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("", "/meetings/7/"),
        ("roll", "/meetings/7/#roll"),
        ("decisions", "/meetings/7/?part=decisions#decisions"),
        ("item-12", "/meetings/7/?item=12#item-title"),
        ("minutes", "/meetings/7/minutes/"),
    ],
)
def test_links_lead_to_the_place_of_the_record(place, address):
    assert meeting_address(7, place) == address
