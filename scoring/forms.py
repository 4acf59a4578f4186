"""What is typed on a score sheet, turned into points and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from common.forms import Foot, LineField, PlainForm, PointsField, TextField

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from scoring.models import ScoreLine


def faults_in(form: forms.Form) -> str:
    """Every fault of a short form in one sentence after the other."""
    return " ".join(str(words) for faults in form.errors.values() for words in faults)


class AdoptedForm(PlainForm):
    """The chapter's number for a line: a level, or another number in steps; why, and the proof."""

    points = PointsField(label="Mức", required=False, max_digits=5)
    other_points = PointsField(label="Điểm khác", required=False, max_digits=5)
    reason = LineField(label="Vì sao cao hơn hồ sơ", required=False, max_length=500)
    proof = LineField(label="Minh chứng", required=False, max_length=300)

    @property
    def chosen(self) -> Decimal | None:
        other = self.cleaned_data.get("other_points")
        found: Decimal | None = self.cleaned_data.get("points") if other is None else other
        return found


class ReviewedForm(PlainForm):
    """The superior's number for a line, and why it differs."""

    points = PointsField(label="Điểm", required=False, max_digits=5)
    reason = LineField(label="Ý kiến", required=False, max_length=500)


class VoteForm(PlainForm):
    yes = forms.IntegerField(label="Tán thành", min_value=0)
    no = forms.IntegerField(label="Không tán thành", min_value=0, initial=0)
    other = forms.IntegerField(label="Ý kiến khác", min_value=0, initial=0)
    shortcomings = TextField(label="Hạn chế chủ trì chỉ ra, cách khắc phục", required=False, max_length=2000)
    reason = LineField(
        label="Lý do ghi sau khi kết thúc",
        required=False,
        max_length=300,
        help_text="Cuộc họp đã kết thúc: ghi vì sao biểu quyết được ghi muộn.",
    )

    def __init__(self, *args: Any, late: bool, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("yes", "no", "other"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        if not late:
            del self.fields["reason"]
        says = "Điểm khóa sau khi được quá nửa tán thành; ghi vào biên bản."
        self.lay(*self.fields, foot=Foot("Ghi kết quả biểu quyết", cancel=cancel, says=says))


class ReturnForm(PlainForm):
    """Which lines, and one sentence; the chapter reads exactly this."""

    reason = TextField(label="Câu gửi chi bộ", max_length=1000)
    lines = forms.MultipleChoiceField(
        label="Dòng cần xem lại", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, lines: Iterable[ScoreLine], cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = [  # type: ignore[attr-defined]
            (str(line.pk), f"{line.criterion.code} {line.criterion.text}") for line in lines
        ]
        says = "Chi bộ thấy đúng câu đồng chí ghi và các dòng đã chọn."
        self.lay("reason", "lines", foot=Foot("Trả lại", cancel=cancel, says=says))
