"""Figures, dates and names as they are written on every page and paper."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.template import Context, Template

from common.templatetags import ui, vi


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (0, None, "0"),
        (5520, None, "5.520"),
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("91.50"), None, "91,5"),
        (90, 1, "90,0"),
        (Decimal("98.25"), 1, "98,3"),
        (-3, None, "−3"),
        (Decimal("-0.04"), 1, "0,0"),
        (0.1, 1, "0,1"),
        (None, None, "–"),
        ("", None, "–"),
    ],
)
def test_a_number_has_a_decimal_comma_and_dots(value, places, written):
    assert vi.number(value, places) == written


@pytest.mark.parametrize(("value", "written"), [(2, "+2"), (-3, "−3"), (0, "0"), (None, "–")])
def test_a_difference_carries_its_sign(value, written):
    assert vi.signed(value) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [(20, 22, "90,9%"), (405, 412, "98,3%"), (0, 5, "0,0%"), (1, 0, "–"), (None, 5, "–")],
)
def test_a_share_has_one_decimal_and_no_space(part, whole, written):
    assert vi.share(part, whole) == written


def test_a_percent_already_worked_out():
    assert vi.pct(Decimal("93.4")) == "93,4%"
    assert vi.pct(None) == "–"


def test_part_over_whole():
    assert vi.over(5520, 5910) == "5.520/5.910"
    assert vi.over(None, 5) == "–"


def test_dates_in_their_forms():
    day = date(2026, 11, 5)
    assert vi.dmy(day) == "05/11/2026"
    assert vi.dm(day) == "05/11"
    assert vi.my(date(2026, 2, 1)) == "2/2026"
    assert vi.weekday(day) == "thứ Năm"
    assert vi.quarter(day) == "quý IV"
    assert vi.quarter(1) == "quý I"
    assert [vi.dmy(None), vi.dm(None), vi.my(None), vi.weekday(None), vi.quarter(None)] == ["–"] * 5


def test_hours_are_of_twenty_four_and_local():
    assert vi.hm(time(14, 5)) == "14:05"
    assert vi.hm(time(0, 0)) == "00:00"
    assert vi.hours(time(14, 0)) == "14 giờ 00"
    assert vi.hm(datetime(2026, 11, 5, 7, 0, tzinfo=UTC)) == "14:00"
    assert vi.moment(datetime(2026, 11, 5, 18, 30, tzinfo=UTC)) == "01:30, 06/11/2026"
    assert [vi.hm(None), vi.hours(None), vi.moment(None)] == ["–"] * 3


def test_the_given_name_is_bold_and_the_name_is_escaped():
    assert vi.given_bold("Trần Thị Hòa Bình") == 'Trần Thị Hòa <b class="given">Bình</b>'
    assert vi.given_bold("Bình") == '<b class="given">Bình</b>'
    assert "<script>" not in vi.given_bold("A <script>")


def test_every_status_has_a_colour_an_icon_and_words():
    for meaning, (kind, icon, words) in ui.STATUSES.items():
        drawn = ui.status(meaning)
        assert f"bi-{icon}" in drawn
        assert words in drawn
        assert not kind or f"tag-{kind}" in drawn
        assert 'aria-hidden="true"' in drawn


def test_a_grade_without_words_still_says_its_word():
    drawn = ui.grade("KHA", words=False)
    assert "grade-kha" in drawn
    assert '<span class="visually-hidden">Khá</span>' in drawn
    assert "chưa có" in ui.grade(None)


def test_tags_and_filters_work_in_a_template():
    page = Template(
        '{% load ui vi %}{% ratio 20 22 %}|{% status "late" "Họp chậm 3 ngày" %}|{% chip "ok" "check2" "đạt" %}'
        '|{% icon "lock" "tiêu chí điều kiện" %}|{% status_chip "open" %}{% status_icon "open" %}{{ 90|number:1 }}'
        "|{% year_of_grades grades %}"
    ).render(Context({"grades": ["TOT", None]}))
    assert "20/22</span> (90,9%)" in page
    assert "Họp chậm 3 ngày" in page
    assert 'role="img" aria-label="tiêu chí điều kiện"' in page
    assert "90,0" in page
    assert page.count("<li>") == 2
