"""Việc cần làm: each role's next thing, why, by when; and what stands beside it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from chapters.models import ImportBatch, Organization
from meetings.models import Delegate, Meeting, Petition, Task
from reports.models import Report, RollupJob, StaleTally, Tally
from reports.tallies import refresh
from reports.todo.work import Work
from tests.factories.accounts import UserFactory
from tests.factories.chapters import MemberFactory
from tests.factories.meetings import MeetingFactory

TODAY = date(2026, 11, 23)
NOVEMBER = date(2026, 11, 1)
QUERIES = 20


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(datetime(2026, 11, 23, 2, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def filled(chapter, secretary):
    """The secretary's chapter with twelve members in all."""
    MemberFactory.create_batch(11, organization=chapter)
    return chapter


def shown(client):
    response = client.get("/")
    first = response.context["first"]
    return ([first["work"]] if first else []) + [line["work"] for line in response.context["lines"]]


def whats(client):
    return [work.what for work in shown(client)]


def test_a_month_without_a_meeting_is_planned_first(secretary, sign_in, filled):
    filled.amend(by=None, fixed_day=5)
    first = shown(sign_in(secretary))[0]
    assert first.what == "Lập dự thảo sinh hoạt thường kỳ tháng 11"
    assert first.state(TODAY) == ("bad", "Quá hạn 18 ngày")
    assert first.otherwise == "Tháng 11 sẽ tính là chưa tổ chức sinh hoạt."


def test_each_step_of_the_own_meeting_asks_for_the_next(secretary, sign_in, filled):
    browser = sign_in(secretary)
    meeting = MeetingFactory(organization=filled, held_on=date(2026, 11, 26))
    assert "Gửi thông báo sinh hoạt thường kỳ tháng 11" in whats(browser)
    meeting.send_notice(by=secretary)
    assert not any("thông báo" in what for what in whats(browser))
    meeting.replan(by=secretary, held_on=date(2026, 11, 20))
    assert whats(browser)[0] == "Vào cuộc họp: sinh hoạt thường kỳ tháng 11"
    meeting.open(by=secretary)
    assert whats(browser)[0] == "Hoàn thành biên bản sinh hoạt thường kỳ tháng 11"


def test_the_next_month_is_planned_ten_days_ahead(secretary, sign_in, filled):
    filled.amend(by=None, fixed_day=3)
    MeetingFactory(organization=filled, held_on=date(2026, 11, 3), closed=True)
    plan = next(work for work in shown(sign_in(secretary)) if "tháng 12" in work.what)
    assert plan.why == "Ngày sinh hoạt thường lệ rơi vào 03/12."
    filled.amend(by=None, fixed_day=20)
    assert not any("tháng 12" in what for what in whats(sign_in(secretary)))


def test_a_closed_meeting_is_to_be_sent_within_two_days(secretary, sign_in, filled):
    meeting = MeetingFactory(organization=filled, held_on=date(2026, 11, 19), closed=True)
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=datetime(2026, 11, 19, 8, tzinfo=UTC))
    response = sign_in(secretary).get("/")
    assert response.context["first"]["work"].what == "Gửi Đảng ủy Sở Tư liệu sinh hoạt thường kỳ tháng 11"
    assert response.context["first"]["words"] == "Quá hạn 2 ngày"
    assert "trong 02 ngày sau cuộc họp" in response.text


def test_a_returned_meeting_says_who_waits_and_for_what(secretary, overseer, sign_in, filled):
    meeting = MeetingFactory(organization=filled, submitted=True)
    meeting.return_to_chapter("Ghi rõ kết luận mục 4.", by=overseer)
    returned = next(work for work in shown(sign_in(secretary)) if "được trả lại" in work.what)
    assert returned.what == "Trả lời cuộc họp được trả lại, kỳ tháng 11"
    assert "Đảng ủy Sở Tư liệu chờ từ 23/11: Ghi rõ kết luận mục 4." in returned.why


