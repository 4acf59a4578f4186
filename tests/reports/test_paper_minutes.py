"""The minutes on paper: the worked example of docs/documents.md, and what must hold at any length."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from reports.paper.frozen import freeze, thaw
from reports.paper.minutes import MinutesPaper
from reports.paper.snapshots import Absence, Ballot, Item, Minutes, Score, Speech
from tests.factories.papers import minutes_snapshot
from tests.reports.reading import flat, fonts, pages, whole


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return MinutesPaper(minutes_snapshot()).pdf()


@pytest.mark.parametrize(
    "sentence",
    [
        "Số 11-BB/CB",
        "An Lạc, ngày 05 tháng 11 năm 2026",
        "sinh hoạt chi bộ thường kỳ tháng 11 năm 2026 -----",
        "- Thời gian: bắt đầu lúc 14 giờ 00, ngày 05 tháng 11 năm 2026.",
        "- Chủ trì: đồng chí Trần Thị Hòa Bình, Bí thư Chi bộ.",
        "23 đồng chí (chính thức 21, dự bị 02); miễn sinh hoạt 01; phải dự: 22 đồng chí.",
        "Có mặt: 20/22 (90,9%), trong đó 18 chính thức.",
        "Vắng mặt có lý do: 02 đồng chí (Nguyễn Thế Kỷ - đi công tác; Phạm Thúy Ngọc - nghỉ ốm).",
        "Vắng mặt không có lý do: không.",
        "Cấp ủy cấp trên dự: đồng chí Đặng Hữu Nghĩa, Ủy viên Ban Thường vụ Đảng ủy Sở.",
        "hoàn thành 6/7 nhiệm vụ, đạt 85,7%; nhiệm vụ chậm: số hóa hồ sơ lưu trữ giai đoạn 2015 - 2020",
        "c) Thảo luận (03 ý kiến):",
        "- Đồng chí Đặng Hữu Nghĩa (đại biểu): biểu dương",
        "Hoàn thành số hóa hồ sơ 2015 - 2020 Vũ Minh Tuệ 30/11/2026",
        "18/20 90,0 11 18/18 0 0",
        "17/20 85,0 14 (2/3) 17/18 0 1",
        "21 chính thức, trừ 01 miễn sinh hoạt vắng mặt: còn 20",
        "Chi bộ tự chấm: 91/100 điểm, xếp loại Tốt",
        "Hội nghị kết thúc lúc 15 giờ 40 cùng ngày.",
    ],
)
def test_minutes_say_what_was_recorded(pdf: bytes, sentence: str) -> None:
    assert sentence in whole(pdf)


def test_minutes_take_two_pages_in_one_family_of_letters(pdf: bytes) -> None:
    assert len(pages(pdf)) == 2
    assert fonts(pdf) <= {f"Liberation-Serif{face}" for face in ("", "-Bold", "-Italic", "-Bold-Italic")}


def test_the_deciding_base_is_bold() -> None:
    html = MinutesPaper(minutes_snapshot()).html()
    assert "<strong>18/20</strong>" in html
    assert "<strong>18/18</strong>" not in html


def test_superior_stands_first_then_the_chapter_then_star_and_number(pdf: bytes) -> None:
    first = flat(pages(pdf)[0])
    order = ["ĐẢNG BỘ SỞ TƯ LIỆU", "CHI BỘ VĂN PHÒNG", "*", "Số 11-BB/CB", "BIÊN BẢN"]
    places = [first.index(each) for each in order]
    assert places == sorted(places)
    assert "CỘNG HÒA" not in first


def test_pages_are_numbered_from_the_second(pdf: bytes) -> None:
    first, second = pages(pdf)
    assert first.split()[-1] != "1"
    assert second.split()[-1] == "2"


def test_signatures_are_recorder_then_chair(pdf: bytes) -> None:
    last = whole(pdf)
    assert last.index("NGƯỜI GHI BIÊN BẢN") < last.index("CHỦ TRÌ")
    assert "Nơi nhận" not in last


@pytest.mark.parametrize("count", range(0, 22, 3))
def test_no_heading_ends_a_page_and_no_signature_stands_alone(count: int) -> None:
    speeches = tuple(
        Speech(name=f"Nguyễn Văn {place}", words="đề nghị xem lại " * 14) for place in range(count)
    )
    read = pages(MinutesPaper(_with_discussion(speeches)).pdf())
    for page in read[:-1]:
        last = page.strip().splitlines()[-1]
        assert (
            not last.startswith(("I- ", "II- ", "1. ", "2. ", "3. ", "4. ", "5. ", "6. ")) or len(last) > 60
        ), last
    before_signature = read[-1].split("NGƯỜI GHI")[0].strip().splitlines()
    assert len(before_signature) >= 2


def test_a_chapter_without_opinions_says_so() -> None:
    assert "c) Thảo luận: không có ý kiến." in whole(MinutesPaper(_with_discussion(())).pdf())


def test_what_was_not_decided_is_said(pdf: bytes) -> None:
    lost = Ballot(matter="Đề nghị kết nạp", yes=13, no=4, other=1, base=20, present=18, two_thirds=True)
    text = whole(MinutesPaper(minutes_snapshot(ballots=(lost,))).pdf())
    assert "13/20 65,0 14 (2/3) 13/18 4 1" in text
    assert "Không được thông qua: nội dung 1." in text
    assert "Không có nội dung phải biểu quyết." in whole(MinutesPaper(minutes_snapshot(ballots=())).pdf())


def test_late_unexcused_and_away_are_counted_in_the_open() -> None:
    snapshot = minutes_snapshot()
    roll = replace(
        snapshot.roll,
        excused=(),
        unexcused=("Nguyễn Thế Kỷ", "Phạm Thúy Ngọc"),
        late=(Absence(name="Vũ Minh Tuệ", reason="đến muộn 10 phút"),),
        away=1,
        official=22,
    )
    text = whole(MinutesPaper(replace(snapshot, roll=roll)).pdf())
    assert "tạm thời sinh hoạt nơi khác, đình chỉ sinh hoạt 01" in text
    assert "Vắng mặt không có lý do: 02 đồng chí (Nguyễn Thế Kỷ, Phạm Thúy Ngọc)." in text
    assert "Đến muộn, về sớm: 01 đồng chí (Vũ Minh Tuệ - đến muộn 10 phút)." in text


def test_what_was_typed_is_never_markup() -> None:
    text = whole(MinutesPaper(minutes_snapshot(conclusions=("Số <b>5</b> & 6",))).pdf())
    assert "Số <b>5</b> & 6." in text


def test_a_snapshot_comes_back_from_json_the_same() -> None:
    snapshot = minutes_snapshot()
    assert thaw(Minutes, json.loads(json.dumps(freeze(snapshot)))) == snapshot


def _last_line(page: str) -> str:
    """The last of the text; a page number is read after it."""
    return next(line for line in reversed(page.strip().splitlines()) if not line.strip().isdigit())


def _with_discussion(speeches: tuple[Speech, ...]) -> Minutes:
    snapshot = minutes_snapshot()
    items = (*snapshot.items[:-1], Item(title="Thảo luận", step="body", discussed=True, speeches=speeches))
    return replace(snapshot, items=items)


def test_what_is_not_known_yet_is_not_said() -> None:
    snapshot = minutes_snapshot(
        started_at=None,
        ended_at=None,
        read_back=False,
        form="trực tuyến",
        conclusions=(),
        assignments=(),
        score=None,
    )
    html = MinutesPaper(snapshot).html()
    assert "Hội nghị chưa kết thúc." in html
    assert "hình thức trực tuyến." in html
    assert "Không có kết luận." in html
    assert "Chấm điểm chất lượng" not in html
    assert "bắt đầu lúc" not in html


def test_tasks_without_their_own_item_come_first() -> None:
    items = (
        Item(title="Nhiệm vụ kỳ tới", step="body", words=("Thống nhất",), conclusion="Giao đồng chí Bí thư"),
    )
    snapshot = minutes_snapshot(items=items, previous_late=(), previous_month=None)
    html = MinutesPaper(snapshot).html()
    assert "a) Đánh giá kết quả kỳ trước: hoàn thành" in html
    assert "b) Nhiệm vụ kỳ tới: Thống nhất. Kết luận: Giao" in html
    assert "Phần mở đầu" not in html
    assert "Đánh giá kết quả" not in MinutesPaper(minutes_snapshot(items=items, previous_total=None)).html()


def test_matters_put_off_without_title_and_with_a_conclusion() -> None:
    speech = Speech(name="Vũ Minh Tuệ", words="Nhất trí")
    items = (
        Item(title="Quy chế", step="body", outcome="chuyển kỳ sau"),
        Item(title="", step="body", words=("Câu một", "Câu hai")),
        Item(title="", step="body", words=("Nêu vấn đề",), speeches=(speech,), conclusion="Thống nhất"),
        Item(title="Việc khác", step="body"),
    )
    html = _bare(MinutesPaper(minutes_snapshot(items=items, previous_total=None)).html())
    for said in (
        "a) Quy chế: chuyển kỳ sau.",
        "b) Câu một.",
        "<p>Câu hai.</p>",
        "c) Nêu vấn đề. (01 ý kiến):",
    ):
        assert said in html
    assert "<p>Kết luận: Thống nhất.</p>" in html
    assert "d) Việc khác: đã thực hiện." in html


def test_gates_and_lost_points_stand_with_the_score() -> None:
    score = Score(
        points=Decimal("91.5"),
        maximum=100,
        grade="Khá",
        before_gates="Tốt",
        gates=("Thời lượng 75 phút: không xếp Tốt",),
        reasons=("1.2 còn 1/3",),
    )
    html = _bare(MinutesPaper(minutes_snapshot(score=score)).html())
    assert "91,5/100 điểm, xếp loại Khá" in html
    assert "- Thời lượng 75 phút: không xếp Tốt." in html
    assert "Lý do trừ điểm: 1.2 còn 1/3." in html


@pytest.mark.parametrize(
    ("exempt", "away", "said"),
    [(0, 1, "trừ 01 tạm thời sinh hoạt nơi khác"), (0, 0, "trừ 01 không có quyền biểu quyết")],
)
def test_why_the_base_is_smaller_than_the_official_members(exempt: int, away: int, said: str) -> None:
    snapshot = minutes_snapshot()
    roll = replace(snapshot.roll, exempt=exempt, away=away)
    assert said in MinutesPaper(replace(snapshot, roll=roll)).html()
    everyone = replace(snapshot.roll, voters=21, exempt=0)
    assert "(21 đồng chí)" in _bare(MinutesPaper(replace(snapshot, roll=everyone)).html())


def _bare(html: str) -> str:
    """Without the spans that keep words on a line."""
    return flat(html.replace('<span class="one">', "").replace("</span>", ""))
