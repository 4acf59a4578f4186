"""What a meeting refuses, each in its sentence; and how its rarer facts are shown."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from chapters.models import MemberStatus
from common.errors import RuleError
from meetings import minutes as writing
from meetings.dashboards import Workspace
from meetings.models import (
    AgendaItem,
    Attendance,
    Contribution,
    Decision,
    Delegate,
    HeadCount,
    Limitation,
    Meeting,
    MeetingDocument,
    MemberRemark,
    Petition,
    Reflection,
    Topic,
    TopicPlan,
)
from meetings.permissions import RECORD_MEETING, REVIEW_MEETING
from tests.factories.accounts import UserFactory
from tests.factories.chapters import BodyFactory, ChapterFactory, MemberFactory, PostHoldingFactory
from tests.factories.meetings import MeetingFactory, chapter_of, make_ready, task_of, yesterday

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"meetings:{name}", args=args)


def refused(words, act):
    with pytest.raises(RuleError, match=words):
        act()


def test_a_plan_is_within_the_life_of_its_chapter():
    chapter = ChapterFactory(founded_on=date(2026, 6, 1))
    refused(
        "không hoạt động",
        lambda: Meeting.plan(chapter, "regular", date(2026, 5, 1), held_on=date(2026, 5, 5), by=None),
    )
    refused(
        "không có họp chi ủy",
        lambda: Meeting.plan(BodyFactory(), "chapter_committee", date(2026, 6, 1), by=None),
    )


def test_before_the_meeting_nothing_of_it_is_written(planned):
    person, item = MemberFactory(organization=planned.organization), planned.items.first()
    refused("chưa mở", lambda: item.end("concluded", by=None))
    refused("chưa mở", lambda: Decision.put(planned, "Nghị quyết", yes=0, by=None))
    refused("chưa mở", lambda: Contribution.record(planned, "Nhất trí", member=person, by=None))
    refused("Cuộc họp chưa mở", lambda: planned.close(by=None))
    refused(
        "không có đề nghị",
        lambda: MeetingFactory(organization=chapter_of(3), is_open=True).withdraw_absence(by=None),
    )
    planned.withdraw_absence(by=None)
    assert planned.status == "planned"
    planned.replan(by=None, held_on=None)
    refused("Cần có ngày họp", lambda: Attendance.call(planned))
    with pytest.raises(TypeError, match="not a line of the plan"):
        planned.replan(by=None, weather="mưa")
    planned.replan(by=None, month=planned.month.replace(day=15))
    assert planned.month.day == 1


def test_what_is_empty_is_refused(meeting):
    person = meeting.roll.first().member
    refused("nội dung của mục", lambda: AgendaItem.add(meeting, " ", by=None))
    refused("Cần ghi hạn chế", lambda: Limitation.name(meeting, " ", by=None))
    refused("khó khăn, vướng mắc", lambda: Petition.record(meeting, " ", by=None))
    refused("tên tài liệu", lambda: MeetingDocument.add(meeting, " ", by=None))
    refused("họ và tên đại biểu", lambda: Delegate.invite(meeting, " ", by=None))
    refused(
        "Cần ghi chủ đề",
        lambda: Topic.choose(TopicPlan.begin(meeting.organization, 2026, by=None), " ", 1, by=None),
    )
    refused("giờ bắt đầu", lambda: meeting.replan(by=None, starts_at=time(14), ends_at=time(13)))
    remark = MemberRemark.record(meeting, person, "praise", "tốt", by=None)
    assert str(remark) == f"Biểu dương {person}"
    assert remark.audit_path == meeting.organization.path
    remark.remove(by=None)


def test_said_twice_is_done_once(meeting):
    person = meeting.roll.first().member
    said = Contribution.record(meeting, "Thiếu máy", member=person, by=None)
    said.edit(by=None, text="Thiếu máy quét", kind="difficulty", member=person)
    petition = said.petition
    petition.take_up(by=None)
    petition.take_up(by=None)
    petition.answer_with("Đã cấp", by=None)
    petition.close(by=None)
    petition.close(by=None)
    task = task_of(meeting)
    task.take_back_report(by=None)
    item = meeting.items.first()
    item.end("concluded", by=None)
    item.end("concluded", by=None)
    topic = Topic.choose(TopicPlan.begin(meeting.organization, 2026, by=None), "Chủ đề", 1, by=None)
    topic.plan.report(by=None)
    topic.plan.report(by=None)
    assert topic.is_in_its_quarter is None
    assert str(Reflection(topic=topic, member=person)) == f"{person}: Chủ đề"
    make_ready(meeting).close(by=None)
    meeting.recall(by=None)
    refused("phải có kết quả", lambda: item.end("open", by=None, reason="Nhầm"))
    refused("phải có ngày họp", lambda: meeting.replan(by=None, held_on=None, reason="Nhầm"))
    meeting.submit(by=None)
    meeting.mark_review_opened(by=None)
    meeting.mark_review_opened(by=None)
    meeting.return_to_chapter("Thiếu", by=None)
    meeting.return_to_chapter("Thiếu", by=None)
    assert str(meeting.minutes.first()) == f"Biên bản {meeting}"


def test_a_topic_sent_up_only_gets_its_last_day(tree, people):
    meeting = MeetingFactory(organization=tree.chapter, kind="thematic", is_open=True)
    topic = Topic.choose(TopicPlan.begin(tree.chapter, yesterday().year, by=None), "Chủ đề", 1, by=None)
    other = Topic.choose(TopicPlan.begin(chapter_of(3), yesterday().year, by=None), "Chủ đề", 1, by=None)
    refused("chi bộ khác", lambda: other.hold_at(meeting, by=None))
    topic.hold_at(meeting, by=None)
    make_ready(meeting).close(by=None)
    meeting.submit(by=None)
    topic.refresh_from_db()
    refused("đã gửi cấp trên", lambda: topic.edit(by=None, title="Khác"))
    topic.edit(by=None, final_on=yesterday())


def test_today_s_hours_are_taken_from_the_clock():
    meeting = MeetingFactory(held_on=timezone.localdate(), starts_at=None)
    meeting.open(by=None)
    assert meeting.starts_at is not None
    desk = Workspace(meeting, UserFactory())
    assert desk.so_far_words in {"0 phút", "1 phút"}
    assert desk.full_length_at.startswith("Đủ 90 phút lúc ")
    first, last = meeting.roll.first().member, meeting.roll.last().member
    a_minute_ago = (timezone.localtime() - timedelta(minutes=1)).time()
    meeting.replan(by=None, chair=first, recorder=last, starts_at=a_minute_ago)
    for item in meeting.items.all():
        item.end("concluded", by=None)
    meeting.close(by=None)
    assert meeting.ends_at is not None


def test_the_desk_shows_rarer_facts(tree, people):
    chapter = tree.chapter
    exempt = MemberFactory(organization=chapter)
    MemberStatus.objects.create(member=exempt, kind="exempt", starts_on=date(2020, 1, 1))
    earlier = MeetingFactory(organization=chapter, held_on=yesterday() - timedelta(days=35), is_open=True)
    tasks = [task_of(earlier, "Việc thứ nhất"), task_of(earlier, "Việc thứ hai", due_on=None)]
    Limitation.name(earlier, "Ít ý kiến", by=None)
    make_ready(earlier).close(by=None)
    tasks[0].report_done("đạt 78%", by=None)
    tasks[1].report_done("", by=None)
    assert str(tasks[0]) == "Việc thứ nhất"
    meeting = MeetingFactory(organization=chapter, is_open=True)
    people_here = list(meeting.roll.exclude(exemption="exempt"))
    people_here[0].mark("unexcused", by=None)
    people_here[1].mark("late", at=time(14, 15), why="họp cơ quan", by=None)
    judged = tasks[0].judge(
        meeting, "extended", by=None, new_due_on=yesterday() + timedelta(days=9), note="chờ máy quét"
    )
    assert not judged.was_on_time
    assert str(judged) == "Việc thứ nhất: Gia hạn"
    item = meeting.items.get(kind="previous_resolution")
    item.end("concluded", by=None, used_minutes=26)
    desk = Workspace(meeting, UserFactory(is_superuser=True), item=str(item.pk))
    notes = [place.note for place in desk.roll]
    assert "không lý do" in notes
    assert "đến muộn 14:15" in notes
    assert "miễn công tác và sinh hoạt đảng" in notes
    facts = " | ".join(line.facts for line in desk.earlier_tasks)
    assert "“đạt 78%”" in facts
    assert "gia hạn đến" in facts
    assert "Không có thời hạn" in facts
    assert "26/20′" in [line.minutes for _, lines in desk.steps for line in lines]
    assert any("Hạn chế kỳ trước" in gap.words for gap in desk.gaps["costing"])
    content = str(writing.snapshot(meeting))
    assert "đến muộn 14 giờ 15, họp cơ quan" in content
    assert "chờ máy quét; gia hạn đến" in content
    MemberStatus.objects.create(member=people_here[2].member, kind="exempt", starts_on=date(2020, 1, 1))
    Decision.put(meeting, "Nghị quyết", yes=3, by=None)
    people_here[2].mark_exempt(by=None)
    assert meeting.decisions.get().base == meeting.voting_base


def test_a_step_left_out_and_hours_not_written_are_gaps():
    meeting = MeetingFactory(is_open=True, place="", starts_at=None)
    meeting.items.get(kind="ideology").end("not_discussed", by=None)
    words = [
        gap.words
        for grade in ("blocking", "costing", "wanted")
        for gap in Workspace(meeting, UserFactory()).gaps[grade]
    ]
    assert "Chưa ghi giờ bắt đầu" in words
    assert "Chưa ghi địa điểm" in words
    assert any("trình tự bắt buộc" in each for each in words)
    assert Workspace(meeting, UserFactory()).full_length_at == ""
    empty = MeetingFactory(organization=ChapterFactory(), is_open=True)
    assert any("điểm danh còn trống" in gap.words for gap in Workspace(empty, UserFactory()).gaps["blocking"])
    empty.items.all().delete()
    assert Workspace(Meeting.objects.get(pk=empty.pk), UserFactory()).contributions == []


def test_a_meeting_known_from_a_table_has_its_head_count(tree, secretary, sign_in):
    meeting = MeetingFactory(organization=tree.chapter)
    Meeting.objects.filter(pk=meeting.pk).update(status="closed", source="imported")
    count = HeadCount.objects.create(meeting=meeting, present=9, expected=10)
    turnout = Meeting.objects.get(pk=meeting.pk).turnout
    assert (turnout.present, turnout.due, str(count)) == (9, 10, "9/10")
    client = sign_in(secretary)
    assert "9" in client.get(address("detail", meeting.pk)).content.decode()
    assert client.get(address("minutes", meeting.pk)).status_code == 404


def test_minutes_of_a_record_put_in_whole_are_written_on_reading(closed, secretary, member, sign_in):
    closed.minutes.all().delete()
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in sign_in(secretary).get(address("minutes", closed.pk)).content.decode()
    assert sign_in(member).get(address("minutes", closed.pk)).status_code == 403


def test_pages_answer_what_is_out_of_place(planned, meeting_elsewhere, secretary, sign_in):
    client = sign_in(secretary)
    assert client.get(address("amend", planned.pk)).url == address("detail", planned.pk)
    remark = MemberRemark.record(
        meeting_elsewhere, meeting_elsewhere.roll.first().member, "praise", "tốt", by=None
    )
    assert client.get(address("part_remove", meeting_elsewhere.pk, "remarks", remark.pk)).status_code == 200
    petition = Petition.record(meeting_elsewhere, "Thiếu máy", by=None)
    assert (
        client.get(address("part_remove", meeting_elsewhere.pk, "petitions", petition.pk)).status_code == 404
    )
    limitation = Limitation.name(meeting_elsewhere, "Ít", by=None)
    refused_page = client.post(
        address("limitation_judge", meeting_elsewhere.pk, limitation.pk), {"result": "fixed"}, follow=True
    )
    assert "kỳ sau đánh giá" in refused_page.content.decode()
    secret = AgendaItem.add(meeting_elsewhere, "Mật", is_confidential=True, by=None)
    page = client.post(
        address("item_write", meeting_elsewhere.pk, secret.pk), {"notes": "lời", "was_notes": ""}, follow=True
    )
    assert "sổ giấy" in page.content.decode()
    make_ready(meeting_elsewhere).close(by=None)
    assert client.get(address("facts", meeting_elsewhere.pk)).url == address("amend", meeting_elsewhere.pk)
    wrong = client.post(
        address("plan_line", planned.pk, "when"),
        {"month": "1/2001", "held_on": "1/1/2001", "starts_at": "14:00"},
    )
    assert "không hoạt động" in wrong.content.decode()
    assert client.get(address("plan") + f"?organization={planned.organization_id}").status_code == 200


@pytest.fixture
def meeting_elsewhere(tree, people):
    return MeetingFactory(organization=tree.chapter, kind="extraordinary", is_open=True)


def test_overdue_and_soon(tree, meeting, secretary, sign_in):
    task_of(meeting, "Việc quá hạn", due_on=meeting.held_on)
    task_of(meeting, "Việc sắp hạn", due_on=timezone.localdate() + timedelta(days=2))
    page = sign_in(secretary).get(address("tasks")).content.decode()
    assert "Quá hạn 1 ngày" in page
    assert "còn 2 ngày" in page


def test_whoever_keeps_the_system_may_do_all_and_nobody_without_a_role_anything(tree, people, sign_in):
    keeper = UserFactory(is_superuser=True)
    assert RECORD_MEETING.holds(keeper, tree.chapter)
    assert REVIEW_MEETING.holds(keeper, tree.chapter)
    assert sign_in(UserFactory()).get(address("plan")).status_code == 404


def test_the_khoi_records_its_own_meetings(tree, board, sign_in):
    person = MemberFactory(organization=tree.chapter)
    PostHoldingFactory(member=person, organization=tree.bloc)
    meeting = MeetingFactory(organization=tree.bloc, kind="party_committee")
    assert RECORD_MEETING.holds(board, tree.bloc)
    page = sign_in(board).get(address("detail", meeting.pk) + "?edit=people").content.decode()
    assert str(person) in page
    meeting.open(by=None)
    refused(
        "2 tán thành nhiều hơn 1 đảng ủy viên có mặt",
        lambda: Decision.put(meeting, "Nghị quyết", yes=2, by=None),
    )
    assert meeting.superior == tree.bloc
    chi_uy = MeetingFactory(organization=chapter_of(3), kind="chapter_committee", is_open=True)
    refused("chi ủy viên có mặt", lambda: Decision.put(chi_uy, "Kết luận", yes=9, by=None))
