"""The record of a meeting as the tables hold it: one or thousands, the same facts, few queries."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from meetings.models import (
    AgendaItem,
    Attendance,
    Contribution,
    Limitation,
    Meeting,
    MeetingDocument,
    MemberRemark,
    Petition,
    Task,
    TaskJudgement,
    Topic,
    TopicPlan,
)
from scoring.evidence import load, load_many, suggest_all
from tests.factories.chapters import BodyFactory, ChapterFactory
from tests.factories.meetings import MeetingFactory, chapter_of
from tests.factories.scoring import criteria_set

pytestmark = pytest.mark.django_db
HELD_ON = date(2026, 9, 7)


def held(chapter, month: date, **fields) -> Meeting:
    """A closed meeting of the seventh, written straight into the tables."""
    values = {
        "kind": Meeting.Kind.REGULAR,
        "held_on": month.replace(day=7),
        "starts_at": time(14, 0),
        "ends_at": time(15, 40),
        "status": Meeting.Status.CLOSED,
    }
    meeting = Meeting.objects.create(organization=chapter, month=month, **(values | fields))
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member=member) for member in chapter.members.all()
    )
    return meeting


def month(number: int) -> date:
    return date(2026, number, 1)


def test_the_roll_items_words_and_votes_of_the_meeting():
    chapter = chapter_of(4)
    meeting = held(chapter, month(9))
    other = held(chapter, month(10))
    item = AgendaItem.objects.create(
        meeting=meeting, position=1, title="Tư tưởng", kind="ideology", notes="ổn định"
    )
    speaker = chapter.members.first()
    spoken = Contribution.objects.create(
        meeting=meeting, item=item, member=speaker, kind="difficulty", text="thiếu máy"
    )
    Petition.objects.create(
        organization=chapter,
        meeting=meeting,
        contribution=spoken,
        text="thiếu máy",
        raised_on=meeting.held_on,
    )
    MemberRemark.objects.create(meeting=meeting, member=speaker, kind="praise", text="tốt")
    MeetingDocument.objects.create(meeting=meeting, title="Tài liệu", shared_at=timezone.now())
    MeetingDocument.objects.create(meeting=meeting, title="Chưa gửi")
    found = load(meeting)
    assert len(found.roll) == 4
    assert found.items[0].has_notes
    assert not found.items[0].has_conclusion
    assert found.speakers == 1
    assert found.speeches[0].has_petition
    assert found.meeting.remark_count == 1
    assert (found.meeting.document_count, found.meeting.shared_count) == (2, 1)
    assert found.meeting.leader_count == 1
    assert found.meeting.previous_id is None
    assert load(other).meeting.previous_id == meeting.pk


def test_absences_running_are_counted_back_in_the_year():
    chapter = chapter_of(4)
    one, two = chapter.members.all()[:2]
    absent = {1: [one], 2: [two], 3: [one, two], 4: [two], 5: [], 6: [two], 8: [two], 9: [one, two]}
    meetings = {}
    for number, members in absent.items():
        meetings[number] = held(chapter, month(number))
        Attendance.objects.filter(meeting=meetings[number], member__in=members).update(presence="excused")
    runs = {number: load(meeting).longest_excused for number, meeting in meetings.items()}
    # July had no meeting: it neither counts nor breaks the row
    assert runs == {1: 1, 2: 1, 3: 2, 4: 3, 5: 0, 6: 1, 8: 2, 9: 3}
    january = held(chapter, date(2027, 1, 1))
    Attendance.objects.filter(meeting=january, member=two).update(presence="excused")
    assert load(january).longest_excused == 1


def test_tasks_given_here_and_taken_up_from_before():
    chapter = chapter_of(4)
    before, meeting, after = held(chapter, month(8)), held(chapter, month(9)), held(chapter, month(10))
    committee = held(chapter, month(8), kind=Meeting.Kind.CHAPTER_COMMITTEE)

    def task(given_at, **fields):
        return Task.objects.create(organization=chapter, meeting=given_at, text="việc", **fields)

    judged = task(before, due_on=date(2026, 8, 31), state="done", done_on=date(2026, 8, 30))
    TaskJudgement.objects.create(
        task=judged, meeting=meeting, result="done", due_on=date(2026, 8, 31), done_on=date(2026, 8, 30)
    )
    forgotten = task(before, due_on=date(2026, 8, 31))
    done_since = task(before, due_on=date(2026, 8, 31), state="done", done_on=date(2026, 9, 20))
    task(before, due_on=date(2026, 8, 31), state="done", done_on=date(2026, 8, 20))  # done, judged nowhere
    task(before, state="dropped")
    task(committee, due_on=date(2026, 8, 31))
    mine = task(meeting, due_on=date(2026, 9, 30))
    task(after)
    found = load(meeting)
    assert [row.pk for row in found.tasks] == [mine.pk]
    assert {row.pk for row in found.taken_up} == {judged.pk, forgotten.pk, done_since.pk}
    assert [row.was_on_time for row in found.taken_up if row.result] == [True]
    assert {row.pk for row in load(after).taken_up} == {forgotten.pk, mine.pk}


def test_limitations_of_the_meeting_before():
    chapter = chapter_of(4)
    before, meeting, after = held(chapter, month(8)), held(chapter, month(9)), held(chapter, month(10))
    Limitation.objects.create(meeting=before, text="một", result="fixed", judged_at_meeting=meeting)
    Limitation.objects.create(meeting=before, text="hai", result="not_fixed", judged_at_meeting=after)
    assert sorted(row.result for row in load(meeting).limitations) == ["", "fixed"]
    assert [row.result for row in load(after).limitations] == ["not_fixed"]


def test_a_thematic_meeting_knows_its_topic_and_plan():
    chapter = chapter_of(4)
    meeting = held(chapter, month(9), kind=Meeting.Kind.THEMATIC)
    plan = TopicPlan.objects.create(organization=chapter, year=2026, reported_on=date(2026, 1, 10))
    topic = Topic.objects.create(
        plan=plan, quarter=3, title="Chuyển đổi số", meeting=meeting, needs_reflection=True
    )
    topic.reflections.create(member=chapter.members.first(), submitted_on=HELD_ON)
    found = load(meeting)
    assert (found.meeting.topic_quarter, found.meeting.plan_reported_on) == (3, date(2026, 1, 10))
    assert len(found.reflections) == 1
    assert not found.meeting.regular_in_month
    held(chapter, month(9))
    assert load(meeting).meeting.regular_in_month


def test_a_committee_looks_at_its_chapters_of_the_month_before():
    body = BodyFactory()
    chapters = [chapter_of(3, parent=body) for _ in range(3)]
    ChapterFactory(parent=body, founded_on=date(2026, 9, 15))
    sent = timezone.now() - timedelta(days=1)
    held(chapters[0], month(8), status=Meeting.Status.ACCEPTED, first_submitted_at=sent, accepted_at=sent)
    held(chapters[1], month(8), status=Meeting.Status.SUBMITTED, first_submitted_at=sent)
    held(chapters[2], month(8))
    meeting = held(body, month(9), kind=Meeting.Kind.PARTY_COMMITTEE)
    assert load(meeting).children == (month(8), 3, 2, 1)


@pytest.mark.parametrize("code", ["TK", "CD", "CU"])
def test_many_at_once_are_what_each_alone_is(code):
    meetings = [MeetingFactory(closed=True) for _ in range(3)]
    criteria = criteria_set(code).all_criteria
    together = [suggest_all(criteria, found) for found in load_many([meeting.pk for meeting in meetings])]
    alone = [suggest_all(criteria, load(meeting)) for meeting in meetings]
    assert together == alone


def test_one_meeting_takes_few_queries_and_many_take_no_more(django_assert_max_num_queries):
    meetings = [MeetingFactory(closed=True) for _ in range(4)]
    Attendance.objects.filter(pk__in=[meeting.roll.first().pk for meeting in meetings]).update(
        presence="excused"
    )
    with django_assert_max_num_queries(10):
        load(meetings[0])
    with django_assert_max_num_queries(10):
        assert len(list(load_many([meeting.pk for meeting in meetings]))) == 4


def test_suggesting_asks_the_tables_nothing(django_assert_num_queries):
    meeting = MeetingFactory(closed=True)
    criteria, found = criteria_set().all_criteria, load(meeting)
    with django_assert_num_queries(0):
        suggestions = suggest_all(criteria, found)
    assert len(suggestions) == 24
    assert all(suggestion.reason or criterion.mode == "human" for criterion, suggestion in suggestions)
