"""Planning a meeting, line by line; asking not to hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.urls import reverse

from common.forms import (
    DateField,
    Foot,
    LineField,
    MonthField,
    Pair,
    PlainForm,
    Segments,
    TextField,
    TimeField,
)
from meetings.forms.people import PersonField, offer_members
from meetings.models import Meeting

if TYPE_CHECKING:
    from chapters.models import Organization


class PlanForm(PlainForm):
    kind = forms.ChoiceField(label="Loại cuộc họp", widget=Segments)
    is_combined = forms.BooleanField(
        label="Kết hợp sinh hoạt thường kỳ và chuyên đề trong một buổi", required=False
    )
    month = MonthField(
        label="Kỳ (tháng)",
        help_text="Tháng mà cuộc họp tính cho, ví dụ 11/2026; có thể khác tháng của ngày họp",
    )
    held_on = DateField(label="Ngày họp", required=False)
    starts_at = TimeField(label="Giờ bắt đầu", required=False, help_text="24 giờ, ví dụ 14:00")
    place = LineField(label="Địa điểm", required=False, max_length=200)

    def __init__(self, *args: Any, organization: Organization, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: tuple[Meeting.Kind, ...] = (*Meeting.CHAPTER_MEETINGS, Meeting.Kind.CHAPTER_COMMITTEE)
        if organization.has_party_committee:
            kinds = (Meeting.Kind.PARTY_COMMITTEE, Meeting.Kind.STANDING_COMMITTEE)
            del self.fields["is_combined"]
        field = cast("forms.ChoiceField", self.fields["kind"])
        field.choices = [(kind.value, kind.label) for kind in kinds]
        names = ["kind", *(["is_combined"] if "is_combined" in self.fields else []), "month"]
        says = "Đây là dự thảo: chưa ai được báo cho đến khi gửi thông báo."
        self.lay(
            *names, Pair("held_on", "starts_at"), "place", foot=Foot("Lập dự thảo", cancel=cancel, says=says)
        )


class LineForm(PlainForm):
    """One line of a plan, changed in place. Names of fields are those of the meeting."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.meeting = meeting
        kwargs.setdefault(
            "initial", {name: getattr(meeting, name) for name in self.base_fields if hasattr(meeting, name)}
        )
        super().__init__(*args, **kwargs)
        offer_members(self.fields, meeting)
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True
        self.lay(*self.fields, foot=Foot("Lưu", cancel=self.cancel))

    @property
    def cancel(self) -> str:
        return reverse("meetings:detail", args=[self.meeting.pk])


class WhenForm(LineForm):
    held_on = DateField(label="Ngày họp", required=False)
    starts_at = TimeField(label="Giờ bắt đầu", required=False, help_text="24 giờ, ví dụ 14:00")
    month = MonthField(label="Tính cho kỳ")


class PlaceForm(LineForm):
    place = LineField(label="Địa điểm", max_length=200)


class PeopleForm(LineForm):
    chair = PersonField(label="Chủ trì", required=False)
    recorder = PersonField(label="Người ghi biên bản", required=False)


class PreparationForm(LineForm):
    conferred_on = DateField(label="Chi ủy (bí thư, phó bí thư) họp hoặc hội ý ngày", required=False)
    conferred_with_minutes = forms.BooleanField(label="Có ghi biên bản", required=False)
    draft_resolution = TextField(label="Dự thảo nghị quyết, dự kiến kết luận", required=False)


LINES: dict[str, type[LineForm]] = {
    "when": WhenForm,
    "place": PlaceForm,
    "people": PeopleForm,
    "preparation": PreparationForm,
}


class FactsForm(LineForm):
    """Facts of the meeting as it was held."""

    chair = PersonField(label="Chủ trì", required=False)
    recorder = PersonField(label="Người ghi biên bản", required=False)
    held_on = DateField(label="Ngày họp", not_future=True)
    starts_at = TimeField(label="Giờ bắt đầu", required=False, help_text="24 giờ, ví dụ 14:00")
    ends_at = TimeField(label="Giờ kết thúc", required=False, help_text="để trống: lấy giờ bấm kết thúc")
    break_minutes = forms.IntegerField(
        label="Nghỉ giải lao (phút)", min_value=0, max_value=240, required=False
    )
    place = LineField(label="Địa điểm", required=False, max_length=200)
    dues_note = LineField(label="Tình hình đảng phí", required=False, max_length=200)
    merged_with_other = forms.BooleanField(label="Lồng ghép với họp chuyên môn", required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, meeting=meeting, **kwargs)
        self.lay(
            Pair("chair", "recorder"),
            Pair("held_on", "place"),
            Pair("starts_at", "ends_at"),
            Pair("break_minutes", "dues_note"),
            "merged_with_other",
            foot=Foot("Lưu", cancel=self.cancel),
        )

    def clean_break_minutes(self) -> int:
        return self.cleaned_data["break_minutes"] or 0


class ClosingForm(PlainForm):
    ends_at = TimeField(label="Giờ kết thúc")


class AbsenceForm(PlainForm):
    reason = TextField(label="Vì sao không tổ chức sinh hoạt", max_length=300)

    def __init__(self, *args: Any, cancel: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        says = "Cấp trên trực tiếp trả lời; kỳ được đồng ý không tính vào xếp loại năm."
        self.lay("reason", foot=Foot("Gửi đề nghị", cancel=cancel, says=says))


class AbsenceAnswerForm(PlainForm):
    ANSWERS: ClassVar[list[tuple[str, str]]] = [("agree", "Đồng ý"), ("refuse", "Không đồng ý")]

    decision = forms.ChoiceField(label="Ý kiến", choices=ANSWERS, widget=Segments)
    answer = TextField(
        label="Nội dung trả lời", required=False, max_length=300, help_text="Không đồng ý thì cần ghi vì sao."
    )

    def __init__(self, *args: Any, cancel: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay("decision", "answer", foot=Foot("Trả lời chi bộ", cancel=cancel))


class AmendForm(PlainForm):
    reason = LineField(
        label="Lý do sửa", max_length=300, help_text="Ghi cùng mỗi thay đổi; cấp trên đọc được."
    )

    def __init__(self, *args: Any, cancel: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lay(
            "reason",
            foot=Foot(
                "Mở để sửa", cancel=cancel, says="Biên bản được lập lại thành bản mới, bản cũ vẫn giữ."
            ),
        )