def test_the_quarters_theme_is_asked_for_when_the_quarter_ends(secretary, sign_in, filled):
    works = {work.what: work for work in shown(sign_in(secretary))}
    theme = works["Đặt lịch sinh hoạt chuyên đề quý IV"]
    assert theme.why == "Quý IV chưa có sinh hoạt chuyên đề; còn 38 ngày là hết quý."
    assert "cao nhất là Khá" in theme.otherwise
    MeetingFactory(organization=filled, kind=Meeting.Kind.THEMATIC, held_on=date(2026, 12, 10))
    assert theme.what not in whats(sign_in(secretary))


def test_tasks_overdue_and_tasks_reported_done(secretary, sign_in, filled):
    meeting = MeetingFactory(organization=filled, closed=True)
    member = filled.members.by_given_name().first()
    common = {"organization": filled, "meeting": meeting, "assignee": member}
    Task.objects.create(text="Nộp kế hoạch học tập", due_on=date(2026, 11, 20), **common)
    told = Task.objects.create(text="Số hóa hồ sơ", due_on=date(2026, 11, 30), **common)
    told.report_done("Đã xong", by=None)
    works = {work.what: work for work in shown(sign_in(secretary))}
    assert works["Đôn đốc 1 nhiệm vụ quá hạn"].state(TODAY) == ("bad", "Quá hạn 3 ngày")
    assert str(member) in works["Xem 1 nhiệm vụ đảng viên báo đã xong"].why


def test_an_answer_from_above_is_read(secretary, sign_in, filled):
    meeting = MeetingFactory(organization=filled, closed=True)
    Petition.objects.create(
        organization=filled,
        meeting=meeting,
        text="Máy quét A3 hỏng",
        raised_on=date(2026, 10, 1),
        status=Petition.Status.ANSWERED,
        answered_on=date(2026, 11, 19),
        answer="Cấp máy mới trong tháng 12",
    )
    answer = next(work for work in shown(sign_in(secretary)) if "Máy quét" in work.what)
    assert "Đảng ủy Sở Tư liệu trả lời ngày 19/11" in answer.why


def test_people_are_asked_after_in_human_words(secretary, sign_in, filled):
    away = filled.members.by_given_name().last()
    for day in (date(2026, 10, 5), date(2026, 11, 5)):
        meeting = MeetingFactory(organization=filled, held_on=day, is_open=True)
        meeting.roll.filter(member=away).update(presence="excused", reason="ốm")
        Meeting.objects.filter(pk=meeting.pk).update(status="accepted", accepted_at=timezone.now())
    new = MemberFactory(
        organization=filled, official_on=None, admitted_on=date(2025, 12, 20), full_name="Bùi Thị Lan"
    )
    works = {work.what: work for work in shown(sign_in(secretary))}
    assert works[f"Hỏi thăm đồng chí {away}"].why == "Vắng có lý do 2 kỳ liên tiếp"
    assert works[f"Chuẩn bị công nhận chính thức đồng chí {new}"].due_on == date(2026, 12, 20)


def test_recognition_has_thirty_working_days_after_the_probation(secretary, sign_in, filled):
    MemberFactory(
        organization=filled, official_on=None, admitted_on=date(2025, 11, 2), full_name="Bùi Thị Lan"
    )
    work = next(work for work in shown(sign_in(secretary)) if "công nhận" in work.what)
    assert work.due_on == date(2026, 12, 14)


def test_the_committee_reviews_the_longest_waiting_first(tree, overseer, sign_in, filled):
    meeting = MeetingFactory(organization=filled, submitted=True)
    Meeting.objects.filter(pk=meeting.pk).update(submitted_at=datetime(2026, 11, 18, 3, tzinfo=UTC))
    works = shown(sign_in(overseer))
    assert works[0].what == "Thẩm định Chi bộ Văn phòng, kỳ tháng 11"
    assert "chờ 5 ngày" in works[0].why


