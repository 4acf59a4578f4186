"""Dates as they are typed, and the sentences for those that cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from common import dates
from common.errors import RuleError

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed",
    [
        "5/2/1990",
        "05/02/1990",
        "5-2-1990",
        "05.02.1990",
        "5 2 1990",
        "05021990",
        "5-2-90",
        "050290",
        "1990-02-05",
        "ngày 05 tháng 02 năm 1990",
        " 5 / 2 / 1990 ",
    ],
)
def test_a_day_is_read_however_it_is_written(typed: str) -> None:
    assert dates.parse_date(typed, today=TODAY) == date(1990, 2, 5)


def test_near_days_and_near_years() -> None:
    assert dates.parse_date("hôm nay", today=TODAY) == TODAY
    assert dates.parse_date("hôm qua", today=TODAY) == date(2026, 11, 22)
    assert dates.parse_date("5.3.25", today=TODAY) == date(2025, 3, 5)
    assert dates.parse_date("12/04/85", today=TODAY) == date(1985, 4, 12)
    assert dates.parse_date("05/11", today=TODAY, year=2025) == date(2025, 11, 5)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/1990", "31/02 không có trong lịch."),
        ("31/6/1998", "31/06 không có trong lịch."),
        ("29/02/1999", "29/02/1999 không có trong lịch: 1999 không phải năm nhuận."),
        ("02/13/1999", "02/13/1999 không có trong lịch: không có tháng 13."),
        ("5/2", "Ngày còn thiếu năm. Ghi ngày/tháng/năm, ví dụ 5/2/1990."),
        ("chưa rõ", "Không đọc được ngày “chưa rõ”. Ghi ngày/tháng/năm, ví dụ 5/2/1990."),
        ("1/1/31", "Năm “31” chưa rõ là 1931 hay 2031. Ghi đủ bốn chữ số của năm."),
        ("1/1/0190", "Năm 190 không hợp lệ. Ghi ngày/tháng/năm, ví dụ 5/2/1990."),
        ("", "Cần ghi ngày."),
    ],
)
def test_a_day_that_cannot_be_is_named(typed: str, sentence: str) -> None:
    with pytest.raises(RuleError) as caught:
        dates.parse_date(typed, today=TODAY)
    assert str(caught.value) == sentence


def test_a_day_to_come_is_asked_about() -> None:
    assert dates.refuse_future(TODAY, today=TODAY) == TODAY
    with pytest.raises(RuleError, match=r"19/05/2027 sau ngày hôm nay \(23/11/2026\)\. Có phải 19/05/2025\?"):
        dates.refuse_future(date(2027, 5, 19), today=TODAY)


def test_months_and_quarters() -> None:
    assert dates.month_of(TODAY) == date(2026, 11, 1)
    assert dates.add_months(date(2026, 11, 1), 3) == date(2027, 2, 1)
    assert dates.add_months(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert dates.last_day(date(2024, 2, 1)) == date(2024, 2, 29)
    assert dates.months_between(date(2025, 12, 1), date(2026, 2, 1)) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert dates.first_of_quarter(TODAY) == date(2026, 10, 1)
    assert dates.quarter_label(TODAY) == "quý IV năm 2026"
    assert dates.month_label(TODAY) == "tháng 11 năm 2026"


def test_long_dates_as_on_office_papers() -> None:
    assert dates.long_date(date(2021, 2, 5)) == "ngày 05 tháng 02 năm 2021"
    assert dates.long_date(date(2026, 3, 15)) == "ngày 15 tháng 3 năm 2026"
