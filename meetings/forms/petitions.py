"""Answering what members raise."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from common.forms import DateField, Foot, PlainForm, Segments, TextField


class AnswerForm(PlainForm):
    """What is done with a petition now."""

    act = forms.ChoiceField(label="Việc làm", widget=Segments)
    answer = TextField(label="Nội dung trả lời", required=False)
    due_on = DateField(label="Hạn trả lời", required=False)

    ACTS = (("answer", "Trả lời"), ("take_up", "Đang xử lý"), ("escalate", "Chuyển cấp trên"))

    def __init__(self, *args: Any, cancel: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["act"])
        field.choices = list(self.ACTS)
        self.lay("act", "answer", "due_on", foot=Foot("Lưu", cancel=cancel, says="Chi bộ thấy ở kỳ họp tới."))
