"""The form all papers share: letterhead, profiles, fonts, and that nothing is fetched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from reports import words
from reports.paper import fonts, pdf
from reports.paper.letterhead import Letterhead, broken
from reports.paper.minutes import MinutesPaper
from reports.paper.profiles import DEFAULT, THE_THUC
from tests.factories.papers import committee_month_snapshot, minutes_snapshot

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Đảng ủy Khối các cơ quan tỉnh", ("ĐẢNG ỦY KHỐI", "CÁC CƠ QUAN TỈNH")),
        ("Đảng bộ Sở Tư liệu", ("ĐẢNG BỘ SỞ TƯ LIỆU",)),
        ("Chi bộ Phòng Quản lý chất lượng", ("CHI BỘ PHÒNG", "QUẢN LÝ CHẤT LƯỢNG")),
        ("Đảng ủy Bệnh viện Đa khoa tỉnh", ("ĐẢNG ỦY", "BỆNH VIỆN ĐA KHOA TỈNH")),
        ("Đảng ủy Sở / Nội vụ", ("ĐẢNG ỦY SỞ", "NỘI VỤ")),
    ],
)
def test_names_break_by_sense(name: str, lines: tuple[str, ...]) -> None:
    assert broken(name, bold=True).lines == lines


def test_a_name_no_line_can_hold_is_set_smaller() -> None:
    assert broken("Đảngbộtêndàikhôngcáchkhôngthểngắtdòngđược", bold=True).long


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"), (date(2026, 11, 25), "ngày 25 tháng 11 năm 2026")],
)
def test_dates_of_papers(day: date, said: str) -> None:
    head = replace(minutes_snapshot().head, dated_on=day)
    assert Letterhead(head).dated == f"An Lạc, {said}"


def test_small_numbers_take_a_zero() -> None:
    assert Letterhead(replace(minutes_snapshot().head, number=5)).number == "Số 05-BB/CB"


def test_the_old_profile_keeps_its_own_form() -> None:
    old, new = THE_THUC["HD36-2018"], THE_THUC[DEFAULT]
    assert (new.text_width, new.right_column) == (165, 91)
    assert old.text_width < new.text_width
    head = replace(minutes_snapshot().head, profile="HD36-2018")
    assert MinutesPaper(replace(minutes_snapshot(), head=head)).pdf().startswith(b"%PDF")
    from reports.paper.letterhead import recipients  # noqa: PLC0415

    assert recipients(committee_month_snapshot().signing, old)[0].endswith(",")


@pytest.mark.parametrize(
    "url", ["http://example.org/a.png", "https://example.org/", "file:///etc/passwd", "data:,x"]
)
def test_nothing_is_fetched(url: str) -> None:
    with pytest.raises(ValueError, match="không được lấy tệp"):
        pdf.OnlyFonts().fetch(url)


def test_a_picture_from_outside_leaves_the_paper_as_it_is() -> None:
    assert pdf.render('<body class="paper"><img src="http://127.0.0.1:9/x.png"><p>Chữ</p></body>').startswith(
        b"%PDF"
    )


def test_without_the_font_the_reason_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    fonts.faces.cache_clear()
    try:
        with pytest.raises(fonts.PaperFontMissingError, match="fonts-liberation2"):
            fonts.faces()
    finally:
        fonts.faces.cache_clear()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Nghị quyết số 11-NQ/CB", "số 11-NQ/CB"),
        ("họp ngày 05/11/2026 tại", "ngày 05/11/2026"),
        ("giao đồng chí Vũ Minh Tuệ", "đồng chí Vũ"),
        ("có 20/22 (90,9%) dự", "20/22 (90,9%)"),
        ("xong 6/7 nhiệm vụ", "6/7 nhiệm"),
    ],
)
def test_what_belongs_together_stays_together(text: str, kept: str) -> None:
    assert f'<span class="one">{kept}</span>' in words.unbroken(text)


@pytest.mark.parametrize(
    ("value", "said"),
    [(Decimal("1.94"), "+1,9"), (Decimal("-0.26"), "−0,3"), (Decimal("-0.04"), "0,0"), (None, "-")],
)
def test_changes_carry_their_sign(value: Decimal | None, said: str) -> None:
    assert words.change(value) == said
