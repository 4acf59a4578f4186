"""What lists of members say of a year of meetings."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import member_years
from meetings.models import Contribution, Meeting, Task
from tests.factories.meetings import MeetingFactory, chapter_of

YEAR = 2026


@pytest.fixture
def chapter(db):
    return chapter_of(4)


@pytest.fixture
def held(chapter):
    """Four regular meetings, July to October, at which all were present and nobody spoke."""
    meetings = [
        MeetingFactory(organization=chapter, held_on=date(YEAR, month, 6), is_open=True)
        for month in (7, 8, 9, 10)
    ]
    Meeting.objects.update(status="accepted", accepted_at=timezone.now())
    return meetings


def mark(meetings, member, presence):
    for meeting in meetings:
        meeting.roll.filter(member=member).update(presence=presence)


def test_came_and_spoke(chapter, held):
    member = chapter.members.by_given_name().last()
    mark(held[:1], member, "excused")
    mark(held[1:2], member, "late")
    for meeting in held[2:]:
        for kind in (Contribution.Kind.PROPOSAL, Contribution.Kind.ADDITION, Contribution.Kind.PAPER):
            Contribution.objects.create(meeting=meeting, member=member, text="Đề nghị", kind=kind)
    Task.objects.create(organization=chapter, meeting=held[0], assignee=member, text="Số hóa hồ sơ")
    year = member_years.of([member.pk], YEAR)[member.pk]
    assert (year.present, year.due, year.spoken, year.open_tasks, year.notices) == (3, 4, 2, 1, [])


def test_the_exempt_are_due_at_nothing(chapter, held):
    member = chapter.members.first()
    for meeting in held:
        meeting.roll.filter(member=member).update(exemption="exempt", presence="excused")
    year = member_years.of([member.pk], YEAR)[member.pk]
    assert (year.present, year.due, year.spoken) == (None, None, None)


def test_what_to_ask_after(chapter, held):
    silent, away, truant, chair = chapter.members.by_given_name()
    Meeting.objects.update(chair=chair)
    mark(held[2:], away, "excused")
    mark(held[:2], truant, "unexcused")
    years = member_years.of([silent.pk, away.pk, truant.pk, chair.pk], YEAR)
    assert years[silent.pk].notices == ["4 kỳ chưa phát biểu"]
    assert years[away.pk].notices == ["Vắng có lý do 2 kỳ liền"]
    assert years[truant.pk].notices == ["Vắng không lý do 2 kỳ trong năm"]
    assert (years[chair.pk].spoken, years[chair.pk].notices) == (None, [])


def test_another_years_meetings_and_plans_are_left_out(chapter, held):
    MeetingFactory(organization=chapter, held_on=timezone.localdate() + timedelta(days=9))
    member = chapter.members.first()
    assert member_years.of([member.pk], YEAR)[member.pk].due == 4
    assert member_years.of([member.pk], YEAR - 1)[member.pk].due is None


def test_the_figures_stand_in_the_list_of_members(
    chapter, held, sign_in, django_user_model, django_assert_max_num_queries
):
    keeper = django_user_model.objects.create_superuser("goc", full_name="Người cài đặt", password="x")
    browser = sign_in(keeper)
    with django_assert_max_num_queries(20):
        page = browser.get(reverse("chapters:members"), {"organization": chapter.pk})
    assert "4/4" in page.text
    assert "4 kỳ chưa phát biểu" in page.text
