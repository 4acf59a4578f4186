"""The usual agendas, kept by the organising board."""

from __future__ import annotations

from typing import Any

from django import forms

from common.forms import LineField, Plain
from meetings.models import AgendaTemplate, AgendaTemplateItem


class AgendaLineForm(Plain, forms.ModelForm):  # type: ignore[type-arg]
    title = LineField(label="Nội dung", max_length=200)
    hint = LineField(label="Gợi ý", max_length=300, required=False)

    class Meta:
        model = AgendaTemplateItem
        fields = ("position", "step", "kind", "title", "hint", "is_required", "is_focus", "planned_minutes")
        labels = {
            "position": "Thứ tự",
            "step": "Bước",
            "kind": "Loại",
            "is_required": "Bắt buộc",
            "is_focus": "Trọng tâm",
            "planned_minutes": "Phút",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].min_value = 1  # type: ignore[attr-defined]


AgendaFormSet = forms.inlineformset_factory(
    AgendaTemplate, AgendaTemplateItem, form=AgendaLineForm, extra=1, can_delete=True
)
