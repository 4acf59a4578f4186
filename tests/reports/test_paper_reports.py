"""Reports of months and years on paper, with the figures of docs/documents.md."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from reports.paper.bloc_month import BlocMonthPaper
from reports.paper.bloc_year import BlocYearPaper
from reports.paper.committee_month import CommitteeMonthPaper
from reports.paper.frozen import freeze, thaw
from reports.paper.snapshots import BlocMonth, BlocYear, CommitteeMonth, Concern, Counts, Targets
from tests.factories.bloc import MONTHS, bloc_head, bloc_month_snapshot, bloc_year_snapshot
from tests.factories.papers import committee_month_snapshot
from tests.reports.reading import flat, fonts, pages, sizes, whole

if TYPE_CHECKING:
    from reports.paper.document import Paper

FAMILY = {f"Liberation-Serif{face}" for face in ("", "-Bold", "-Italic", "-Bold-Italic")}


@pytest.fixture(scope="module")
def year() -> bytes:
    return BlocYearPaper(bloc_year_snapshot()).pdf()


@pytest.fixture(scope="module")
def month() -> bytes:
    return BlocMonthPaper(bloc_month_snapshot()).pdf()


@pytest.fixture(scope="module")
def committee() -> bytes:
    return CommitteeMonthPaper(committee_month_snapshot()).pdf()


@pytest.mark.parametrize(
    "sentence",
    [
        "ĐẢNG BỘ TỈNH AN LẠC ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH * Số 214-BC/ĐUK",
        "kết quả sinh hoạt chi bộ và chấm điểm chất lượng sinh hoạt chi bộ trong Đảng bộ Khối năm 2026 -----",
        "98,6%",
        "93,4%",
        "+1,9 điểm % so với 2025",
        "+0,7 điểm %",
        "87,2 điểm bình quân +2,1 điểm",
        "71,8% kỳ xếp loại Tốt chỉ tiêu 65%",
        "4.874/4.944 kỳ sinh hoạt thường kỳ được tổ chức đúng thời gian quy định (98,6%)",
        "70 kỳ không bảo đảm (52 kỳ chậm, 18 kỳ không tổ chức)",
        "Trong 4.926 kỳ được chấm: Tốt 3.537 (71,8%), Khá 1.232 (25,0%), Trung bình 148 (3,0%), Kém 9 (0,2%).",
        "từ 66,8% (quý I) lên 76,3% (quý IV)",
        "III- NHIỆM VỤ, GIẢI PHÁP NĂM 2027",
        "Số liệu chốt 17 giờ 00 ngày 17/12/2026",
        "T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ",
    ],
)
def test_the_year_answers_how_many_and_how_good(year: bytes, sentence: str) -> None:
    assert sentence in whole(year)


@pytest.mark.parametrize(
    ("name", "place", "total"),
    [
        ("Tốt", 0, "3.537"),
        ("Khá", 1, "1.232"),
        ("Trung bình", 2, "148"),
        ("Kém", 3, "9"),
        ("Không tổ chức", 4, "18"),
    ],
)
def test_the_year_prints_each_month_of_each_grade(year: bytes, name: str, place: int, total: str) -> None:
    row = " ".join(str(figures[place]) for figures in MONTHS.values())
    assert f"{name} {row} {total}" in whole(year)


def test_the_year_prints_what_was_not_on_time(year: bytes) -> None:
    assert "Không đúng hạn 14 11 8 7 5 4 5 3 2 2 7 2 70" in whole(year)


def test_the_year_ends_with_wide_tables_of_all_organizations(year: bytes) -> None:
    tall, wide = sizes(year)[:3], sizes(year)[3:]
    assert all(height > width for width, height in tall)
    assert wide
    assert all(width > height for width, height in wide)
    text = whole(year)
    for table in ("Biểu 1.", "Biểu 2.", "Biểu 3.", "Biểu 4.", "Hình 1.", "Hình 2.", "Hình 3.", "Hình 4."):
        assert table in text
    assert "60 Chi bộ cơ sở Liên hiệp các hội Khoa học và Kỹ thuật tỉnh" in text


def test_heads_of_tables_are_repeated_and_pages_numbered(year: bytes) -> None:
    read = pages(year)
    assert read[4].split()[-1] == "5"
    assert "Tổ chức cơ sở đảng" in flat(read[4])
    assert "Biểu 1." not in flat(read[4])


@pytest.mark.parametrize(
    "sentence",
    [
        "Tháng 11/2026, có 408/412 chi bộ tổ chức sinh hoạt thường kỳ (99,0%), trong đó 405/412 chi bộ đúng hạn (98,3%)",
        "chất lượng giữ ổn định so với tháng 10.",
        "408/412 (99,0%) 411/412 (99,8%) 100%",
        "405/412 (98,3%) 410/412 (99,5%) 98%",
        "5.520/5.910 (93,4%) 93,1% 90%",
        "306 / 94 / 8 / 0 (75,0 / 23,0 / 2,0 / 0,0%) 308 / 95 / 8 / 0 Tốt 65%",
        "58/60 60/60 60/60",
        "tăng 0,3 điểm % so với tháng 10; vượt chỉ tiêu 90%.",
        "Có 04 chi bộ chưa tổ chức sinh hoạt",
        "Có 03 chi bộ họp chậm",
        "Đảng bộ Sở Công Thương; Đảng bộ Trường Cao đẳng Y tế.",
        "Biểu 2. Danh sách cần chú ý",
        "Số 198-BC/ĐUK",
    ],
)
def test_the_month_of_the_bloc(month: bytes, sentence: str) -> None:
    assert sentence in whole(month)


@pytest.mark.parametrize(
    "row",
    [
        "1 Văn phòng 23 1 22 20 90,9 05/11 có 91 88 Khá",
        "2 Phòng Nghiệp vụ 18 0 18 18 100,0 04/11 có 95 94 Tốt",
        "3 Trung tâm Lưu trữ 27 2 25 23 92,0 05/11 có 92 91 Tốt",
        "4 Thanh tra 9 0 9 8 88,9 06/11 có 84 80 Khá",
        "5 Quản trị 15 1 14 11 78,6 12/11 chậm không 78 71 Khá",
        "Cộng 92 4 88 80 90,9 4/5 đúng hạn 4/5 88,0 84,8 2 Tốt, 3 Khá",
        "ĐẢNG BỘ KHỐI CÁC CƠ QUAN TỈNH ĐẢNG ỦY SỞ TƯ LIỆU * Số 31-BC/ĐU",
        "Chi bộ Quản trị (ngày 12/11/2026)",
        "T/M ĐẢNG ỦY BÍ THƯ",
        "- Lưu Văn phòng Đảng ủy.",
    ],
)
def test_the_month_of_a_committee(committee: bytes, row: str) -> None:
    assert row in whole(committee)


def test_a_late_date_is_bold() -> None:
    assert "<strong>12/11 chậm</strong>" in CommitteeMonthPaper(committee_month_snapshot()).html()


def test_a_chapter_that_did_not_meet_stays_in_the_table() -> None:
    snapshot = committee_month_snapshot()
    absent = replace(
        snapshot.rows[4], held_on=None, present=None, days_late=0, not_held="trùng đợt phòng, chống bão lụt"
    )
    text = whole(CommitteeMonthPaper(replace(snapshot, rows=(*snapshot.rows[:4], absent))).pdf())
    assert "5 Quản trị 15 1 - - - không họp: trùng đợt phòng, chống bão lụt" in text
    assert "Có 01 chi bộ chưa tổ chức sinh hoạt: Chi bộ Quản trị (trùng đợt phòng, chống bão lụt)." in text


def test_committee_report_takes_two_pages(committee: bytes) -> None:
    assert len(pages(committee)) <= 2


@pytest.mark.parametrize("chapters", range(1, 40, 5))
def test_no_heading_ends_a_page_and_no_signature_stands_alone(chapters: int) -> None:
    snapshot = committee_month_snapshot()
    rows = tuple(snapshot.rows[place % 5] for place in range(chapters))
    read = pages(CommitteeMonthPaper(replace(snapshot, rows=rows)).pdf())
    headings = ("I- ", "II- ", "III- ", "IV- ", "Biểu 1.", "Đơn vị")
    assert not any(page.strip().splitlines()[-1].startswith(headings) for page in read[:-1])
    assert len(read[-1].split("T/M ĐẢNG ỦY")[0].split("Nơi nhận")[0].strip().splitlines()) >= 2 + (
        len(read) > 1
    )


@pytest.mark.parametrize("name", ["year", "month", "committee"])
def test_only_our_letters(name: str, request: pytest.FixtureRequest) -> None:
    assert fonts(request.getfixturevalue(name)) <= FAMILY


@pytest.mark.parametrize(
    ("kind", "snapshot"),
    [
        (BlocYear, bloc_year_snapshot()),
        (BlocMonth, bloc_month_snapshot()),
        (CommitteeMonth, committee_month_snapshot()),
    ],
)
def test_snapshots_come_back_from_json_the_same(kind: type, snapshot: object) -> None:
    assert thaw(kind, json.loads(json.dumps(freeze(snapshot)))) == snapshot


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"filed": None, "filed_before": None}, "…/3"),
        ({"before": None}, "93,4%"),
        ({"exceptions": (), "visits": ()}, "không có đại biểu cấp ủy cấp trên dự"),
        ({"visits": None}, "T/M BAN THƯỜNG VỤ"),
        ({"counts": Counts(), "before": None, "exceptions": ()}, "Chưa có kỳ sinh hoạt nào được chấm điểm."),
    ],
)
def test_what_is_not_known_is_not_invented(changes: dict[str, object], words: str) -> None:
    snapshot = bloc_month_snapshot(**changes)
    few = replace(snapshot, organizations=snapshot.organizations[18:21])
    assert words in whole(BlocMonthPaper(few).pdf())


def test_a_year_without_a_year_before_compares_with_nothing() -> None:
    snapshot = bloc_year_snapshot(
        before=None, exceptions=(), visits=None, all_months=None, thematic_full=None
    )
    first = flat(pages(BlocYearPaper(snapshot).pdf())[0])
    assert "so với" not in first


def test_until_issued_there_is_no_number_but_a_framed_draft() -> None:
    paper: Paper = BlocMonthPaper(bloc_month_snapshot(head=bloc_head(number=None, dated_on=None)))
    first = flat(pages(paper.pdf())[0])
    assert "Số …-BC/ĐUK DỰ THẢO LẦN 1" in first
    assert "An Lạc, ngày … tháng 12 năm 2026" in first
    assert "DỰ THẢO" not in whole(BlocMonthPaper(bloc_month_snapshot()).pdf())


def test_differences_agree_with_the_printed_figures() -> None:
    """93,44 after 93,06 prints 93,4 after 93,1: the reader subtracts 0,3, not 0,4."""
    now, then = Counts(present=9344, expected=10000), Counts(present=9306, expected=10000)
    snapshot = bloc_month_snapshot(
        counts=replace(bloc_month_snapshot().counts, present=9344, expected=10000), before=then
    )
    assert now.present == 9344
    assert "tăng 0,3 điểm %" in whole(BlocMonthPaper(snapshot).pdf())


def test_nothing_scored_leaves_no_mean() -> None:
    row = bloc_month_snapshot().organizations[0]
    silent = replace(
        row, counts=Counts(due=1), before=None, filed=True, filed_on=date(2026, 12, 9), days_late=4
    )
    text = whole(BlocMonthPaper(bloc_month_snapshot(organizations=(silent,))).pdf())
    assert "0/0 - - -" in text
    assert "09/12 chậm 4 ngày" in text
    assert Decimal(0) == silent.counts.reviewed_sum


def test_a_committee_reads_what_deserves_an_eye() -> None:
    snapshot = committee_month_snapshot()
    flattered = replace(snapshot.rows[0], self_points=Decimal(95), points=Decimal(80), away=1, members=24)
    waiting = replace(snapshot.rows[1], points=None, grade="", resolution=None)
    html = CommitteeMonthPaper(replace(snapshot, rows=(flattered, waiting), petitions=())).html()
    assert (
        "tự chấm cao hơn thẩm định từ 10 điểm trở lên: Chi bộ Văn phòng (tự chấm 95, thẩm định 80)."
        in _bare(html)
    )
    assert "tạm thời sinh hoạt nơi khác, đình chỉ sinh hoạt (01 đồng chí)" in _bare(html)
    assert "Không có kiến nghị." in html
    assert html.count("<td>…</td>") == 1
    otherwise = replace(snapshot.rows[0], members=30)
    assert "theo điểm danh ngày họp" in CommitteeMonthPaper(replace(snapshot, rows=(otherwise,))).html()


def test_a_month_without_any_exception_says_so() -> None:
    snapshot = committee_month_snapshot()
    html = CommitteeMonthPaper(replace(snapshot, rows=snapshot.rows[1:3])).html()
    assert "Không có chi bộ họp chậm hoặc chưa tổ chức sinh hoạt." in html
    quiet = bloc_month_snapshot(
        counts=Counts(due=5, held=5, on_time=5, tot=5, present=9, expected=10), exceptions=(), alone=3
    )
    rows = tuple(replace(row, filed=True) for row in quiet.organizations[:2])
    html = BlocMonthPaper(replace(quiet, organizations=rows)).html()
    assert "Không có nội dung phát sinh cần cho ý kiến." in html
    assert "Không có chi bộ họp chậm" in html
    assert "3 chi bộ họp hai tháng liền không có đại biểu" in _bare(html)


def test_a_month_not_yet_over_says_what_is_not_due() -> None:
    counts = Counts(
        due=10, held=6, on_time=6, agreed=1, pending=2, tb=1, kem=1, tot=4, present=5, expected=10
    )
    falling = Concern(kind="falling", chapter="Chi bộ 1", organization="Đảng bộ A", what="điểm giảm")
    text = _bare(BlocMonthPaper(bloc_month_snapshot(counts=counts, exceptions=(falling,))).html())
    assert (
        "01 chi bộ chưa tổ chức sinh hoạt; 01 chi bộ không tổ chức, cấp trên đồng ý; 02 chi bộ chưa đến hạn."
        in text
    )
    assert "Có 01 kỳ xếp loại Trung bình, 01 kỳ xếp loại Kém." in text
    assert "Phân công đồng chí phụ trách dự sinh hoạt tại 01 chi bộ khác" in text
    assert "chưa đạt chỉ tiêu 90%" in text


def test_a_quiet_year_and_one_with_everything() -> None:
    quiet = bloc_year_snapshot(
        counts=Counts(due=12, held=12, on_time=12), exceptions=(), organizations=(), series=(), all_months=None,
        thematic_full=None, targets=Targets(held=None, on_time=None, present=None, tot=None),
    )  # fmt: skip
    text = _bare(BlocYearPaper(quiet).html())
    assert "Không có kỳ sinh hoạt chậm hoặc không tổ chức." in text
    assert "Hình 3. Các tổ chức" in text
    weak = Concern(kind="weak", chapter="Chi bộ 1", organization="Đảng bộ A", what="T1 Trung bình, T2 Kém")
    loud = bloc_year_snapshot(
        counts=Counts(
            due=12, held=9, on_time=8, agreed=1, tb=2, kem=1, tasks_due=4, tasks_on_time=3, resolutions=9
        ),
        weak_twice=(weak,),
    )
    text = _bare(BlocYearPaper(loud).html())
    assert "trong đó 01 kỳ được cấp trên đồng ý" in text
    assert "01 chi bộ xếp loại Trung bình, Kém hai tháng liền." in text
    assert "3/4 nhiệm vụ (75,0%) hoàn thành đúng hạn" in text
    assert "Rà soát, giúp đỡ các chi bộ" in text


def _bare(html: str) -> str:
    """Without the spans that keep words on a line."""
    return flat(html.replace('<span class="one">', "").replace("</span>", ""))
