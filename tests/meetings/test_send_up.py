"""Submitting, recalling, returning, accepting; amending before acceptance; not meeting at all."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Entry
from common.errors import RuleError
from meetings.models import Contribution, Decision, Meeting
from meetings.signals import meeting_amended
from reports.paper.frozen import thaw
from reports.paper.minutes import MinutesPaper
from reports.paper.snapshots import Minutes
from tests.factories.meetings import MeetingFactory, decision_of, make_ready

pytestmark = pytest.mark.django_db
Status = Meeting.Status


def test_the_path_up_and_back(closed):
    closed.submit(by=None)
    closed.submit(by=None)
    assert closed.status == Status.SUBMITTED
    assert closed.minutes.get().filed_at == closed.submitted_at
    closed.return_to_chapter("Bổ sung thời hạn.", by=None)
    assert (closed.status, closed.return_reason) == (Status.RETURNED, "Bổ sung thời hạn.")
    first = closed.first_submitted_at
    closed.submit(by=None)
    assert closed.first_submitted_at == first
    closed.accept(by=None)
    closed.accept(by=None)
    assert closed.status == Status.ACCEPTED
    assert Entry.objects.about(closed).filter(verb="meeting.accepted").count() == 1


def test_it_is_recalled_until_somebody_above_has_looked(closed):
    closed.submit(by=None)
    closed.recall(by=None)
    assert closed.status == Status.CLOSED
    closed.submit(by=None)
    closed.mark_review_opened(by=None)
    with pytest.raises(RuleError, match="đã mở xem"):
        closed.recall(by=None)


def test_a_recalled_return_is_a_return_again(closed):
    closed.submit(by=None)
    closed.return_to_chapter("Thiếu.", by=None)
    closed.submit(by=None)
    closed.recall(by=None)
    assert closed.status == Status.RETURNED


def test_a_return_says_why(closed):
    closed.submit(by=None)
    with pytest.raises(RuleError, match="vì sao"):
        closed.return_to_chapter(" ", by=None)


@pytest.mark.parametrize(
    ("verb", "args"), [("submit", ()), ("accept", ()), ("return_to_chapter", ("Thiếu.",)), ("recall", ())]
)
def test_no_step_is_skipped(meeting, verb, args):
    with pytest.raises(RuleError):
        getattr(meeting, verb)(*args, by=None)


@pytest.mark.parametrize("step", ["submitted", "accepted"])
def test_what_was_sent_is_locked(step, tree, people):
    meeting = MeetingFactory(organization=tree.chapter, **{step: True})
    sentence = "đã gửi cấp trên" if step == "submitted" else "đã được thẩm định"
    place, item = meeting.roll.first(), meeting.items.first()
    for change in (
        lambda: meeting.replan(by=None, reason="Nhầm", place="Hội trường"),
        lambda: place.mark("unexcused", by=None, reason="Nhầm"),
        lambda: item.end("carried", by=None, reason="Nhầm"),
        lambda: item.note(by=None, conclusion="Khác", reason="Nhầm"),
        lambda: decision_of(meeting, reason="Nhầm"),
        lambda: Contribution.record(meeting, "Thêm", member=place.member, by=None, reason="Nhầm"),
    ):
        with pytest.raises(RuleError, match=sentence):
            change()


def test_a_change_after_closing_says_why_and_makes_the_next_minutes(closed):
    told = []

    def listen(sender, **kwargs):
        told.append(kwargs["meeting"])

    meeting_amended.connect(listen)
    place = closed.roll.first()
    with pytest.raises(RuleError, match="cần ghi lý do sửa"):
        place.mark("unexcused", by=None)
    place.mark("unexcused", by=None, reason="Điểm danh nhầm")
    meeting_amended.disconnect(listen)
    assert told == [closed]
    assert [each.version for each in closed.minutes.all()] == [2, 1]
    assert closed.minutes.last().number == closed.minutes.first().number
    assert Entry.objects.about(closed).get(verb="meeting.amended").details["reason"] == "Điểm danh nhầm"


def test_not_meeting_needs_the_superiors_consent(planned):
    with pytest.raises(RuleError, match="vì sao"):
        planned.ask_absence(" ", by=None)
    planned.ask_absence("Đảng viên đi chống bão", by=None)
    planned.ask_absence("Đảng viên đi chống bão", by=None)
    with pytest.raises(RuleError, match="vì sao"):
        planned.refuse_absence("", by=None)
    planned.refuse_absence("Lùi sang tuần sau", by=None)
    assert (planned.status, planned.absence_answer) == (Status.PLANNED, "Lùi sang tuần sau")
    planned.ask_absence("Vẫn không họp được", by=None)
    planned.agree_absence(by=None)
    planned.agree_absence(by=None)
    assert planned.status == Status.ABSENCE_AGREED
    with pytest.raises(RuleError, match="không tổ chức"):
        planned.replan(by=None, place="Hội trường")
    planned.withdraw_absence(by=None)
    assert planned.status == Status.PLANNED


def test_an_open_meeting_is_not_excused(meeting):
    with pytest.raises(RuleError, match="đã mở"):
        meeting.ask_absence("Ốm", by=None)


# --- In the browser


def post(client, name, *args, **typed):
    return client.post(reverse(f"meetings:{name}", args=args), typed)


def test_the_steps_in_the_browser(closed, secretary, overseer, member, stranger, sign_in):
    client = sign_in(secretary)
    assert (
        "Thu hồi được cho đến khi cấp trên mở xem."
        in client.get(reverse("meetings:submit", args=[closed.pk])).content.decode()
    )
    assert post(sign_in(stranger), "submit", closed.pk).status_code == 404
    assert post(sign_in(member), "submit", closed.pk).status_code == 403
    assert post(sign_in(overseer), "submit", closed.pk).status_code == 403
    post(client, "submit", closed.pk)
    closed.refresh_from_db()
    assert closed.status == Status.SUBMITTED
    assert client.get(reverse("meetings:recall", args=[closed.pk])).status_code == 405
    post(client, "recall", closed.pk)
    closed.refresh_from_db()
    assert closed.status == Status.CLOSED


def test_amending_asks_for_the_reason_once(closed, secretary, sign_in):
    client = sign_in(secretary)
    detail = reverse("meetings:detail", args=[closed.pk])
    assert client.get(f"{detail}?write=1").url == reverse("meetings:amend", args=[closed.pk])
    assert post(client, "amend", closed.pk, reason="").status_code == 422
    post(client, "amend", closed.pk, reason="Ghi thiếu ý kiến")
    assert "Ghi thiếu ý kiến" in client.get(f"{detail}?write=1").content.decode()
    person = closed.roll.first().member
    typed = {
        "contributions-speaker": f"m{person.pk}",
        "contributions-kind": "proposal",
        "contributions-text": "Thêm",
    }
    post(client, "part_add", closed.pk, "contributions", **typed)
    assert closed.contributions.get().text == "Thêm"
    assert closed.minutes.count() == 2


def test_asking_and_answering_absence_in_the_browser(planned, secretary, overseer, board, sign_in):
    assert post(sign_in(secretary), "absence", planned.pk, reason="").status_code == 422
    post(sign_in(secretary), "absence", planned.pk, reason="Chống bão")
    page = sign_in(overseer).get(reverse("meetings:detail", args=[planned.pk])).content.decode()
    assert "Trả lời chi bộ" in page
    assert post(sign_in(secretary), "absence_answer", planned.pk, decision="agree").status_code == 403
    assert post(sign_in(board), "absence_answer", planned.pk, decision="agree").status_code == 403
    refused = post(sign_in(overseer), "absence_answer", planned.pk, decision="refuse", answer="")
    assert "Cần ghi vì sao không đồng ý" in refused.content.decode()
    post(sign_in(overseer), "absence_answer", planned.pk, decision="agree", answer="")
    planned.refresh_from_db()
    assert planned.status == Status.ABSENCE_AGREED
    post(sign_in(secretary), "absence_withdraw", planned.pk)
    planned.refresh_from_db()
    assert planned.status == Status.PLANNED


def test_closing_in_the_browser(meeting, secretary, sign_in):
    client = sign_in(secretary)
    refused = post(client, "close", meeting.pk, ends_at="15:40")
    assert refused.status_code == 422
    assert "Chưa thể kết thúc" in refused.content.decode()
    people = list(meeting.roll.all())
    meeting.replan(by=None, chair=people[0].member, recorder=people[1].member)
    for item in meeting.items.all():
        item.end("concluded", by=None)
    assert (
        "Kết thúc cuộc họp lúc 15:30?"
        in client.get(reverse("meetings:close", args=[meeting.pk])).content.decode()
    )
    post(client, "close", meeting.pk, ends_at="15:40")
    meeting.refresh_from_db()
    assert meeting.status == Status.CLOSED
    assert meeting.duration_minutes == 100


def test_numbers_are_taken_once_and_from_each_series(closed, tree):
    assert closed.minutes.get().number == 1
    assert closed.minutes.get().resolution_number is None
    day = closed.held_on - timedelta(days=40)
    second = MeetingFactory(organization=tree.chapter, held_on=day, is_open=True)
    Decision.put(second, "Thông qua nghị quyết", yes=second.voting_present, by=None)
    make_ready(second).close(by=None)
    assert (second.minutes.get().number, second.minutes.get().resolution_number) == (2, 1)
    assert "Thông qua Nghị quyết số 01-NQ/CB" in second.minutes.get().content["conclusions"]


def test_the_minutes_are_what_the_paper_reads(closed):
    person = closed.roll.first().member
    Contribution.record(closed, "Nhất trí", member=person, by=None, reason="Ghi sót")
    frozen = closed.minutes.first().content
    paper = thaw(Minutes, frozen)
    assert paper.subject.startswith("sinh hoạt chi bộ thường kỳ tháng")
    assert (paper.roll.present, paper.roll.expected, paper.roll.total) == (12, 12, 12)
    assert paper.items[-1].speeches[0].name == str(person)
    assert MinutesPaper(paper).sections
