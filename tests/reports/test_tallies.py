"""Facts of a meeting become the figures of its chapter, and of everyone above it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from meetings.models import Attendance, Contribution, Decision, Delegate, HeadCount, Meeting, TaskJudgement
from reports.models import StaleTally, Tally, YearFact
from reports.tallies import refresh
from scoring.models import CriteriaSet, Grade, ScoreSheet
from tests.factories.chapters import ChapterFactory, MemberFactory
from tests.factories.meetings import MeetingFactory, task_of
from tests.factories.reports import held, is_well, months_ago, tally_of, this_month

State = Tally.State


def test_a_meeting_closed_by_its_verb_reaches_the_top(tree, secretary, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        meeting = MeetingFactory(organization=tree.chapter, closed=True, month=this_month())
    for organization in (tree.chapter, tree.body, tree.bloc):
        row = Tally.objects.get(organization=organization, month=this_month())
        assert (row.held, row.present, row.expected) == (1, 1, 1)
    leaf = Tally.objects.get(organization=tree.chapter, month=this_month())
    assert (leaf.state, leaf.meeting, leaf.held_on) == (State.HELD, meeting, meeting.held_on)
    assert not StaleTally.objects.exists()
    assert is_well()


def test_the_first_recorded_meeting_opens_the_book_for_every_chapter(tree):
    month = months_ago(2)
    StaleTally.objects.mark_meeting(held(tree.chapter, month))
    row = tally_of(tree.bloc, month)
    assert (row.due, row.held, row.missing) == (2, 1, 1)
    assert Tally.objects.get(organization=tree.other_chapter, month=month).state == State.MISSING
    assert is_well()


def test_attendance_contributions_tasks_and_decisions(tree):
    month = months_ago(1)
    people = [MemberFactory(organization=tree.chapter) for _ in range(5)]
    meeting = held(tree.chapter, month)
    presences = ("present", "late", "excused", "unexcused", "present")
    for member, presence in zip(people, presences, strict=True):
        Attendance.objects.create(meeting=meeting, member=member, presence=presence)
    Attendance.objects.filter(member=people[4]).update(exemption="exempt")
    for kind in ("addition", "question", "chairing"):
        Contribution.objects.create(meeting=meeting, member=people[0], kind=kind, text="Ý kiến")
    Contribution.objects.create(meeting=meeting, member=people[1], kind="paper", text="Chuyên đề")
    Decision.objects.create(meeting=meeting, text="Nghị quyết", yes=2, base=3, present=3)
    Delegate.objects.create(meeting=meeting, name="Đặng Hữu Nghĩa")
    task = task_of(MeetingFactory(organization=tree.chapter, kind=Meeting.Kind.EXTRAORDINARY, is_open=True))
    TaskJudgement.objects.create(
        task=task, meeting=meeting, result="done", due_on=month, done_on=month + timedelta(days=1)
    )
    StaleTally.objects.mark_meeting(meeting)
    row = tally_of(tree.bloc, month)
    assert (row.present, row.expected, row.excused, row.unexcused) == (2, 4, 1, 1)
    assert (row.contributions, row.speakers) == (2, 1)
    assert (row.resolutions, row.visits, row.tasks_due, row.tasks_on_time) == (1, 1, 1, 0)
    assert row.members == 5
    assert is_well()


def test_half_of_the_votes_is_no_resolution(tree):
    meeting = held(tree.chapter, months_ago(1))
    Decision.objects.create(meeting=meeting, text="Nghị quyết", yes=2, base=4, present=3)
    StaleTally.objects.mark_meeting(meeting)
    assert tally_of(tree.chapter, meeting.month).resolutions == 0
    assert is_well()


def test_both_numbers_of_the_sheet_and_their_pair(tree):
    month = months_ago(1)
    now = timezone.now()
    criteria = CriteriaSet.objects.filter(code="TK").first()
    first = held(tree.chapter, month, status=Meeting.Status.ACCEPTED, accepted_at=now)
    ScoreSheet.objects.create(
        meeting=first, criteria_set=criteria, status="reviewed", adopted_at=now, reviewed_at=now,
        adopted_points=Decimal("91.5"), adopted_grade=Grade.TOT,
        reviewed_points=Decimal(88), reviewed_grade=Grade.KHA,
    )  # fmt: skip
    second = held(tree.other_chapter, month, status=Meeting.Status.SUBMITTED, first_submitted_at=now)
    ScoreSheet.objects.create(
        meeting=second, criteria_set=criteria, status="adopted", adopted_at=now,
        adopted_points=Decimal(70), adopted_grade=Grade.KHA,
    )  # fmt: skip
    StaleTally.objects.mark_meeting(first)
    StaleTally.objects.mark_meeting(second)
    row = tally_of(tree.bloc, month)
    assert (row.self_count, row.self_points, row.self_tot, row.self_kha) == (2, Decimal("161.5"), 1, 1)
    assert (row.reviewed_count, row.reviewed_points, row.tot, row.kha) == (1, 88, 0, 1)
    assert (row.paired_count, row.paired_self_points, row.paired_reviewed_points) == (1, Decimal("91.5"), 88)
    assert (row.submitted, row.waiting_review, row.filed_late) == (2, 1, 1)
    leaf = Tally.objects.get(organization=tree.chapter, month=month)
    assert (leaf.own_self_points, leaf.own_reviewed_points, leaf.grade) == (Decimal("91.5"), 88, Grade.KHA)
    assert is_well()


def test_a_base_has_reported_when_all_its_chapters_have(tree):
    month = months_ago(1)
    second = ChapterFactory(parent=tree.body)
    sent = {"status": Meeting.Status.SUBMITTED, "first_submitted_at": timezone.now()}
    StaleTally.objects.mark_meeting(held(tree.chapter, month, **sent))
    row = tally_of(tree.bloc, month)
    assert (row.base_due, row.base_reported) == (2, 0)
    meeting = Meeting.objects.create(
        organization=second, kind="regular", month=month, status="absence_agreed", absence_reason="Nghỉ hè"
    )
    StaleTally.objects.mark_meeting(meeting)
    row = tally_of(tree.bloc, month)
    assert (row.base_due, row.base_reported, row.absence_agreed) == (2, 1, 1)
    assert is_well()


def test_an_imported_meeting_has_heads_and_opens_the_book_of_its_chapter_alone(tree):
    month = months_ago(14)
    meeting = held(tree.chapter, month, source="imported", status="accepted", accepted_at=timezone.now())
    HeadCount.objects.create(meeting=meeting, present=18, expected=20)
    StaleTally.objects.mark_meeting(meeting)
    row = tally_of(tree.bloc, month)
    assert (row.due, row.held, row.present, row.expected) == (1, 1, 18, 20)
    assert Tally.objects.get(organization=tree.chapter, month=months_ago(13)).state == State.MISSING
    assert not Tally.objects.filter(organization=tree.other_chapter, month=month).exists()
    assert is_well()
    meeting.delete()
    StaleTally.objects.mark(tree.chapter, month)
    refresh.refresh_stale()
    assert not Tally.objects.filter(month__lt=this_month()).exists()
    assert is_well()


def test_members_of_the_list_until_members_are_entered(tree):
    tree.chapter.reported_members, tree.chapter.reported_official = 23, 21
    tree.chapter.reported_probationary = 2
    tree.chapter.save()
    StaleTally.objects.mark(tree.chapter, this_month())
    row = tally_of(tree.body, this_month())
    assert (row.members, row.official, row.probationary) == (23, 21, 2)
    MemberFactory(organization=tree.chapter)
    MemberFactory(organization=tree.chapter, probationary=True)
    row = tally_of(tree.body, this_month())
    assert (row.members, row.official, row.probationary) == (2, 1, 1)
    assert is_well()


def test_a_move_takes_the_months_after_it_along(tree):
    early, late = months_ago(3), months_ago(1)
    for month in (early, late):
        held(tree.chapter, month)
    refresh.rebuild(refresh.all_months())
    tree.chapter.move_to(tree.other_body, on=months_ago(2), by=None, decision="12-QĐ/ĐUK")
    assert tally_of(tree.body, early).held == 1
    assert tally_of(tree.other_body, late).held == 1
    assert tally_of(tree.body, late).held == 0
    assert tally_of(tree.bloc, late).held == 1
    assert is_well()


def test_a_new_chapter_is_due_from_its_first_full_month(tree):
    held(tree.chapter, months_ago(3))
    new = ChapterFactory(parent=tree.body, founded_on=months_ago(2) + timedelta(days=9))
    refresh.rebuild(refresh.all_months())
    assert tally_of(new, months_ago(2)).state == State.NOT_DUE
    assert tally_of(new, months_ago(1)).state == State.MISSING
    assert not Tally.objects.filter(organization=new, month=months_ago(3)).exists()
    assert is_well()


def test_thematic_quarters_and_full_months_of_a_year(tree):
    year = this_month().year - 1
    for month in range(1, 13):
        at = this_month().replace(year=year, month=month)
        held(tree.chapter, at, is_combined=month % 3 == 0)
    held(tree.other_chapter, this_month().replace(year=year, month=2))
    refresh.rebuild(refresh.all_months())
    row = YearFact.objects.get(organization=tree.bloc, year=year)
    assert (row.chapters, row.months_due, row.months_held, row.months_missing) == (2, 24, 13, 11)
    assert (row.met_every_month, row.met_every_quarter) == (1, 1)
    assert (row.quarters_due, row.quarters_held) == (8, 4)
    assert is_well()


@pytest.mark.parametrize(
    ("tot", "kha", "expected"), [(7, 5, "TOT"), (6, 6, "KHA"), (12, 0, "TOT"), (0, 12, "KHA")]
)
def test_the_annual_grade_counts_months(tree, tot, kha, expected):
    year = this_month().year - 1
    now = timezone.now()
    grades = [Grade.TOT] * tot + [Grade.KHA] * kha
    tree.other_chapter.__class__.objects.filter(pk=tree.other_chapter.pk).update(dissolved_on=f"{year}-01-01")
    for month, grade in enumerate(grades, start=1):
        meeting = held(
            tree.chapter, this_month().replace(year=year, month=month), is_combined=month % 3 == 0,
            status="accepted", accepted_at=now,
        )  # fmt: skip
        points = Decimal(95 if grade == Grade.TOT else 80)
        ScoreSheet.objects.create(
            meeting=meeting, status="reviewed", adopted_at=now, reviewed_at=now, adopted_points=points,
            adopted_grade=grade, reviewed_points=points, reviewed_grade=grade,
        )  # fmt: skip
    refresh.rebuild(refresh.all_months())
    row = YearFact.objects.get(organization=tree.bloc, year=year)
    assert (row.months_tot, row.months_kha, row.graded) == (tot, kha, 1)
    assert YearFact.objects.get(organization=tree.chapter, year=year).annual_grade == expected
    assert is_well()


def test_marks_of_months_to_come_are_not_kept(tree):
    StaleTally.objects.all().delete()
    StaleTally.objects.mark(tree.chapter, months_ago(-1))
    assert not StaleTally.objects.exists()


def test_time_alone_turns_pending_into_missing(tree):
    refresh.refresh_stale()
    row = tally_of(tree.chapter, this_month())
    assert row.state == State.PENDING
    Tally.objects.filter(pk=row.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert refresh.mark_what_time_has_changed() == 1
    assert tally_of(tree.chapter, this_month()).state == State.PENDING  # the day is read anew
    assert is_well()


def test_a_difference_is_found(tree):
    from reports.tallies import verification  # noqa: PLC0415

    refresh.refresh_stale()
    Tally.objects.filter(organization=tree.bloc).update(members=7)
    found = verification.verify(this_month(), this_month())
    assert not found.is_well
    assert found.differences == [f"{this_month():%Y-%m} #{tree.bloc.pk} members: kept 7, recomputed 0"]
