"""What people type into dates, times, points and names, and what a form says when it is wrong."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone

from common.forms import (
    DateField,
    Foot,
    LineField,
    MonthField,
    Pair,
    PlainForm,
    PointsField,
    Segments,
    TextField,
    TimeField,
)


class SampleForm(PlainForm):
    name = LineField(label="Họ và tên khai sinh", help_text="Ghi đúng thứ tự.")
    born = DateField(label="Ngày sinh", not_future=True)
    official_on = DateField(label="Ngày chính thức", required=False)
    sex = forms.ChoiceField(label="Giới tính", choices=[("f", "Nữ"), ("m", "Nam")], widget=Segments)
    upload = forms.FileField(label="Tệp", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lay(
            "name",
            Pair("born", "official_on"),
            "sex",
            "upload",
            foot=Foot("Lưu", cancel="/", says="Lưu xong."),
        )


def draw(form):
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))


@pytest.mark.parametrize(
    "typed", ["5/2/1990", "05/02/1990", "05021990", "5-2-90", "5.2.1990", " 5 / 2 / 1990 "]
)
def test_a_date_is_read_as_people_write_it(typed):
    assert DateField().clean(typed) == date(1990, 2, 5)


def test_today_in_words():
    assert DateField().clean("hôm nay") == timezone.localdate()


@pytest.mark.parametrize(
    ("typed", "says"), [("31/02/1990", "31/02 không có trong lịch."), ("abc", "Không đọc được ngày")]
)
def test_a_date_that_is_none_gets_a_sentence(typed, says):
    with pytest.raises(forms.ValidationError, match=says):
        DateField().clean(typed)


def test_a_day_to_come_is_questioned():
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert DateField().clean(f"{tomorrow:%d/%m/%Y}") == tomorrow
    with pytest.raises(forms.ValidationError, match="sau ngày hôm nay"):
        DateField(not_future=True).clean(f"{tomorrow:%d/%m/%Y}")


@pytest.mark.parametrize("typed", ["14:00", "14h00", "14 giờ 00", "14", "14.00", "14g00"])
def test_an_hour_is_read_as_people_write_it(typed):
    assert TimeField().clean(typed) == time(14, 0)


@pytest.mark.parametrize("typed", ["25:00", "14:75", "trưa"])
def test_an_hour_that_is_none(typed):
    with pytest.raises(forms.ValidationError, match="14:00"):
        TimeField().clean(typed)


def test_a_month_is_its_first_day():
    assert MonthField().clean("11/2026") == date(2026, 11, 1)
    assert MonthField().clean("tháng 2/2026") == date(2026, 2, 1)
    assert MonthField().prepare_value(date(2026, 11, 1)) == "11/2026"
    with pytest.raises(forms.ValidationError, match="tháng/năm"):
        MonthField().clean("13/2026")


def test_points_take_a_comma():
    field = PointsField(max_digits=5, decimal_places=2)
    assert field.clean("1,5") == Decimal("1.5")
    assert field.clean("1.5") == Decimal("1.5")
    assert field.prepare_value(Decimal("91.50")) == "91,5"


def test_pasted_text_is_cleaned_and_nothing_else_is_lost():
    assert LineField().clean("  Tra\u0302\u0300n  Thi\u0323\u00a0Hoà\u200b ") == "Trần Thị Hoà"
    assert TextField().clean("Một\r\nhai  ba") == "Một\nhai ba"


def test_what_is_missing_is_named_with_the_right_verb():
    form = SampleForm({"name": "", "born": "", "sex": ""})
    assert form.errors["name"] == ["Cần ghi họ và tên khai sinh."]
    assert form.errors["born"] == ["Cần ghi ngày sinh."]
    assert form.errors["sex"] == ["Cần chọn giới tính."]
    assert "official_on" not in form.errors


def test_a_form_is_drawn_without_asterisks_and_with_its_foot():
    page = draw(SampleForm())
    assert "*" not in page
    assert page.count("(nếu có)") == 2
    assert "data-date-field" in page
    assert "Chọn tệp" in page
    assert "Lưu xong." in page
    assert "required" not in page
    assert 'class="segments"' in page


def test_errors_stand_at_their_fields_and_in_a_summary_that_leads_there():
    page = draw(SampleForm({"name": "", "born": "31/2/1990", "sex": "f"}))
    assert "Chưa lưu được: còn 2 chỗ cần sửa." in page
    assert 'href="#id_name"' in page
    assert 'id="id_born_error"' in page
    assert 'aria-invalid="true"' in page
    assert "31/2/1990" in page
    assert "31/02 không có trong lịch." in page
