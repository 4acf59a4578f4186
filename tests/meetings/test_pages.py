"""Every page of meetings, as each kind of person sees it, and what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from meetings.models import (
    AgendaTemplate,
    Contribution,
    Delegate,
    Limitation,
    Meeting,
    MeetingDocument,
    MemberRemark,
    Petition,
    Topic,
    TopicPlan,
)
from tests.factories.chapters import MemberFactory, PostHoldingFactory
from tests.factories.meetings import MeetingFactory, decision_of, make_ready, task_of, yesterday

MANY = 20


def address(name, *args, query=""):
    return reverse(f"meetings:{name}", args=args) + query


@pytest.fixture
def busy(meeting):
    """A meeting with something in every part."""
    people = [place.member for place in meeting.roll.by_given_name()]
    item = meeting.items.get(kind="previous_resolution")
    for person in people[:5]:
        Contribution.record(
            meeting, "Thiếu máy quét A3.", member=person, kind="difficulty", item=item, by=None
        )
    meeting.roll.last().mark("excused", why="công tác", by=None)
    Delegate.invite(meeting, "Đặng Hữu Nghĩa", title="Ủy viên Ban Thường vụ", by=None)
    Limitation.name(meeting, "Phát biểu còn ít", by=None)
    MeetingDocument.add(meeting, "Dự thảo nghị quyết", by=None)
    MemberRemark.record(meeting, people[0], "praise", "hoàn thành sớm", by=None)
    decision_of(meeting)
    for _ in range(5):
        task_of(meeting)
    return meeting


def test_the_list_of_a_chapter(tree, planned, secretary, sign_in, django_assert_max_num_queries):
    client = sign_in(secretary)
    with django_assert_max_num_queries(MANY):
        page = client.get(address("list")).content.decode()
    assert str(planned) in page
    assert "Lập dự thảo cuộc họp" in page


def test_the_list_from_above_is_searched_without_accents(
    tree, planned, overseer, sign_in, django_assert_max_num_queries
):
    client = sign_in(overseer)
    with django_assert_max_num_queries(MANY):
        assert (
            str(planned)
            in client.get(address("list", query="?q=van phong&status=planned&kind=regular")).content.decode()
        )
    assert "Không thấy" in client.get(address("list", query="?q=thanh tra")).content.decode()


def test_a_member_sees_no_draft(planned, member, sign_in):
    client = sign_in(member)
    assert str(planned) not in client.get(address("list")).content.decode()
    assert client.get(address("detail", planned.pk)).status_code == 404
    planned.send_notice(by=None)
    page = client.get(address("detail", planned.pk)).content.decode()
    assert "Phòng họp tầng 2" in page
    assert "Biểu quyết" in page


def test_the_plan_and_its_lines(planned, secretary, sign_in, django_assert_max_num_queries):
    client = sign_in(secretary)
    with django_assert_max_num_queries(MANY):
        page = client.get(address("detail", planned.pk, query="?edit=people")).content.decode()
    assert 'name="chair"' in page
    assert "đổi" in page


def test_the_workspace(busy, secretary, sign_in, django_assert_max_num_queries):
    client = sign_in(secretary)
    item = busy.items.get(kind="previous_resolution")
    with django_assert_max_num_queries(MANY):
        page = client.get(address("detail", busy.pk, query=f"?item={item.pk}")).content.decode()
    assert "mục trước khi kết thúc" in page
    assert "Tiêu chí từ 90%: cho phép vắng" in page
    assert "Đã chuyển: vướng mắc" in page


def test_every_item_costs_as_little(busy, secretary, sign_in, django_assert_max_num_queries):
    client = sign_in(secretary)
    for item in busy.items.all():
        with django_assert_max_num_queries(MANY, info=item.title):
            client.get(address("detail", busy.pk, query=f"?item={item.pk}"))


@pytest.mark.parametrize(
    "kind", ["tasks", "decisions", "limitations", "petitions", "delegates", "documents", "remarks"]
)
def test_every_part_opens_with_any_item(kind, busy, secretary, sign_in):
    page = sign_in(secretary).get(address("detail", busy.pk, query=f"?part={kind}")).content.decode()
    assert f'id="{kind}"' in page


def test_the_workspace_of_one_who_only_looks_is_the_outcome(busy, overseer, sign_in):
    page = sign_in(overseer).get(address("detail", busy.pk)).content.decode()
    assert "Có mặt / phải dự" in page
    assert "Kết thúc cuộc họp" not in page


def test_the_outcome_and_the_minutes(busy, secretary, sign_in, django_assert_max_num_queries):
    make_ready(busy).close(by=None)
    client = sign_in(secretary)
    with django_assert_max_num_queries(MANY):
        page = client.get(address("detail", busy.pk)).content.decode()
    assert "Gửi cấp trên…" in page
    with django_assert_max_num_queries(MANY):
        minutes = client.get(address("minutes", busy.pk)).content.decode()
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in minutes
    assert "hoàn thành sớm" in minutes


def test_further_up_only_counts_of_remarks_are_read(busy, board, overseer, sign_in):
    make_ready(busy).close(by=None)
    for name in ("detail", "minutes"):
        assert "hoàn thành sớm" in sign_in(overseer).get(address(name, busy.pk)).content.decode()
        assert "hoàn thành sớm" not in sign_in(board).get(address(name, busy.pk)).content.decode()


def test_tasks_across_meetings(busy, secretary, overseer, member, sign_in, django_assert_max_num_queries):
    for person in (secretary, overseer, member):
        client = sign_in(person)
        for state in ("", "overdue", "reported", "done"):
            with django_assert_max_num_queries(MANY):
                assert client.get(address("tasks", query=f"?state={state}&q=an")).status_code == 200


def test_petitions(busy, secretary, overseer, member, sign_in, django_assert_max_num_queries):
    for person in (secretary, overseer, member):
        client = sign_in(person)
        for state in ("", "overdue", "mine", "answered"):
            with django_assert_max_num_queries(MANY):
                assert client.get(address("petitions", query=f"?state={state}")).status_code == 200
    client, raised = sign_in(overseer), Petition.objects.first()
    with django_assert_max_num_queries(MANY):
        page = client.get(address("petition", raised.pk)).content.decode()
    assert "Chuyển cấp trên" in page


def test_topics(tree, people, secretary, sign_in, django_assert_max_num_queries):
    plan = TopicPlan.begin(tree.chapter, 2026, by=None)
    topic = Topic.choose(plan, "Số hóa hồ sơ", 4, by=None, presenter=MemberFactory(organization=tree.chapter))
    client = sign_in(secretary)
    with django_assert_max_num_queries(MANY):
        assert "Số hóa hồ sơ" in client.get(address("topics", tree.chapter.pk, 2026)).content.decode()
    assert client.get(address("topic", topic.pk)).status_code == 200
    assert client.get(address("topic_choose", tree.chapter.pk, 2026)).status_code == 200


def test_agendas_are_the_boards(tree, board, secretary, sign_in):
    template = AgendaTemplate.objects.first()
    client = sign_in(board)
    assert template.name in client.get(address("agendas")).content.decode()
    assert client.get(address("agenda", template.pk)).status_code == 200
    assert sign_in(secretary).get(address("agendas")).status_code == 403


@pytest.mark.parametrize("name", ["facts", "gaps", "close"])
def test_pages_of_whoever_records(name, meeting, secretary, overseer, stranger, sign_in):
    assert sign_in(secretary).get(address(name, meeting.pk)).status_code == 200
    assert sign_in(overseer).get(address(name, meeting.pk)).status_code == 403
    assert sign_in(stranger).get(address(name, meeting.pk)).status_code == 404


def test_a_committee_has_its_own_meetings(tree, overseer, secretary, sign_in):
    chapter = tree.chapter
    PostHoldingFactory(member=MemberFactory(organization=chapter), organization=tree.body)
    page = sign_in(overseer).get(address("plan")).content.decode()
    assert "Họp đảng ủy" in page
    assert "chuyên đề trong một buổi" not in page
    meeting = MeetingFactory(organization=tree.body, kind="party_committee", is_open=True)
    assert sign_in(overseer).get(address("detail", meeting.pk)).status_code == 200
    assert sign_in(secretary).get(address("detail", meeting.pk)).status_code == 404


def test_a_month_already_planned_offers_the_next(tree, planned, secretary, sign_in):
    page = sign_in(secretary).get(address("plan")).content.decode()
    taken = Meeting.objects.get().month
    assert f'value="{taken.month}/{taken.year}"' not in page


def test_a_month_without_a_meeting_is_said(tree, people, secretary, sign_in):
    long_ago = yesterday() - timedelta(days=100)
    MeetingFactory(organization=tree.chapter, held_on=long_ago, closed=True)
    missed = Meeting.objects.months_missed(tree.chapter, long_ago.year, long_ago + timedelta(days=70))
    assert len(missed) in {1, 2}
    assert long_ago.replace(day=1) not in missed
    page = sign_in(secretary).get(address("list", query=f"?year={long_ago.year}")).content.decode()
    assert "Chưa tổ chức sinh hoạt: tháng" in page
