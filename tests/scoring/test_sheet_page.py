"""The chapter's sheet as a page: read, scored in place, voted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from meetings.models import Meeting
from scoring.models import ScoreSheet
from tests.factories.meetings import MeetingFactory, make_ready
from tests.factories.scoring import adopted_sheet

pytestmark = pytest.mark.django_db


def page_of(client, sheet: ScoreSheet, query: str = "") -> str:
    answer = client.get(reverse("scoring:sheet", args=[sheet.meeting_id]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def line_of(sheet: ScoreSheet, number: str):
    sheet.forget_lines()
    return next(line for line in sheet.all_lines if line.criterion.number == number)


def save(client, sheet: ScoreSheet, number: str, **values):
    return client.post(reverse("scoring:line", args=[line_of(sheet, number).pk]), values)


def test_three_numbers_reasons_and_links(secretary, sheet):
    said = page_of(secretary, sheet)
    assert "Từ hồ sơ" in said
    assert "Chi bộ thống nhất" in said
    assert "chưa thẩm định" in said
    assert "6/6 (100,0%); cho phép vắng 0" in said
    assert f'href="{reverse("meetings:detail", args=[sheet.meeting_id])}#roll"' in said
    assert "đã chấm 0/24 tiêu chí" in said


def test_the_page_costs_few_queries(secretary, sheet, django_assert_max_num_queries):
    sheet.meeting.roll.filter(pk=sheet.meeting.roll.first().pk).update(presence="excused")
    with django_assert_max_num_queries(20):
        page_of(secretary, sheet)
    with django_assert_max_num_queries(20):
        page_of(secretary, sheet, f"?line={line_of(sheet, '3.4').pk}")


def test_the_committee_and_members_read_it_and_strangers_do_not(committee, member, stranger, sheet):
    for client in (committee, member):
        said = page_of(client, sheet)
        assert "data-line " not in said
        assert "Đưa ra biểu quyết" not in said
    assert stranger.get(reverse("scoring:sheet", args=[sheet.meeting_id])).status_code == 404


@pytest.mark.parametrize("name", ["line", "from_record", "vote", "reopen"])
def test_only_the_chapters_leaders_score(name, committee, member, stranger, sheet):
    pk = line_of(sheet, "2.1").pk if name == "line" else sheet.pk
    address = reverse(f"scoring:{name}", args=[pk])
    assert member.post(address).status_code == 403
    assert committee.post(address).status_code == 403
    assert stranger.post(address).status_code == 404


def test_a_line_opens_in_place_with_the_records_level(secretary, sheet):
    line = line_of(sheet, "3.4")
    said = page_of(secretary, sheet, f"?line={line.pk}")
    assert "Chi bộ thống nhất mức nào?" in said
    assert "mức từ hồ sơ" in said
    assert "Gửi đủ tài liệu trước ít nhất 01 ngày" in said


def test_saving_a_level_closes_the_line(secretary, sheet):
    answer = save(secretary, sheet, "2.1", points="3", filter="short")
    line = line_of(sheet, "2.1")
    assert line.adopted_points == 3
    assert answer.headers["Location"] == (
        reverse("scoring:sheet", args=[sheet.meeting_id]) + f"?filter=short&touched={line.pk}#line-{line.pk}"
    )


def test_above_the_record_the_line_stays_open_and_says_what_lacks(secretary, sheet):
    answer = save(secretary, sheet, "3.4", points="2", reason="Đã phát bản giấy sáng 03/11, có ký nhận.")
    line = line_of(sheet, "3.4")
    assert line.adopted_points == 2
    assert f"line={line.pk}" in answer.headers["Location"]
    said = secretary.get(answer.headers["Location"]).content.decode()
    assert "Cần ít nhất một minh chứng." in said
    assert "Đã phát bản giấy sáng 03/11, có ký nhận." in said


def test_another_number_in_steps_with_a_comma(secretary, sheet):
    save(secretary, sheet, "4.7", points="5", other_points="4,5")
    assert line_of(sheet, "4.7").adopted_points == Decimal("4.5")
    said = page_of(secretary, sheet, f"?line={line_of(sheet, '4.7').pk}")
    assert 'value="4,5"' in said


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("7", "chấm từ 0 đến 5 điểm"),
        ("4,3", "Điểm chấm theo bước 0,5"),
        ("nhiều", "Cần ghi một số"),
        ("", ""),
    ],
)
def test_bad_points_are_answered_with_a_sentence(secretary, sheet, points, words):
    answer = secretary.post(
        reverse("scoring:line", args=[line_of(sheet, "4.7").pk]), {"points": points}, follow=True
    )
    assert words in answer.content.decode()
    assert line_of(sheet, "4.7").adopted_points is None


def test_the_address_of_a_line_leads_to_its_page(secretary, sheet):
    line = line_of(sheet, "4.7")
    answer = secretary.get(reverse("scoring:line", args=[line.pk]))
    assert answer.headers["Location"].endswith(f"?line={line.pk}#line-{line.pk}")


def test_taking_the_record_by_one_button(secretary, sheet):
    assert "Lấy theo hồ sơ" in page_of(secretary, sheet)
    answer = secretary.post(reverse("scoring:from_record", args=[sheet.pk]), follow=True)
    assert "các dòng người chấm còn trống" in answer.content.decode()
    assert "Lấy theo hồ sơ" not in answer.content.decode()
    assert secretary.get(reverse("scoring:from_record", args=[sheet.pk])).status_code == 405


def test_filters_count_and_choose(secretary, sheet):
    save(secretary, sheet, "2.1", points="1")
    said = page_of(secretary, sheet, "?filter=differs")
    assert 'aria-current="true">Khác hồ sơ <span class="fig">1</span>' in said
    assert "Tỷ lệ đảng viên dự sinh hoạt" in said
    assert "Thời lượng sinh hoạt" not in said
    assert "Không có tiêu chí nào như vậy" in page_of(secretary, sheet, "?filter=moved")
    assert "Thời lượng sinh hoạt" in page_of(secretary, sheet, "?filter=khong-co")


def test_what_is_missing_stands_where_the_vote_will(secretary, sheet):
    said = page_of(secretary, sheet)
    assert "Còn 24 mục trước khi biểu quyết" in said
    for line in sheet.all_lines:
        line.adopted_points = 0
        line.save()
    assert "Đưa ra biểu quyết" in page_of(secretary, sheet)


def _fill(sheet: ScoreSheet, **short: str) -> None:
    for line in sheet.all_lines:
        line.adopted_points = Decimal(
            short.get(line.criterion.number.replace(".", "_"), line.criterion.max_points)
        )
        line.adopted_reason, line.adopted_proof = "Có ghi sổ.", "Sổ biên bản"
        line.save()


def test_the_gate_is_one_sentence_in_people(secretary, sheet):
    speaker = sheet.meeting.roll.first().member
    sheet.meeting.contributions.create(member=speaker, kind="addition", text="Nhất trí.")
    for line in sheet.all_lines:
        line.adopted_points = 5 if line.criterion.number == "4.6" else line.criterion.max_points
        line.adopted_reason, line.adopted_proof = "Có ghi sổ.", "Sổ biên bản"
        line.save()
    said = page_of(secretary, sheet)
    assert "99 điểm đạt mức Tốt, nhưng xếp loại" in said
    assert "Đủ 4 đồng chí thì không bị khống chế." in said


def test_the_vote_is_taken_on_its_own_page(secretary, sheet, django_assert_max_num_queries):
    _fill(sheet)
    address = reverse("scoring:vote", args=[sheet.pk])
    with django_assert_max_num_queries(20):
        said = secretary.get(address).content.decode()
    assert "100 điểm, xếp loại" in said
    assert "Có quyền biểu quyết 6 đồng chí" in said
    refused = secretary.post(address, {"yes": "3", "no": "3", "other": "0"})
    assert refused.status_code == 422
    assert "3/6 tán thành, cần ít nhất 4" in refused.content.decode()
    too_many = secretary.post(address, {"yes": "7", "no": "0", "other": "0"})
    assert "7 tán thành nhiều hơn 6 đảng viên chính thức có mặt" in too_many.content.decode()
    answer = secretary.post(
        address, {"yes": "5", "no": "1", "other": "0", "shortcomings": "Ít ý kiến."}, follow=True
    )
    assert "Chi bộ thống nhất 100 điểm, xếp loại Tốt: 5/6 tán thành." in answer.content.decode()
    assert "biểu quyết 5/6 (83,3%)" in answer.content.decode()
    sheet.refresh_from_db()
    assert sheet.shortcomings == "Ít ý kiến."
    assert secretary.get(address).status_code == 302


def test_the_vote_can_be_taken_again_while_the_meeting_runs(secretary, sheet):
    adopted_sheet(sheet.meeting)
    assert "Biểu quyết lại" in page_of(secretary, sheet)
    answer = secretary.post(reverse("scoring:reopen", args=[sheet.pk]), follow=True)
    assert "Phiếu mở lại" in answer.content.decode()


def test_after_the_meeting_a_vote_says_why_it_is_late(secretary, sheet):
    make_ready(sheet.meeting).close(by=None)
    _fill(sheet)
    address = reverse("scoring:vote", args=[sheet.pk])
    assert "Lý do ghi sau khi kết thúc" in secretary.get(address).content.decode()
    refused = secretary.post(address, {"yes": "6", "no": "0", "other": "0"})
    assert "cần ghi lý do sửa" in refused.content.decode()
    done = secretary.post(address, {"yes": "6", "no": "0", "other": "0", "reason": "Ghi sót phiếu"})
    assert done.status_code == 302


def test_after_the_review_both_sentences_stand_under_the_line(secretary, sent):
    line = line_of(sent, "4.2")
    sent.set_reviewed(line, Decimal(3), by=None, reason="Đánh giá tư tưởng còn chung chung.")
    sent.meeting.accept(by=None)
    said = page_of(secretary, sent)
    assert "Xếp loại chính thức" in said
    assert "Cấp trên khác chi bộ 1 dòng (−2 điểm)" in said
    assert "“Đánh giá tư tưởng còn chung chung.”" in said
    assert 'Cấp trên khác <span class="fig">1</span>' in said
    assert "không sửa được" in said


def test_the_month_before_stands_muted_beside(secretary, sent):
    sent.meeting.accept(by=None)
    first = Meeting.objects.get(pk=sent.meeting_id)
    later = MeetingFactory(organization=first.organization, month=_next(first.month))
    later.open(by=None)
    said = page_of(secretary, ScoreSheet.objects.get(meeting=later))
    assert '<td class="num last">20</td>' in said


def _next(month):
    return (month.replace(day=28) + (month.replace(day=5) - month.replace(day=1))).replace(day=1)


def test_the_sheet_as_the_superior_sees_it_has_no_fields(secretary, sheet):
    assert "data-line " not in page_of(secretary, sheet, "?as_above=1")


def test_a_combined_meeting_has_two_sheets(secretary, chapter):
    meeting = MeetingFactory(is_open=True, organization=chapter, is_combined=True)
    sheet = ScoreSheet.objects.get(meeting=meeting, criteria_set__code="CD")
    assert "Biểu TK" in page_of(secretary, sheet)
    assert "Biểu CD" in page_of(secretary, sheet, "?form=CD")
    answer = save(secretary, sheet, "3.2", points="8")
    assert "form=CD" in answer.headers["Location"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("regular", "Chưa có phiếu chấm."), ("extraordinary", "Sinh hoạt bất thường không chấm điểm.")],
)
def test_before_the_meeting_there_is_no_sheet(secretary, chapter, kind, words):
    meeting = MeetingFactory(organization=chapter, kind=kind)
    assert words in secretary.get(reverse("scoring:sheet", args=[meeting.pk])).content.decode()


def test_an_imported_sheet_has_only_sums(secretary, chapter):
    meeting = MeetingFactory(organization=chapter)
    ScoreSheet.keep_imported(meeting, points=Decimal("91.5"), grade="KHA")
    said = page_of(secretary, ScoreSheet.objects.get(meeting=meeting))
    assert "Phiếu nhập từ bảng tính:" in said
    assert "91,5" in said


def test_a_locked_sheet_refuses_the_record(secretary, sent):
    answer = secretary.post(reverse("scoring:from_record", args=[sent.pk]), follow=True)
    assert "Chi bộ đã biểu quyết điểm tự chấm, không sửa được nữa." in answer.content.decode()


def test_criteria_are_read_by_everyone_who_signs_in(
    nobody_in_particular, sheet, django_assert_max_num_queries
):
    said = nobody_in_particular.get(reverse("scoring:criteria")).content.decode()
    assert "Sinh hoạt chi bộ thường kỳ" in said
    with django_assert_max_num_queries(20):
        said = nobody_in_particular.get(
            reverse("scoring:criteria_set", args=[sheet.criteria_set_id])
        ).content.decode()
    assert "số có mặt trên số đảng viên phải dự" in said
    assert "Tốt từ 90 điểm" in said


def test_what_moved_after_the_vote_is_told_until_the_review(secretary, sheet):
    adopted_sheet(sheet.meeting)
    sheet.meeting.roll.filter(pk=sheet.meeting.roll.last().pk).update(presence="unexcused")
    make_ready(Meeting.objects.get(pk=sheet.meeting_id)).close(by=None)
    said = page_of(secretary, sheet)
    assert "Hồ sơ đổi sau biểu quyết." in said
    assert "đổi sau biểu quyết" in page_of(secretary, sheet, "?filter=moved")
