"""The year's thematic meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from common.forms import DateField, Foot, LineField, Pair, PlainForm, Segments
from meetings.forms.people import PersonField, members_for
from meetings.models import Topic

if TYPE_CHECKING:
    from chapters.models import Organization

QUARTERS = [(1, "Quý I"), (2, "Quý II"), (3, "Quý III"), (4, "Quý IV")]


class TopicForm(PlainForm):
    title = LineField(label="Chủ đề", max_length=300, help_text="Giải quyết một vấn đề cụ thể của đơn vị.")
    quarter = forms.TypedChoiceField(label="Quý", choices=QUARTERS, coerce=int, widget=Segments)
    category = forms.ChoiceField(
        label="Nhóm chủ đề", choices=[("", "Chọn nhóm…"), *Topic.Category.choices], required=False
    )
    selected_by_committee = forms.BooleanField(label="Chi ủy, chi bộ đã bàn chọn", required=False)
    presenter = PersonField(label="Người trình bày", required=False)
    drafted_on = DateField(label="Có dự thảo ngày", required=False)
    draft_approved_on = DateField(label="Thông qua dự thảo ngày", required=False)
    final_on = DateField(label="Hoàn thiện ngày", required=False)
    needs_reflection = forms.BooleanField(label="Đảng viên viết thu hoạch", required=False)

    def __init__(self, *args: Any, organization: Organization, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("PersonField", self.fields["presenter"])
        field.queryset = members_for(organization)
        self.lay(
            "title",
            Pair("quarter", "category"),
            Pair("presenter", "selected_by_committee"),
            Pair("drafted_on", "draft_approved_on"),
            Pair("final_on", "needs_reflection"),
            foot=Foot("Lưu", cancel=cancel),
        )


class LinkForm(PlainForm):
    """Which topic of the year a thematic meeting deals with."""

    topic = forms.ModelChoiceField(label="Chủ đề", queryset=Topic.objects.none(), empty_label="Chọn chủ đề…")

    def __init__(self, *args: Any, organization: Organization, year: int, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Topic]", self.fields["topic"])
        field.queryset = Topic.objects.filter(plan__organization=organization, plan__year=year)
        self.lay("topic", foot=Foot("Gắn chủ đề", cancel=cancel))