def test_more_reviews_than_fit_become_one_line(tree, overseer, sign_in, filled):
    for month in (7, 8, 9, 10, 11):
        meeting = MeetingFactory(organization=filled, held_on=date(2026, month, 5))
        Meeting.objects.filter(pk=meeting.pk).update(
            status="submitted", submitted_at=datetime(2026, month, 6, tzinfo=UTC)
        )
    assert "Thẩm định 2 cuộc họp khác đang chờ" in whats(sign_in(overseer))


def test_a_wish_not_to_meet_is_answered(overseer, sign_in, filled):
    meeting = MeetingFactory(organization=filled, held_on=date(2026, 11, 28))
    meeting.ask_absence("cả chi bộ đi chống lụt", by=None)
    asked = next(work for work in shown(sign_in(overseer)) if "xin không tổ chức" in work.what)
    assert asked.why == "Lý do: cả chi bộ đi chống lụt"
    assert asked.due_on == date(2026, 11, 30)


@pytest.mark.parametrize("name", ["overseer", "board", "specialist"])
def test_chapters_that_did_not_meet_are_named(name, request, sign_in, tree, filled):
    MeetingFactory(organization=tree.other_chapter, held_on=date(2026, 10, 5))
    filled.amend(by=None, fixed_day=5)
    StaleTally.objects.mark(filled, date(2026, 10, 1), NOVEMBER)
    refresh.refresh_stale()
    assert Tally.objects.get(organization=filled, month=date(2026, 10, 1)).state == Tally.State.MISSING
    works = shown(sign_in(request.getfixturevalue(name)))
    late = next(work for work in works if "chưa tổ chức sinh hoạt tháng 10" in work.what)
    assert "Chi bộ Văn phòng" in late.why


def test_the_committee_holds_its_own_meetings(overseer, sign_in):
    assert "Lập dự thảo họp đảng ủy tháng 11" in whats(sign_in(overseer))


def test_the_board_reports_the_month_before(board, sign_in, tree):
    work = next(work for work in shown(sign_in(board)) if "báo cáo tháng 10" in work.what)
    assert work.state(TODAY) == ("bad", "Quá hạn 18 ngày")
    report = Report.objects.create(
        organization=tree.bloc, kind="month", period=date(2026, 10, 1), state="done", total=3
    )
    assert "Đọc và ban hành báo cáo tháng 10" in whats(sign_in(board))
    Report.objects.filter(pk=report.pk).update(state="running")
    assert not any("báo cáo" in what for what in whats(sign_in(board)))


def test_difficulties_wait_where_they_were_sent(overseer, specialist, sign_in, filled, tree):
    Petition.objects.create(
        organization=filled,
        text="Thiếu phòng họp",
        assigned_to=tree.body,
        raised_on=date(2026, 10, 1),
        due_on=date(2026, 11, 1),
    )
    assert "Trả lời 1 khó khăn, vướng mắc" in whats(sign_in(overseer))
    assert "Đôn đốc trả lời 1 vướng mắc quá hạn" in whats(sign_in(specialist))


def test_a_delegate_sees_where_to_go(specialist, sign_in, filled):
    meeting = MeetingFactory(organization=filled, held_on=date(2026, 11, 26))
    Delegate.objects.create(meeting=meeting, name=specialist.full_name, user=specialist)
    work = next(work for work in shown(sign_in(specialist)) if work.what == "Dự sinh hoạt Chi bộ Văn phòng")
    assert "ngày 26/11, 14 giờ 00, Phòng họp tầng 2" in work.why


def test_a_member_sees_the_own_tasks_and_the_notice_once_sent(member, sign_in, filled):
    before = MeetingFactory(organization=filled, closed=True)
    Task.objects.create(
        organization=filled,
        meeting=before,
        text="Số hóa hồ sơ 2015 - 2020",
        assignee=member.member,
        due_on=date(2026, 11, 20),
        expected_result="100% hồ sơ",
    )
    planned = MeetingFactory(organization=filled, held_on=date(2026, 12, 3))
    browser = sign_in(member)
    assert whats(browser) == ["Số hóa hồ sơ 2015 - 2020"]
    planned.send_notice(by=None)
    assert "Dự sinh hoạt thường kỳ tháng 12" in whats(browser)
    assert "Việc của tôi" in browser.get("/").text


