"""Fields that read what people in a Vietnamese office type, and the frame every form shares."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils import timezone

from common import dates
from common.errors import RuleError
from common.text import clean, clean_lines

_TIME = re.compile(r"(\d{1,2})\s*(?:[:.hg]|giờ)?\s*(\d{2})?\s*(?:phút|')?", re.IGNORECASE)
_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*[/.\-\s]\s*(\d{4})", re.IGNORECASE)
HOURS, MINUTES, MONTHS = 24, 60, 12


class Segments(forms.RadioSelect):
    """Two to five choices side by side; judged=True puts a tick on the chosen one."""

    segments = True
    judged = False


class JudgedSegments(Segments):
    judged = True


class DateInput(forms.DateInput):
    """A plain text field with a calendar button; the browser's own date field shows the American order."""

    input_type = "text"
    calendar = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={"inputmode": "numeric", "autocomplete": "off"} | (attrs or {}), format="%d/%m/%Y"
        )


class DateField(forms.DateField):
    """d/m/yyyy in any of the ways people write it. not_future=True refuses a day that has not come."""

    widget = DateInput

    def __init__(self, *, not_future: bool = False, **kwargs: Any) -> None:
        self.not_future = not_future
        kwargs.setdefault("help_text", "ngày/tháng/năm, ví dụ 5/2/1990")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return super().to_python(value)
        today = timezone.localdate()
        try:
            day = dates.parse_date(value, today=today)
            return dates.refuse_future(day, today=today) if self.not_future else day
        except RuleError as error:
            raise forms.ValidationError(str(error)) from error


class MonthField(forms.Field):
    """tháng/năm: 11/2026 → the first of November."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "tháng/năm, ví dụ 11/2026")
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.month}/{value.year}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        found = _MONTH.fullmatch(clean(value))
        if not found or not 1 <= int(found[1]) <= MONTHS:
            raise forms.ValidationError("Ghi tháng/năm, ví dụ 11/2026.")
        return dates.make_date(1, int(found[1]), int(found[2]))


class TimeField(forms.TimeField):
    """14:00, 14h00, 14 giờ 00, 14."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "autocomplete": "off"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values:
            return None
        if isinstance(value, time):
            return value
        found = _TIME.fullmatch(clean(str(value)))
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (HOURS, 0)
        if hour >= HOURS or minute >= MINUTES:
            raise forms.ValidationError("Ghi giờ theo 24 giờ, ví dụ 14:00.")
        return time(hour, minute)


class LineField(forms.CharField):
    """One line; decomposed letters, double and unusual spaces and invisible marks are put right silently."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class TextField(forms.CharField):
    """Several lines, cleaned the same way."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return clean_lines(super().to_python(value) or "")


class PointsField(forms.DecimalField):
    """Points with a decimal comma (a full stop is understood)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return (
            value if value is None or isinstance(value, str) else f"{value.normalize():f}".replace(".", ",")
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class Plain:
    """No asterisks, no browser bubbles, and "Cần ghi …" / "Cần chọn …" for what is missing."""

    CHOOSING: ClassVar[tuple[type[forms.Field], ...]] = (
        forms.ChoiceField,
        forms.ModelChoiceField,
        forms.FileField,
    )
    use_required_attribute = False
    fields: dict[str, forms.Field]
    helper: FormHelper

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            asks = "chọn" if isinstance(field, self.CHOOSING) else "ghi"
            label = str(field.label or "").split(" (")[0]
            if isinstance(field, DateField) and not label.startswith("Ngày"):
                label = "ngày"  # "Từ ngày", "Chính thức từ ngày": the label alone makes no sentence
            field.error_messages["required"] = f"Cần {asks} {label[:1].lower()}{label[1:]}."
        self.lay(*self.fields)

    def lay(self, *fields: Any, foot: LayoutObject | None = None) -> None:
        """Say the order of the fields and the foot; the page writes the <form> itself."""
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Div(*fields, css_class="form-body"), *([] if foot is None else [foot]))


class PlainForm(Plain, forms.Form):
    """The frame of a form that belongs to no model."""


class PlainModelForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    """The frame of a form of one model; its date and text fields are still named in the class."""


class Pair(Div):
    """Two short fields side by side on a laptop, one under the other on a phone."""

    css_class = "pair"


class Foot(LayoutObject):
    """Primary act on the left, Hủy bỏ, then one sentence on what happens next."""

    def __init__(self, act: str = "Lưu", *, cancel: str = "", says: str = "", name: str = "") -> None:
        self.act, self.cancel, self.says, self.name = act, cancel, says, name
        self.fields: list[Any] = []

    def render(self, *_: Any, **__: Any) -> str:
        return render_to_string("bootstrap5/form_foot.html", {"foot": self})
