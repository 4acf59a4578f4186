"""No act on members, the tree or meetings changes what tallies rest on without a mark: each is followed by a recount."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from meetings.models import Attendance, Contribution, Meeting, Petition
from reports.models import Tally
from reports.tallies import refresh
from scoring.models import ScoreSheet
from tests.factories.chapters import ChapterFactory, MemberFactory
from tests.factories.meetings import MeetingFactory, chapter_of, make_ready
from tests.factories.reports import held, is_well, months_ago, this_month


def open_the_book(tree):
    """Months of which the figures could go wrong."""
    for back in (3, 2, 1):
        held(tree.chapter, months_ago(back))
        held(tree.other_chapter, months_ago(back))
    refresh.rebuild(refresh.all_months())
    assert is_well()


def test_acts_on_members(tree):
    open_the_book(tree)
    middle = months_ago(2) + timedelta(days=14)
    people = [MemberFactory(organization=tree.chapter) for _ in range(6)]
    young = MemberFactory(organization=tree.chapter, probationary=True, admitted_on=months_ago(14))
    assert is_well()
    for act in (
        lambda: people[0].transfer_to(tree.other_chapter, on=middle, by=None),
        lambda: people[1].exempt(on=middle, by=None, decision="05-NQ/CB"),
        lambda: people[1].end_exemption(on=months_ago(1), by=None),
        lambda: people[2].send_temporarily(on=middle, to=tree.other_chapter, by=None),
        lambda: people[2].return_home(on=months_ago(1), by=None),
        lambda: people[3].suspend(on=middle, by=None),
        lambda: people[3].lift_suspension(on=months_ago(1), by=None),
        lambda: people[4].leave("died", on=middle, by=None),
        lambda: young.become_official(on=months_ago(1), by=None),
    ):
        act()
        assert is_well()
    assert Tally.objects.get(organization=tree.bloc, month=this_month()).members == 6


def test_acts_on_the_tree(tree):
    open_the_book(tree)
    people = [MemberFactory(organization=tree.chapter) for _ in range(8)]
    late = months_ago(1) + timedelta(days=9)
    tree.chapter.amend(by=None, fixed_day=3)
    assert is_well()
    tree.chapter.move_to(tree.other_body, on=months_ago(1), by=None)
    assert is_well()
    new = tree.chapter.split_off(name="Chi bộ Phòng Số hóa", members=people[:4], on=late, by=None)
    assert is_well()
    new.merge_into(tree.other_chapter, on=this_month(), by=None)
    assert is_well()
    empty = ChapterFactory(parent=tree.body, founded_on=months_ago(2))
    assert is_well()
    empty.dissolve(on=late, by=None)
    assert is_well()
    tree.body.rename(name="Đảng bộ Sở Tư liệu và Lưu trữ", on=late, by=None)
    assert is_well()


def test_the_life_of_a_meeting(tree, secretary, overseer):
    chapter = chapter_of(8, parent=tree.body)
    day = months_ago(1) + timedelta(days=9)
    meeting = MeetingFactory(organization=chapter, held_on=day)
    assert is_well()
    meeting.replan(by=None, held_on=day + timedelta(days=2))
    assert is_well()
    meeting.report_reschedule(by=None)
    assert is_well()
    meeting.open(by=None)
    assert is_well()
    make_ready(meeting)
    meeting.close(by=None)
    assert is_well()
    place = meeting.roll.all()[0]
    place.mark(Attendance.Presence.EXCUSED, by=None, why="ốm", reason="ghi nhầm")
    assert is_well()
    meeting.submit(by=None)
    assert is_well()
    meeting.return_to_chapter("Bổ sung ý kiến thảo luận.", by=None)
    assert is_well()
    meeting.submit(by=None)
    meeting.accept(by=None)
    assert is_well()
    assert Tally.objects.get(organization=tree.bloc, month=months_ago(1)).submitted == 1


def test_a_month_without_a_meeting_asked_refused_and_agreed(tree):
    chapter = chapter_of(4, parent=tree.body)
    meeting = MeetingFactory(organization=chapter, held_on=months_ago(1) + timedelta(days=9))
    for act in (
        lambda: meeting.ask_absence("cả chi bộ đi chống lụt", by=None),
        lambda: meeting.refuse_absence("Chi bộ bố trí họp bù.", by=None),
        lambda: meeting.ask_absence("vẫn đang chống lụt", by=None),
        lambda: meeting.agree_absence(by=None),
    ):
        act()
        assert is_well()
    row = Tally.objects.get(organization=chapter, month=months_ago(1))
    assert (row.state, row.absence_agreed, row.absence_reason) == ("absence_agreed", 1, "vẫn đang chống lụt")


def test_an_answer_to_a_petition_long_after(tree):
    chapter = chapter_of(4, parent=tree.body)
    meeting = MeetingFactory(organization=chapter, held_on=months_ago(1) + timedelta(days=3), closed=True)
    said = Contribution.objects.create(meeting=meeting, member=chapter.members.first(), text="Máy quét hỏng")
    petition = Petition.objects.create(
        organization=chapter,
        meeting=meeting,
        contribution=said,
        text="Máy quét hỏng",
        raised_on=meeting.held_on,
    )
    refresh.rebuild(refresh.all_months())
    petition.answer_with("Sẽ mua trong quý I.", by=None)
    assert is_well()
    row = Tally.objects.get(organization=chapter, month=meeting.month)
    assert (row.petitions_raised, row.petitions_answered) == (1, 1)


def test_a_score_reviewed_above(tree):
    chapter = chapter_of(4, parent=tree.body)
    meeting = MeetingFactory(organization=chapter, held_on=months_ago(1) + timedelta(days=3), submitted=True)
    sheet = ScoreSheet.objects.filter(meeting=meeting).first()
    assert sheet is not None
    ScoreSheet.objects.filter(pk=sheet.pk).update(
        status="adopted", adopted_points=Decimal(90), adopted_grade="TOT", adopted_at=timezone.now()
    )
    Meeting.objects.get(pk=meeting.pk).accept(by=None)
    assert is_well()
