"""What is entered in a meeting: contributions, votes, tasks and their judging, remarks, petitions, texts."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common.errors import RuleError
from meetings import gaps
from meetings import minutes as writing
from meetings.models import (
    AgendaItem,
    AgendaTemplate,
    ConflictError,
    Contribution,
    Decision,
    Delegate,
    Limitation,
    MeetingDocument,
    MemberRemark,
    Petition,
    Task,
    Topic,
    TopicPlan,
)
from meetings.streaks import leave_in_a_row, silent_members, usual_day
from tests.factories.accounts import UserFactory
from tests.factories.meetings import MeetingFactory, chapter_of, decision_of, make_ready, task_of, yesterday

pytestmark = pytest.mark.django_db


def closed_before(meeting, days=35, **fields):
    day = meeting.held_on - timedelta(days=days)
    return MeetingFactory(organization=meeting.organization, held_on=day, is_open=True, **fields)


def address(name, *args):
    return reverse(f"meetings:{name}", args=args)


# --- Votes (RULES.md §1.8)


def test_the_base_is_all_official_members_entitled_the_absent_included():
    """22 members, 20 official, 4 absent of whom 3 official: 11 votes carry, of 20."""
    meeting = MeetingFactory(organization=chapter_of(22, probationary=2), is_open=True)
    official = [place for place in meeting.roll.all() if place.is_official]
    probationary = [place for place in meeting.roll.all() if not place.is_official]
    for place in [*official[:3], probationary[0]]:
        place.mark("excused", why="công tác", by=None)
    assert (meeting.voting_base, meeting.voting_present) == (20, 17)
    assert not Decision.put(meeting, "Nghị quyết", yes=10, no=7, by=None).is_carried
    decision = Decision.put(meeting, "Nghị quyết", yes=11, no=6, by=None)
    assert decision.is_carried
    assert (decision.base, decision.present, decision.votes_needed) == (20, 17, 11)
    assert not Decision.put(meeting, "Kết nạp", kind="admission", yes=13, by=None).is_carried
    assert Decision.put(meeting, "Kết nạp", kind="admission", yes=14, by=None).is_carried


def test_more_votes_than_people_are_refused_in_a_sentence():
    meeting = MeetingFactory(organization=chapter_of(18), is_open=True)
    with pytest.raises(RuleError, match="19 tán thành nhiều hơn 18 đảng viên chính thức có mặt"):
        Decision.put(meeting, "Nghị quyết", yes=19, by=None)
    with pytest.raises(RuleError, match="Tổng 19 phiếu nhiều hơn 18"):
        Decision.put(meeting, "Nghị quyết", yes=17, no=2, by=None)
    with pytest.raises(RuleError, match="nội dung biểu quyết"):
        Decision.put(meeting, " ", yes=1, by=None)


def test_a_later_mark_on_the_roll_moves_the_base_unless_votes_would_not_fit(meeting):
    decision = decision_of(meeting, yes=meeting.voting_present - 1)
    meeting.roll.first().mark("unexcused", by=None)
    decision.refresh_from_db()
    assert decision.present == decision.base - 1
    with pytest.raises(RuleError, match="nhiều hơn"):
        meeting.roll.last().mark("unexcused", by=None)
    decision.edit(by=None, text="Thông qua kết luận", kind="conclusion", yes=3)
    decision.remove(by=None)
    assert not meeting.decisions.exists()


def test_a_vote_in_the_browser_keeps_what_was_typed(meeting, secretary, sign_in):
    client = sign_in(secretary)
    typed = {"decisions-kind": "resolution", "decisions-text": "Nghị quyết tháng 11", "decisions-yes": "99"}
    answer = client.post(address("part_add", meeting.pk, "decisions"), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "99 tán thành nhiều hơn 12 đảng viên chính thức có mặt." in page
    assert 'value="Nghị quyết tháng 11"' in page
    client.post(address("part_add", meeting.pk, "decisions"), typed | {"decisions-yes": "12"})
    assert meeting.decisions.get().is_carried


# --- Contributions and petitions


def test_a_difficulty_goes_up_by_itself(meeting):
    person = meeting.roll.first().member
    said = Contribution.record(meeting, "Thiếu máy quét A3.", member=person, kind="difficulty", by=None)
    petition = said.petition
    assert petition.assigned_to == meeting.organization.parent
    assert petition.due_on > petition.raised_on
    said.raise_petition(by=None)
    assert Petition.objects.count() == 1


def test_who_is_absent_says_nothing(meeting):
    place = meeting.roll.first()
    place.mark("unexcused", by=None)
    with pytest.raises(RuleError, match="vắng mặt"):
        Contribution.record(meeting, "Nhất trí", member=place.member, by=None)
    with pytest.raises(RuleError, match="người phát biểu"):
        Contribution.record(meeting, "Nhất trí", by=None)
    with pytest.raises(RuleError, match="nội dung ý kiến"):
        Contribution.record(meeting, " ", member=meeting.roll.last().member, by=None)
    with pytest.raises(RuleError, match="danh sách điểm danh"):
        Contribution.record(meeting, "A", member=chapter_of(1).members.first(), by=None)


def test_a_contribution_in_the_browser(meeting, secretary, sign_in):
    client = sign_in(secretary)
    item = meeting.items.get(kind="political_task")
    delegate = Delegate.invite(meeting, "Đặng Hữu Nghĩa", by=None)
    assert Delegate.invite(meeting, "Đặng Hữu Nghĩa", by=None) == delegate
    typed = {"contributions-speaker": f"d{delegate.pk}", "contributions-kind": "proposal", "item": item.pk}
    answer = client.post(address("part_add", meeting.pk, "contributions"), typed | {"contributions-text": ""})
    assert "Cần ghi ý kiến." in answer.content.decode()
    client.post(
        address("part_add", meeting.pk, "contributions"), typed | {"contributions-text": "Rõ người, rõ việc"}
    )
    said = meeting.contributions.get()
    assert (said.speaker, said.item) == (delegate, item)
    page = client.get(address("detail", meeting.pk) + f"?item={item.pk}").content.decode()
    assert f'<option value="d{delegate.pk}" selected>' in page
    edit = address("part_edit", meeting.pk, "contributions", said.pk)
    assert client.get(edit).status_code == 200
    client.post(edit, typed | {"contributions-text": "Rõ thời hạn"})
    said.refresh_from_db()
    assert said.text == "Rõ thời hạn"
    with pytest.raises(RuleError, match="không bỏ được"):
        delegate.remove(by=None)
    client.post(address("contribution_petition", meeting.pk, said.pk))
    assert Petition.objects.get().text == "Rõ thời hạn"
    remove = address("part_remove", meeting.pk, "contributions", said.pk)
    assert "Bỏ dòng này" in client.get(remove).content.decode()
    client.post(remove)
    assert not meeting.contributions.exists()
    delegate.remove(by=None)


def test_petitions_are_answered_where_they_lie(meeting, secretary, overseer, board, sign_in):
    person = meeting.roll.first().member
    petition = Contribution.record(
        meeting, "Thiếu máy quét.", member=person, kind="difficulty", by=None
    ).petition
    page = address("petition", petition.pk)
    assert sign_in(secretary).post(page, {"act": "answer", "answer": "Tự xử lý"}).status_code == 403
    client = sign_in(overseer)
    assert "Cần ghi nội dung trả lời" in client.post(page, {"act": "answer", "answer": ""}).content.decode()
    client.post(page, {"act": "take_up", "due_on": "31/12/2026"})
    petition.refresh_from_db()
    assert petition.status == Petition.Status.IN_PROGRESS
    client.post(page, {"act": "escalate"})
    petition.refresh_from_db()
    assert petition.answerer.kind == "bloc"
    assert client.post(page, {"act": "answer", "answer": "x"}).status_code == 403
    sign_in(board).post(page, {"act": "answer", "answer": "Đã cấp máy quét"})
    petition.refresh_from_db()
    assert petition.is_answered
    with pytest.raises(RuleError, match="cấp cao nhất"):
        petition.escalate(by=None)
    assert sign_in(overseer).post(page, {"act": "close"}).status_code == 403
    sign_in(secretary).post(page, {"act": "close"})
    petition.refresh_from_db()
    assert petition.status == Petition.Status.CLOSED
    with pytest.raises(RuleError, match="đã kết thúc"):
        petition.take_up(by=None)


# --- Tasks


def test_a_task_without_name_or_day_is_a_gap(meeting):
    task_of(meeting, assignee=None, due_on=None)
    words = [gap.words for gap in gaps.of(meeting)]
    assert any("còn thiếu người chủ trì và thời hạn" in each for each in words)


def test_a_task_is_not_due_before_it_is_given(meeting):
    with pytest.raises(RuleError, match="trước ngày họp"):
        task_of(meeting, due_on=meeting.held_on - timedelta(days=1))
    with pytest.raises(RuleError, match="Cần ghi nhiệm vụ"):
        task_of(meeting, " ")


def test_earlier_tasks_are_judged_first(meeting):
    earlier = closed_before(meeting)
    tasks = [task_of(earlier, f"Việc {number}") for number in range(4)]
    make_ready(earlier).close(by=None)
    assert meeting.earlier_tasks() == tasks
    done, late, longer, left = tasks
    done.judge(meeting, "done", by=None, done_on=done.due_on)
    late.judge(meeting, "not_done", by=None)
    with pytest.raises(RuleError, match="thời hạn mới"):
        longer.judge(meeting, "extended", by=None)
    with pytest.raises(RuleError, match="sau thời hạn cũ"):
        longer.judge(meeting, "extended", by=None, new_due_on=longer.due_on)
    new_day = longer.due_on + timedelta(days=30)
    judgement = longer.judge(meeting, "extended", by=None, new_due_on=new_day)
    assert done.judgements.get().was_on_time
    assert (longer.due_on, longer.first_due_on) == (new_day, judgement.due_on)
    longer.judge(meeting, "done", by=None)
    assert (longer.due_on, longer.is_finished) == (judgement.due_on, True)
    assert longer.judgements.count() == 1
    make_ready(meeting).close(by=None)
    assert left not in meeting.earlier_tasks()
    with pytest.raises(RuleError, match="đã được đánh giá"):
        done.remove(by=None, reason="Nhầm")


def test_a_meeting_judges_neither_its_own_tasks_nor_others(meeting):
    task = task_of(meeting)
    with pytest.raises(RuleError, match="các kỳ trước"):
        task.judge(meeting, "done", by=None)


def test_judging_in_the_browser(meeting, secretary, sign_in):
    earlier = closed_before(meeting)
    task = task_of(earlier)
    make_ready(earlier).close(by=None)
    client = sign_in(secretary)
    item = meeting.items.get(kind="previous_resolution")
    judge = address("task_judge", meeting.pk, task.pk)
    asked = client.post(judge, {"quick": "1", "result": "extended", "item": item.pk})
    assert f"extend={task.pk}" in asked.url
    assert 'name="new_due_on"' in client.get(asked.url).content.decode()
    refused = client.post(judge, {"result": "extended", "new_due_on": "31/02/2027", "item": item.pk})
    assert "31/02 không có trong lịch" in refused.content.decode()
    client.post(judge, {"result": "extended", "new_due_on": "15/2/2027", "item": item.pk})
    task.refresh_from_db()
    assert f"{task.due_on:%d/%m/%Y}" == "15/02/2027"
    client.post(judge, {"quick": "1", "result": "done", "item": item.pk})
    task.refresh_from_db()
    assert task.is_finished
    assert (
        "đã đánh giá 1/1" in client.get(address("detail", meeting.pk) + f"?item={item.pk}").content.decode()
    )


def test_a_member_reports_the_own_task_and_takes_it_back(tree, meeting, member, stranger, secretary, sign_in):
    task = task_of(meeting, assignee=member.member)
    other = task_of(meeting, "Việc khác", assignee=secretary.member)
    client = sign_in(member)
    assert task.text in client.get(address("tasks")).content.decode()
    assert other.text not in client.get(address("tasks")).content.decode()
    report = address("task_report", task.pk)
    assert client.get(report).status_code == 405
    assert sign_in(stranger).post(report).status_code == 404
    assert client.post(address("task_report", other.pk)).status_code == 403
    client.post(report, {"note": "đạt 78%"})
    task.refresh_from_db()
    assert (task.state, task.report) == (Task.State.REPORTED, "đạt 78%")
    client.post(report, {"take_back": "1"})
    task.refresh_from_db()
    assert task.state == Task.State.OPEN
    sign_in(secretary).post(report)
    Task.objects.filter(pk=task.pk).update(state="dropped")
    with pytest.raises(RuleError, match="đã kết thúc"):
        task.report_done("", by=None)


# --- Limitations, remarks, documents, topics


def test_a_limitation_is_judged_at_the_next_meeting(meeting):
    earlier = closed_before(meeting)
    limitation = Limitation.name(earlier, "Phát biểu còn ít", remedy="gợi mở", by=None)
    with pytest.raises(RuleError, match="kỳ sau đánh giá"):
        limitation.judge(earlier, "fixed", by=None)
    make_ready(earlier).close(by=None)
    assert meeting.earlier_limitations() == [limitation]
    limitation.judge(meeting, "fixed", by=None)
    assert limitation.judged_at_meeting == meeting


@pytest.mark.parametrize(
    ("kind", "typed", "count"),
    [
        ("tasks", {"text": "Thu đảng phí", "due_on": "31/12/2030"}, lambda m: m.tasks.count()),
        ("limitations", {"text": "Họp chậm", "remedy": "Đúng giờ"}, lambda m: m.limitations.count()),
        ("delegates", {"name": "Đặng Hữu Nghĩa", "title": "Ủy viên BTV"}, lambda m: m.delegates.count()),
        ("documents", {"title": "Dự thảo", "number": "02"}, lambda m: m.documents.count()),
        ("petitions", {"text": "Thiếu máy", "goes_up": "on"}, lambda m: m.petitions.count()),
        (
            "items",
            {"title": "Việc mới", "step": "body", "kind": "other", "planned_minutes": "5"},
            lambda m: m.items.filter(title="Việc mới").count(),
        ),
    ],
)
def test_parts_are_added_and_taken_out_in_the_browser(
    kind, typed, count, meeting, secretary, overseer, sign_in
):
    client = sign_in(secretary)
    add = address("part_add", meeting.pk, kind)
    assert client.get(add).status_code == 200
    assert sign_in(overseer).post(add).status_code == 403
    assert client.post(add, {"alone": "1"}).status_code == 422
    client.post(add, {f"{kind}-{name}": value for name, value in typed.items()})
    assert count(meeting) == 1
    model = {
        "tasks": Task,
        "limitations": Limitation,
        "delegates": Delegate,
        "documents": MeetingDocument,
    }.get(kind)
    if model is not None:
        part = model._default_manager.get()
        if kind in {"tasks", "delegates"}:
            assert client.get(address("part_edit", meeting.pk, kind, part.pk)).status_code == 200
        else:
            assert client.get(address("part_edit", meeting.pk, kind, part.pk)).status_code == 404
        client.post(address("part_remove", meeting.pk, kind, part.pk))
        assert count(meeting) == 0
    assert client.get(address("part_add", meeting.pk, "jokes")).status_code == 404


def test_remarks_are_read_in_the_chapter_and_just_above(meeting, secretary, overseer, board, sign_in):
    person = meeting.roll.first().member
    sign_in(secretary).post(
        address("part_add", meeting.pk, "remarks"),
        {"remarks-member": person.pk, "remarks-kind": "criticism", "remarks-text": "chậm việc"},
    )
    assert MemberRemark.objects.readable_by(secretary).count() == 1
    assert MemberRemark.objects.readable_by(overseer).count() == 1
    assert MemberRemark.objects.readable_by(board).count() == 0
    assert MemberRemark.objects.readable_by(UserFactory()).count() == 0
    with pytest.raises(RuleError, match="Cần ghi nội dung"):
        MemberRemark.record(meeting, person, "praise", " ", by=None)
    content = writing.snapshot(meeting)
    assert "chậm việc" in str(writing.for_reader(content, inner=True))
    assert "chậm việc" not in str(writing.for_reader(content, inner=False))


def test_documents_are_given_once(meeting, secretary, sign_in):
    document = MeetingDocument.add(meeting, "Dự thảo", by=None)
    share = address("document_share", meeting.pk, document.pk)
    sign_in(secretary).post(share)
    document.refresh_from_db()
    first = document.shared_at
    sign_in(secretary).post(share)
    document.refresh_from_db()
    assert document.shared_at == first is not None


def test_the_plan_of_topics(tree, people, secretary, sign_in):
    client = sign_in(secretary)
    year = yesterday().year
    page = address("topics", tree.chapter.pk, year)
    client.post(address("topics_report", tree.chapter.pk, year))
    plan = TopicPlan.objects.get()
    assert plan.reported_on is None
    typed = {"title": "Số hóa hồ sơ", "quarter": (yesterday().month - 1) // 3 + 1}
    client.post(address("topic_choose", tree.chapter.pk, year), typed)
    topic = Topic.objects.get()
    client.post(address("topics_report", tree.chapter.pk, year))
    plan.refresh_from_db()
    assert plan.reported_on is not None
    refused = client.post(
        address("topic", topic.pk), typed | {"drafted_on": "20/10/2026", "draft_approved_on": "19/10/2026"}
    )
    assert "từ ngày có dự thảo" in refused.content.decode()
    client.post(
        address("topic", topic.pk), typed | {"drafted_on": "18/10/2026", "draft_approved_on": "19/10/2026"}
    )
    meeting = MeetingFactory(organization=tree.chapter, kind="thematic", is_open=True)
    assert client.get(address("topic_link", meeting.pk)).status_code == 200
    client.post(address("topic_link", meeting.pk), {"topic": topic.pk})
    topic.refresh_from_db()
    assert topic.meeting == meeting
    assert topic.is_in_its_quarter
    client.post(address("topic_drop", topic.pk))
    assert Topic.objects.exists()
    assert "Số hóa hồ sơ" in client.get(page).content.decode()
    assert "Số hóa hồ sơ" in client.get(address("detail", meeting.pk) + "?part=topic").content.decode()


def test_a_regular_meeting_has_no_topic(meeting, secretary, sign_in):
    topic = Topic.choose(TopicPlan.begin(meeting.organization, 2026, by=None), "Chủ đề", 4, by=None)
    with pytest.raises(RuleError, match="chuyên đề"):
        topic.hold_at(meeting, by=None)
    assert sign_in(secretary).get(address("topic_link", meeting.pk)).status_code == 404
    topic.drop(by=None)


# --- The item's own text


def test_two_who_write_on_one_item_keep_both_texts(meeting):
    item = meeting.items.get(kind="ideology")
    first, second = UserFactory(full_name="Lê Quốc Vượng"), UserFactory()
    item.note(by=first, was={"conclusion": ""}, conclusion="Tư tưởng ổn định.")
    with pytest.raises(ConflictError) as caught:
        AgendaItem.objects.get(pk=item.pk).note(
            by=second, was={"conclusion": ""}, conclusion="Đảng viên yên tâm."
        )
    assert caught.value.other == "Lê Quốc Vượng"
    assert caught.value.typed == {"conclusion": "Đảng viên yên tâm."}
    item.note(by=second, was={"conclusion": ""}, conclusion="Tư tưởng ổn định. Thêm một câu.")
    item.note(by=second, was={"notes": ""}, notes="Phổ biến 03 văn bản.")
    assert item.version == 4
    with pytest.raises(ConflictError):
        item.note(by=first, version=1, notes="Khác")


def test_a_conflict_in_the_browser(meeting, secretary, deputy, sign_in):
    item = meeting.items.get(kind="ideology")
    write = address("item_write", meeting.pk, item.pk)
    sign_in(deputy).post(write, {"was_conclusion": "", "conclusion": "Bản của phó bí thư"})
    answer = sign_in(secretary).post(
        write, {"was_conclusion": "", "conclusion": "Bản của bí thư", "outcome": "concluded"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    for words in ("Giữ bản của tôi", "Giữ bản của đồng chí Lê Quốc Vượng", "Giữ cả hai", "<u>phó</u>"):
        assert words in page
    told = sign_in(secretary).post(write, {"was_conclusion": "", "conclusion": "Khác", "autosave": "1"})
    assert "vừa sửa mục này" in told.content.decode()
    both = "Bản của phó bí thư\nBản của bí thư"
    sign_in(secretary).post(write, {"was_conclusion": "Bản của phó bí thư", "conclusion": both})
    item.refresh_from_db()
    assert item.conclusion == both


def test_ending_items_in_the_browser(meeting, secretary, overseer, sign_in):
    client = sign_in(secretary)
    first, second = meeting.items.all()[:2]
    write = address("item_write", meeting.pk, first.pk)
    assert sign_in(overseer).post(write).status_code == 403
    saved = client.post(write, {"was_conclusion": "", "conclusion": "Đúng trình tự", "autosave": "1"})
    assert "Đã lưu" in saved.content.decode()
    answer = client.post(
        write,
        {
            "was_conclusion": "Đúng trình tự",
            "conclusion": "Đúng trình tự",
            "outcome": "concluded",
            "used_minutes": "8",
        },
    )
    assert answer.url.endswith(f"item={second.pk}")
    first.refresh_from_db()
    assert (first.outcome, first.used_minutes, first.conclusion) == ("concluded", 8, "Đúng trình tự")
    client.post(write, {"outcome": "open"})
    first.refresh_from_db()
    assert not first.is_ended


def test_what_is_secret_is_not_kept(meeting):
    item = AgendaItem.add(meeting, "Nội dung mật", is_confidential=True, kept_where="sổ số 2", by=None)
    with pytest.raises(RuleError, match="sổ giấy"):
        item.note(by=None, notes="bí mật")
    with pytest.raises(RuleError, match="sổ giấy"):
        Contribution.record(meeting, "bí mật", member=meeting.roll.first().member, item=item, by=None)
    assert "ghi tại sổ số 2" in str(writing.snapshot(meeting))


def test_the_agenda_is_changed_before_the_meeting(planned, secretary, sign_in):
    client = sign_in(secretary)
    body = list(planned.items.filter(step="body"))
    client.post(address("item_move", planned.pk, body[1].pk), {"to": "up"})
    assert planned.items.filter(step="body").first() == body[1]
    client.post(address("item_move", planned.pk, body[1].pk), {"to": "up"})
    edit = address("part_edit", planned.pk, "items", body[0].pk)
    client.post(
        edit,
        {
            "items-title": "Thời sự",
            "items-step": "body",
            "items-kind": "ideology",
            "items-planned_minutes": "15",
        },
    )
    body[0].refresh_from_db()
    assert (body[0].title, body[0].planned_minutes) == ("Thời sự", 15)
    client.post(address("part_remove", planned.pk, "items", body[0].pk))
    assert not planned.items.filter(pk=body[0].pk).exists()
    planned.open(by=None)
    with pytest.raises(RuleError, match="Không bàn"):
        planned.items.first().remove(by=None)


# --- The roll and the plan in the browser


def test_the_roll_in_the_browser(meeting, secretary, overseer, sign_in):
    client = sign_in(secretary)
    place = meeting.roll.first()
    mark = address("roll_mark", meeting.pk, place.pk)
    assert sign_in(overseer).post(mark, {"presence": "late"}).status_code == 403
    page = client.post(mark, {"presence": "excused"}, follow=True).content.decode()
    assert "Cần chọn lý do vắng." in page
    client.post(mark, {"presence": "excused", "why": "nghỉ ốm"})
    place.refresh_from_db()
    assert (place.presence, place.reason) == ("excused", "nghỉ ốm")
    client.post(mark, {"presence": "late", "at": "14h15"})
    place.refresh_from_db()
    assert f"{place.at:%H:%M}" == "14:15"
    assert (
        "Ghi giờ theo 24 giờ"
        in client.post(mark, {"presence": "late", "at": "99"}, follow=True).content.decode()
    )
    assert "nghị quyết miễn" in client.post(mark, {"presence": "exempt"}, follow=True).content.decode()
    client.post(address("roll", meeting.pk))
    assert meeting.roll.count() == 12


def test_planning_in_the_browser(tree, people, secretary, member, overseer, sign_in):
    client = sign_in(secretary)
    typed = {
        "kind": "regular",
        "month": "11/2026",
        "held_on": "05/11/2026",
        "starts_at": "14",
        "place": "Phòng họp tầng 2",
    }
    assert sign_in(member).post(address("plan"), typed).status_code == 403
    assert client.post(address("plan"), typed | {"held_on": "31/2/2026"}).status_code == 422
    answer = client.post(address("plan"), typed)
    meeting = tree.chapter.meetings.get()
    assert answer.url == address("detail", meeting.pk)
    assert meeting.chair == secretary.member
    again = client.post(address("plan"), typed)
    assert "đã có sinh hoạt thường kỳ tháng 11/2026" in again.content.decode()
    client.post(address("plan_line", meeting.pk, "place"), {"place": "Hội trường"})
    client.post(
        address("plan_line", meeting.pk, "preparation"),
        {"conferred_on": "1/11/2026", "conferred_with_minutes": "on"},
    )
    wrong = client.post(address("plan_line", meeting.pk, "when"), {"held_on": "", "month": "13/2026"})
    assert wrong.status_code == 422
    assert client.post(address("plan_line", meeting.pk, "weather")).status_code == 404
    meeting.refresh_from_db()
    assert (meeting.place, meeting.conferred_with_minutes) == ("Hội trường", True)
    assert "Sẽ báo cho 13 đảng viên" in client.get(address("notice", meeting.pk)).content.decode()
    client.post(address("notice", meeting.pk))
    client.post(
        address("plan_line", meeting.pk, "when"),
        {"held_on": "12/11/2026", "month": "11/2026", "starts_at": "14:00"},
    )
    assert "Ngày họp khác ngày đã đăng ký" in client.get(address("detail", meeting.pk)).content.decode()
    client.post(address("reschedule", meeting.pk))
    client.post(address("reschedule", meeting.pk))
    meeting.refresh_from_db()
    assert meeting.reschedule_reported_at is not None
    client.post(address("open", meeting.pk))
    meeting.refresh_from_db()
    assert meeting.status == "open"
    facts = {"held_on": "12/11/2026", "starts_at": "14:00", "ends_at": "13:00", "chair": secretary.member.pk}
    assert "sau giờ bắt đầu" in client.post(address("facts", meeting.pk), facts).content.decode()
    client.post(address("facts", meeting.pk), facts | {"ends_at": "15:40", "dues_note": "22/22"})
    meeting.refresh_from_db()
    assert (meeting.duration_minutes, meeting.dues_note) == (100, "22/22")


def test_an_agenda_is_edited_by_the_board(tree, board, sign_in):
    template = AgendaTemplate.objects.get(meeting_kind="standing_committee")
    client = sign_in(board)
    lines = list(template.items.all())
    typed = {
        "items-TOTAL_FORMS": len(lines) + 1,
        "items-INITIAL_FORMS": len(lines),
        "items-MIN_NUM_FORMS": 0,
        "items-MAX_NUM_FORMS": 1000,
    }
    for number, line in enumerate(lines):
        typed |= {
            f"items-{number}-{name}": getattr(line, name)
            for name in ("position", "step", "kind", "title", "planned_minutes")
        }
        typed[f"items-{number}-id"] = line.pk
    typed[f"items-{len(lines)}-planned_minutes"] = 5
    assert client.post(address("agenda", template.pk), typed | {"items-0-title": ""}).status_code == 422
    client.post(address("agenda", template.pk), typed | {"items-0-title": "Mở đầu"})
    assert template.items.first().title == "Mở đầu"


# --- Rows of meetings


def test_leave_in_a_row_and_silence(tree, people):
    days = [yesterday() - timedelta(days=60), yesterday() - timedelta(days=30), yesterday()]
    member = tree.chapter.members.last()
    meetings = []
    for day in days:
        meeting = MeetingFactory(organization=tree.chapter, held_on=day, is_open=True)
        meeting.roll.get(member=member).mark("excused", why="đi học", by=None)
        meetings.append(meeting)
        if day != days[-1]:
            make_ready(meeting).close(by=None)
    last = meetings[-1]
    run = 3 if days[0].year == days[-1].year else leave_in_a_row(last)[member.pk]
    assert leave_in_a_row(last) == {member.pk: run}
    silent = silent_members(last)
    assert member.pk not in silent
    talker = next(iter(silent))
    Contribution.record(last, "Đề nghị", member=last.roll.get(member=talker).member, by=None)
    assert talker not in silent_members(last)


def test_the_usual_day(tree, people):
    month = yesterday().replace(day=1)
    assert usual_day(tree.chapter, "regular", month) is None
    MeetingFactory(organization=tree.chapter, closed=True)
    day = usual_day(tree.chapter, "regular", month)
    assert day.weekday() == yesterday().weekday()
    tree.chapter.fixed_day = 31
    assert usual_day(tree.chapter, "regular", month.replace(month=2)).day in {28, 29}