def test_the_systems_keeper_sees_what_is_stuck(administrator, sign_in, tree):
    UserFactory(full_name="Chưa Có Vai")
    RollupJob.objects.create(
        first_month=NOVEMBER, last_month=NOVEMBER, state="failed", finished_at=timezone.now()
    )
    works = whats(sign_in(administrator))
    assert works[0] == "Xem 1 việc nền không chạy xong"
    assert "Giao vai cho 1 tài khoản" in works
    assert "Lập tài khoản bí thư cho 2 chi bộ" in works


def test_rows_nobody_decided_on_wait(administrator, sign_in, tree):
    batch = ImportBatch.objects.create(
        kind="members", organization=tree.body, name="dang_vien.xlsx", owner=administrator, state="done"
    )
    batch.rows.create(position=1, number=12, result="unclear")
    assert "Quyết định 1 dòng chưa rõ khi nhập Excel" in whats(sign_in(administrator))


def test_beside_stand_the_year_and_the_next_meeting(secretary, sign_in, filled):
    for month, grade in ((1, "KHA"), (2, "TOT")):
        Tally.objects.create(
            organization=filled,
            month=date(2026, month, 1),
            grade=grade,
            state="held",
            computed_at=timezone.now(),
        )
    MeetingFactory(organization=filled, held_on=date(2026, 12, 3))
    response = sign_in(secretary).get("/")
    assert response.context["year"].grades[:3] == ["KHA", "TOT", ""]
    assert [quarter.is_held for quarter in response.context["year"].quarters] == [False] * 4
    assert "Kỳ tới: thứ Năm" in response.text
    assert response.context["year"].pace


@pytest.mark.parametrize(
    "name", ["secretary", "deputy", "overseer", "board", "specialist", "member", "administrator"]
)
def test_the_page_costs_few_queries_for_anyone(name, request, sign_in, filled, django_assert_max_num_queries):
    MeetingFactory(organization=filled, held_on=date(2026, 10, 5), submitted=True)
    MeetingFactory(organization=filled, held_on=date(2026, 11, 5), closed=True)
    MeetingFactory(organization=filled, held_on=date(2026, 12, 3))
    browser = sign_in(request.getfixturevalue(name))
    with django_assert_max_num_queries(QUERIES):
        assert browser.get("/").status_code == 200


def test_an_account_without_a_role_is_told_whom_to_ask(db, sign_in):
    assert "Tài khoản chưa được giao vai." in sign_in(UserFactory()).get("/").text


def test_an_empty_installation_tells_its_keeper_where_to_begin(db, sign_in, django_user_model):
    keeper = django_user_model.objects.create_superuser("goc", full_name="Người cài đặt", password="x")
    assert "Chưa có tổ chức nào." in sign_in(keeper).get("/").text
    Organization.found(by=None, kind="bloc", name="Đảng bộ Khối")
    assert sign_in(keeper).get("/").context["desk"].role == "administrator"


def test_order_is_overdue_then_waiting_then_days_left():
    def work(**fields):
        return Work(what="", why="", act="", url="", icon="", **fields)

    late, waited = work(due_on=TODAY - timedelta(1)), work(waiting_since=TODAY)
    soon, later, someday = work(due_on=TODAY), work(due_on=TODAY + timedelta(9)), work()
    in_order = sorted([someday, later, waited, soon, late], key=lambda each: each.urgency(TODAY))
    assert in_order == [late, waited, soon, later, someday]
    assert soon.state(TODAY) == ("wait", "Hạn 23/11, hôm nay")
    assert later.state(TODAY) == ("", "Hạn 02/12")
    assert waited.state(TODAY) == ("wait", "Chờ từ 23/11")
    assert someday.state(TODAY) == ("", "")
