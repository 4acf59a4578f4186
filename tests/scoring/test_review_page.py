"""The superior's inbox and review: read the lines that deserve it, accept, return, go on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from chapters.roles import Role
from meetings.models import Meeting
from scoring.models import ScoreSheet
from tests.factories.chapters import BaseChapterFactory, RoleHoldingFactory
from tests.factories.meetings import MeetingFactory, chapter_of, make_ready
from tests.factories.scoring import adopted_sheet
from tests.scoring.conftest import signed_in

pytestmark = pytest.mark.django_db


def line_of(sheet: ScoreSheet, number: str):
    sheet.forget_lines()
    return next(line for line in sheet.all_lines if line.criterion.number == number)


def another(chapter) -> Meeting:
    """A second chapter of the same đảng bộ, sent later."""
    meeting = MeetingFactory(is_open=True, organization=chapter_of(4, parent=chapter.parent))
    adopted_sheet(meeting)
    make_ready(meeting).close(by=None)
    meeting.submit(by=None)
    return meeting


def review_of(client, sheet: ScoreSheet, query: str = "") -> str:
    answer = client.get(reverse("scoring:review", args=[sheet.meeting_id]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def give(client, sheet: ScoreSheet, number: str, **values):
    return client.post(reverse("scoring:review_line", args=[line_of(sheet, number).pk]), values)


def test_the_longest_waiting_stands_first(committee, sent, chapter, django_assert_max_num_queries):
    later = another(chapter)
    committee.get(reverse("scoring:inbox"))
    with django_assert_max_num_queries(20):
        said = committee.get(reverse("scoring:inbox")).content.decode()
    assert said.index(sent.meeting.organization.name) < said.index(later.organization.name)
    assert "2 cuộc họp chờ" in said
    assert "100" in said
    assert "cao hơn hồ sơ" in said


def test_filters_of_the_inbox(committee, sent, chapter):
    said = committee.get(reverse("scoring:inbox") + "?filter=returned").content.decode()
    assert "Không có cuộc họp nào như vậy." in said
    for name in ("above", "committee", "khong-co"):
        assert committee.get(reverse("scoring:inbox"), {"filter": name}).status_code == 200


def test_nothing_waiting_says_how_many_have_sent(committee, chapter, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        said = committee.get(reverse("scoring:inbox")).content.decode()
    assert "Không có chi bộ nào chờ thẩm định." in said
    assert "0/1 chi bộ đã gửi tháng" in said
    assert "1 chi bộ chưa đến hạn." in said


def test_nobody_sees_what_is_not_their_turn(secretary, stranger, sent, chapter):
    board = signed_in(RoleHoldingFactory(organization=chapter.parent.parent, role=Role.BOARD).user)
    for client in (secretary, stranger, board):
        assert "Không có chi bộ nào chờ thẩm định." in client.get(reverse("scoring:inbox")).content.decode()


def test_the_board_reviews_what_stands_directly_below_it(chapter):
    base = BaseChapterFactory(parent=chapter.parent.parent)
    meeting = Meeting.objects.create(
        organization=base, kind="regular", month="2026-10-01", held_on="2026-10-05", status="submitted"
    )
    board = signed_in(RoleHoldingFactory(organization=chapter.parent.parent, role=Role.BOARD).user)
    assert base.name in board.get(reverse("scoring:inbox")).content.decode()
    said = board.get(reverse("scoring:review", args=[meeting.pk])).content.decode()
    assert "Cuộc họp này không có phiếu chấm." in said
    assert "Chấp nhận cuộc họp" in said


def test_opening_the_review_is_remembered(committee, secretary, sent):
    review_of(committee, sent)
    sent.meeting.refresh_from_db()
    assert sent.meeting.review_opened_at
    assert secretary.get(reverse("scoring:review", args=[sent.meeting_id])).status_code == 403


def test_the_review_costs_few_queries(committee, sent, chapter, django_assert_max_num_queries):
    another(chapter)
    review_of(committee, sent)
    with django_assert_max_num_queries(20):
        review_of(committee, sent, f"?line={line_of(sent, '4.2').pk}")


def test_lines_that_deserve_reading_first_the_rest_folded(committee, sent):
    said = review_of(committee, sent)
    assert "cao hơn hồ sơ" in said
    assert "không có dữ liệu" in said
    folded = said.index("tiêu chí không cao hơn hồ sơ")
    assert said.index("Gửi tài liệu sinh hoạt đến đảng viên") < folded
    assert said.index("Tỷ lệ đảng viên dự sinh hoạt (không tính") > folded
    assert "“Có ghi sổ.”" in said
    assert "Chấp nhận 100 điểm · Tốt" in said


def test_a_line_stands_beside_its_record(committee, sent):
    item = sent.meeting.items.filter(kind="ideology").first()
    line = line_of(sent, "4.2")
    said = review_of(committee, sent, f"?line={line.pk}")
    assert f"Trích biên bản, mục {item.position}" in said
    assert "Có phổ biến văn bản nhưng đánh giá tư tưởng chung chung" in said


def test_the_last_three_meetings_stand_below_the_record(committee, sent, chapter):
    sent.meeting.accept(by=None)
    first = sent.meeting.month
    month = (first.replace(day=28) + (first.replace(day=5) - first)).replace(day=1)
    later = MeetingFactory(organization=chapter, month=month)
    later.open(by=None)
    adopted_sheet(later)
    make_ready(later).close(by=None)
    later.submit(by=None)
    assert "Ba kỳ gần đây" in review_of(committee, ScoreSheet.objects.get(meeting=later))


def test_another_level_asks_why_and_the_button_carries_the_sum(committee, sent):
    answer = give(committee, sent, "4.2", points="3")
    said = committee.get(answer.headers["Location"]).content.decode()
    assert "Vì sao khác chi bộ?" in said
    assert "Còn 1 mục" in said
    answer = give(committee, sent, "4.2", points="3", reason="Đánh giá tư tưởng còn chung chung.")
    said = committee.get(answer.headers["Location"]).content.decode()
    assert "Chấp nhận 98 điểm · Tốt" in said
    assert "Đồng chí đã đổi 1 dòng so với chi bộ (−2 điểm)" in said


def test_the_chapters_own_level_takes_the_superiors_away(committee, sent):
    give(committee, sent, "4.2", points="3", reason="Chung chung.")
    give(committee, sent, "4.2", points="5")
    line = line_of(sent, "4.2")
    assert (line.reviewed_points, line.reviewed_reason) == (None, "")


def test_another_level_keeps_the_reason_already_given(committee, sent):
    give(committee, sent, "4.2", points="3", reason="Chung chung.")
    give(committee, sent, "4.2", points="0")
    assert line_of(sent, "4.2").reviewed_reason == "Chung chung."


@pytest.mark.parametrize(("points", "words"), [("9", "chấm từ 0 đến 5"), ("năm", "Cần ghi một số")])
def test_bad_points_are_answered_with_a_sentence(committee, sent, points, words):
    answer = committee.post(
        reverse("scoring:review_line", args=[line_of(sent, "4.2").pk]), {"points": points}, follow=True
    )
    assert words in answer.content.decode()


def test_the_chapter_does_not_review_itself(secretary, member, stranger, sent):
    line, meeting = line_of(sent, "4.2").pk, sent.meeting_id
    for name, pk in (("review_line", line), ("accept", meeting), ("return", meeting), ("review", meeting)):
        address = reverse(f"scoring:{name}", args=[pk])
        for client in (secretary, member):
            answer = client.get(address) if name == "review" else client.post(address)
            assert answer.status_code == 403
        assert stranger.post(address).status_code in {404, 405}


def test_accepting_goes_on_to_the_next(committee, sent, chapter):
    later = another(chapter)
    said = review_of(committee, sent)
    assert "1/2 chờ thẩm định" in said
    assert reverse("scoring:review", args=[later.pk]) in said
    answer = committee.post(reverse("scoring:accept", args=[sent.meeting_id]))
    assert answer.headers["Location"] == reverse("scoring:review", args=[later.pk])
    sent.refresh_from_db()
    assert (sent.status, sent.reviewed_points) == ("reviewed", Decimal(100))
    answer = committee.post(reverse("scoring:accept", args=[later.pk]))
    assert answer.headers["Location"] == reverse("scoring:inbox")
    gone = committee.get(reverse("scoring:review", args=[sent.meeting_id]))
    assert gone.headers["Location"] == reverse("scoring:sheet", args=[sent.meeting_id])


def test_accepting_needs_every_reason(committee, sent):
    give(committee, sent, "4.2", points="3")
    answer = committee.post(reverse("scoring:accept", args=[sent.meeting_id]), follow=True)
    assert "Dòng 4.2 khác chi bộ: cần ghi vì sao." in answer.content.decode()


def test_returning_with_lines_and_a_sentence(committee, secretary, sent, django_assert_max_num_queries):
    address = reverse("scoring:return", args=[sent.meeting_id])
    with django_assert_max_num_queries(20):
        said = committee.get(address).content.decode()
    assert "Chi bộ thấy đúng câu đồng chí ghi" in said
    empty = committee.post(address, {"lines": [], "reason": ""})
    assert empty.status_code == 422
    line = line_of(sent, "4.2")
    answer = committee.post(address, {"lines": [line.pk], "reason": "Xem lại phần tư tưởng."}, follow=True)
    assert "1 dòng" in answer.content.decode()
    page = secretary.get(reverse("scoring:sheet", args=[sent.meeting_id])).content.decode()
    assert "Xem lại phần tư tưởng." in page
    assert "cần xem lại" in page
    assert page.count("data-line ") == 1
    saved = secretary.post(reverse("scoring:line", args=[line.pk]), {"points": "3"}, follow=True)
    assert "Đưa ra biểu quyết" in saved.content.decode()
    assert committee.get(address).headers["Location"] == reverse("scoring:sheet", args=[sent.meeting_id])


def test_a_meeting_that_was_never_sent_has_no_review(committee, sheet):
    assert committee.get(reverse("scoring:review", args=[sheet.meeting_id])).status_code == 404


def test_a_combined_meeting_is_reviewed_sheet_by_sheet(committee, chapter):
    meeting = MeetingFactory(is_open=True, organization=chapter, is_combined=True)
    for sheet in ScoreSheet.objects.filter(meeting=meeting).select_related("criteria_set"):
        sheet.take_from_record(by=None)
    make_ready(meeting).close(by=None)
    meeting.submit(by=None)
    sheet = ScoreSheet.objects.get(meeting=meeting, criteria_set__code="CD")
    assert "Chấp nhận TK " in review_of(committee, sheet)
    assert "Chủ đề do chi ủy, chi bộ bàn" in review_of(committee, sheet, "?form=CD")
    answer = give(committee, sheet, "3.2", points="4")
    assert "form=CD" in answer.headers["Location"]
